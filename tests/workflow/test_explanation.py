"""What an explanation holds beside the reckoning, and how a ledger is folded without losing a day."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.parcels.models import ParcelClock
from tests.workflow.parcels.office import CALENDAR, at, many, on
from workflow import clocks
from workflow.calendar_store import CalendarMissing, calendars_at, confirm, current_calendar
from workflow.explanation import runs
from workflow.models import CalendarNotice
from workflow.rules import Interval, Period, Reckoning, Roll, Unit, reckon

NOON = at("2026-11-23T12:00")


def started(parcel, code="deliver", day="2026-11-23"):
    clocks.start(parcel, code, on=on(day), at=at(f"{day}T12:00"))
    return ParcelClock.objects.get(code=code)


def test_an_explanation_is_the_reckoning_and_names_rule_cut_off_and_start(parcel):
    clock = started(parcel)
    told = clocks.explain(clock)

    assert isinstance(told, Reckoning)
    assert (told.due_on, told.started_on) == (clock.due_on, on("2026-11-23"))
    assert told.rule == clock.rule
    assert told.rule.basis
    assert told.cut_off == clock.cut_off
    assert told.notices == ((2026, "国办发明电〔2025〕7号"),)
    assert told.pauses == ()
    assert told.in_time is None
    assert not told.is_provisional


def test_an_explanation_names_the_pauses_with_their_papers_in_order(parcel):
    clock = started(parcel)
    for asked, complete, paper in (("24", "25", "P-1"), ("25", "27", "P-2")):
        clocks.pause(parcel, "deliver", on=on(f"2026-11-{asked}"), at=NOON, notice=paper)
        clocks.resume(parcel, "deliver", on=on(f"2026-11-{complete}"), at=NOON)
    told = clocks.explain(ParcelClock.objects.get(pk=clock.pk))

    assert told.pauses == (
        Interval(on("2026-11-24"), on("2026-11-25"), "P-1"),
        Interval(on("2026-11-25"), on("2026-11-27"), "P-2"),
    )
    assert [day.paper for day in told.days if day.paper] == ["P-1", "P-2", "P-2"]


def test_a_limit_that_was_met_in_time_is_still_explained(parcel):
    clock = started(parcel)
    clocks.meet(parcel, "deliver", at=NOON + timedelta(hours=1))
    told = clocks.explain(ParcelClock.objects.get(pk=clock.pk))

    assert told.days[-1].date == told.due_on == clock.due_on
    assert (told.in_time, told.ended_at) == (True, NOON + timedelta(hours=1))


def test_a_limit_that_was_met_late_says_when_it_had_passed(parcel):
    clock = started(parcel)
    late = NOON + timedelta(days=30)
    clocks.meet(parcel, "deliver", at=late)
    told = clocks.explain(ParcelClock.objects.get(pk=clock.pk))

    assert (told.in_time, told.ended_at) == (False, late)
    assert told.breached_at == clock.breach_at


def test_a_limit_that_was_given_up_was_neither_in_time_nor_late(parcel):
    clock = started(parcel)
    clocks.cancel(parcel, "deliver", at=NOON)
    told = clocks.explain(ParcelClock.objects.get(pk=clock.pk))

    assert (told.in_time, told.ended_at) == (None, NOON)
    assert told.days


def test_a_limit_into_a_year_without_its_notice_names_the_year_without_a_number(parcel):
    told = clocks.explain(started(parcel, day="2026-12-30"))

    assert told.is_provisional
    assert told.notices == ((2026, "国办发明电〔2025〕7号"), (2027, ""))
    assert told.due_earliest <= told.due_on <= told.due_latest


@pytest.mark.parametrize("many_clocks", [1, 4])
def test_clocks_of_several_calendars_cost_two_queries(
    parcel, django_assert_num_queries, many_clocks
):
    for number in range(many_clocks):
        started_one = started(parcel, "deliver")
        clocks.meet(parcel, "deliver", at=NOON)
        newer = CalendarNotice.objects.create(year=2027 + number, digest="0" * 64)
        confirm(newer, at=NOON)
        ParcelClock.objects.filter(pk=started_one.pk).update(code=f"old{number}")
    shown = list(ParcelClock.objects.select_related("rule"))
    clocks.calendars_of(shown)  # kept from now on
    with django_assert_num_queries(2):
        calendars = clocks.calendars_of(shown)

    assert set(calendars) == {clock.calendar_rev for clock in shown} | {current_calendar().revision}


def test_a_calendar_that_never_was_is_missing_and_not_empty(rules):
    with pytest.raises(CalendarMissing):
        calendars_at([1, 999])


def test_without_any_calendar_nothing_is_explained_as_if_there_were_no_holidays(parcel):
    clock = started(parcel)
    CalendarNotice.objects.all().delete()

    with pytest.raises(CalendarMissing):
        clocks.explain(clock)
    with pytest.raises(CalendarMissing):
        clocks.start(parcel, "deliver_promise", on=on("2026-11-23"), at=NOON)


# The folded ledger


def folded(period, start="2026-09-30", pauses=()):
    found = runs(reckon(CALENDAR, on(start), period, pauses).days)
    return [
        (run.first.date.day, run.last.date.day, run.numbers, run.first.why.value) for run in found
    ]


def test_days_of_one_reason_are_one_run_with_the_numbers_of_its_days():
    assert folded(Period(3), "2026-11-24", [Interval(on("2026-11-25"), on("2026-11-27"), "P")]) == [
        (24, 24, None, "first_day_not_counted"),
        (25, 25, (1, 1), "counted"),
        (26, 27, None, "paused"),
        (28, 28, (2, 2), "counted"),
        (29, 29, (3, 3), "last_day_is_rest_day"),
        (30, 30, None, "rolled_to"),
    ]


def test_a_holiday_and_an_ordinary_day_are_two_runs_though_both_count():
    assert folded(Period(7))[:2] == [
        (30, 30, None, "first_day_not_counted"),
        (1, 6, (1, 6), "counted"),
    ]
    assert folded(Period(10))[1:3] == [(1, 7, (1, 7), "counted"), (8, 9, (8, 9), "counted")]


def test_a_period_that_is_counted_backwards_is_folded_too():
    backwards = Period(15, roll=Roll.NONE, backward=True)

    assert folded(backwards, "2026-11-30") == [
        (30, 30, None, "event_day_not_counted"),
        (29, 15, (1, 15), "counted"),
    ]


@many
@given(
    start=st.dates(on("2026-01-01"), on("2026-11-30")),
    amount=st.integers(1, 40),
    unit=st.sampled_from([Unit.CALENDAR, Unit.WORKING]),
    pauses=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=3),
)
def test_every_day_of_the_ledger_lies_in_one_run_and_every_number_is_there(
    start, amount, unit, pauses
):
    given_pauses = [
        Interval(start + timedelta(first), start + timedelta(first + length), f"P{index}")
        for index, (first, length) in enumerate(pauses)
    ]
    days = reckon(CALENDAR, start, Period(amount, unit), given_pauses).days
    found = runs(days)

    unfolded = [
        (run.first.date + timedelta(offset), run.first.why, run.first.paper)
        for run in found
        for offset in range(run.length)
    ]
    assert unfolded == [(day.date, day.why, day.paper) for day in days]
    counted = [
        number
        for run in found
        if run.numbers
        for number in range(run.numbers[0], run.numbers[1] + 1)
    ]
    assert counted == list(range(1, amount + 1))
