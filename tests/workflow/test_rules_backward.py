"""Counting backwards from an event (domain C9): a notice fifteen days before the hearing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.oracles import last_day, works_by_chinesecalendar
from tests.workflow.parcels.office import CALENDAR, at, many, on, time_for_many
from tests.workflow.test_calendars import known_up_to
from workflow.calendars import OutsideCalendar
from workflow.rules import Certainty, Period, Roll, Unit, reckon

pytestmark = time_for_many


def before(amount, unit=Unit.CALENDAR, *, exclude_first=True):
    return Period(amount, unit, Roll.NONE, exclude_first, backward=True)


def ledger(reckoning):
    return [(str(day.date)[5:], day.counted, day.why.value) for day in reckoning.days]


@pytest.mark.parametrize(
    ("event", "period", "expected"),
    [
        ("2026-12-15", before(15), "2026-11-30"),
        ("2026-12-20", before(15), "2026-12-05"),  # a Saturday stays a Saturday
        ("2026-10-20", before(15), "2026-10-05"),  # and a holiday a holiday
        ("2026-10-12", before(3, Unit.WORKING), "2026-10-08"),  # Saturday the 10th is worked
        ("2026-10-08", before(3, Unit.WORKING), "2026-09-28"),  # back over the National Day
        ("2026-02-24", before(2, Unit.WORKING), "2026-02-13"),  # Saturday the 14th is worked
        ("2026-03-31", before(1, Unit.MONTHS), "2026-02-28"),
        ("2024-03-31", before(1, Unit.MONTHS), "2024-02-29"),
        ("2026-01-15", before(1, Unit.MONTHS), "2025-12-15"),
        ("2026-11-30", before(13, Unit.MONTHS), "2025-10-30"),
        ("2026-12-15", before(0), "2026-12-15"),
        ("2026-12-15", before(3, exclude_first=False), "2026-12-13"),
    ],
)
def test_a_limit_before_an_event_ends_that_long_before_it_and_is_not_moved(event, period, expected):
    reckoning = reckon(CALENDAR, on(event), period)
    assert reckoning.due_on == on(expected)
    assert reckoning.due_earliest == reckoning.due_on == reckoning.due_latest
    assert reckoning.certainty is Certainty.ANNOUNCED


def test_its_ledger_lists_the_days_as_they_were_counted():
    assert ledger(reckon(CALENDAR, on("2026-10-12"), before(3, Unit.WORKING))) == [
        ("10-12", False, "event_day_not_counted"),
        ("10-11", False, "rest_day"),
        ("10-10", True, "make_up_working_day"),
        ("10-09", True, "counted"),
        ("10-08", True, "counted"),
    ]
    counted_too = reckon(CALENDAR, on("2026-10-12"), before(2, exclude_first=False))
    assert ledger(counted_too) == [("10-12", True, "counted"), ("10-11", True, "counted")]


def test_before_an_unannounced_festival_the_range_is_in_order():
    reckoning = reckon(CALENDAR, on("2027-02-19"), before(5, Unit.WORKING))
    assert reckoning.certainty is Certainty.PROVISIONAL
    assert reckoning.due_on == on("2027-02-12")
    # All days near Spring Festival off: the five worked before them. Sunday the 14th worked: that.
    assert (reckoning.due_earliest, reckoning.due_latest) == (on("2027-01-19"), on("2027-02-14"))


def test_what_can_not_be_counted_backwards_is_refused():
    with pytest.raises(ValueError, match="never moved"):
        Period(15, backward=True)
    with pytest.raises(ValueError, match="not in hours"):
        Period(24, Unit.HOURS, Roll.NONE, backward=True)
    with pytest.raises(ValueError, match="can't be paused"):
        reckon(CALENDAR, on("2026-12-15"), before(15), [(on("2026-12-01"), None)])
    with pytest.raises(ValueError, match="from a day"):
        reckon(CALENDAR, at("2026-12-15T09:00"), before(15))


@pytest.mark.parametrize(
    "period", [before(10_000), before(5_000, Unit.WORKING), before(999, Unit.MONTHS)]
)
def test_a_search_for_an_earlier_day_ends_with_the_calendar(period):
    with pytest.raises(OutsideCalendar):
        reckon(CALENDAR, on("2026-11-23"), period)


def test_months_before_the_first_year_of_all_are_outside_the_calendar():
    with pytest.raises(OutsideCalendar, match="outside every calendar"):
        reckon(CALENDAR, on("2026-11-23"), before(99_999, Unit.MONTHS))


@pytest.mark.parametrize("amount", [3, 5, 15])
def test_no_truth_fell_outside_what_was_said_of_a_limit_before_an_event(amount):
    """The back-test turned round: events of January to March, before their year's notice."""
    for year in range(2019, 2026):
        guesses = known_up_to(year)
        for offset in range(90):
            event = date(year + 1, 1, 1) + timedelta(offset)
            period = before(amount, Unit.WORKING)
            guess, truth = (
                reckon(guesses, event, period),
                reckon(CALENDAR, event, period).due_on,
            )
            assert guess.due_earliest <= guess.due_on <= guess.due_latest
            assert guess.due_earliest <= truth <= guess.due_latest


events = st.dates(date(2019, 7, 1), date(2026, 12, 20))
units = st.sampled_from([Unit.CALENDAR, Unit.WORKING])


@many
@given(events, st.integers(1, 60), units)
def test_counting_back_from_the_end_leads_to_the_start_again(start, amount, unit):
    forward = reckon(CALENDAR, start, Period(amount, unit, Roll.NONE)).due_on
    back = reckon(CALENDAR, forward, before(amount, unit)).due_on
    if unit == Unit.WORKING:  # a rest day is no end of working days: the one worked before it is
        while not works_by_chinesecalendar(start):
            start -= timedelta(1)
    assert back == start


@many
@given(events, st.integers(1, 40), units, st.integers(1, 10))
def test_a_longer_limit_or_an_earlier_event_does_not_end_later(event, amount, unit, more):
    last = reckon(CALENDAR, event, before(amount, unit)).due_on
    assert reckon(CALENDAR, event, before(amount + more, unit)).due_on < last
    assert reckon(CALENDAR, event - timedelta(more), before(amount, unit)).due_on <= last


@many
@given(events, st.integers(1, 40), st.sampled_from([Unit.CALENDAR, Unit.WORKING]), st.booleans())
def test_the_days_run_back_one_by_one_and_the_amount_is_counted(event, amount, unit, exclude):
    answer = reckon(CALENDAR, event, before(amount, unit, exclude_first=exclude))
    assert [day.date for day in answer.days] == [
        event - timedelta(offset) for offset in range((event - answer.due_on).days + 1)
    ]
    assert sum(day.counted for day in answer.days) == amount
    assert answer.due_on == last_day(
        works_by_chinesecalendar, event, before(amount, unit, exclude_first=exclude)
    )


@many
@given(st.dates(date(2026, 12, 1), date(2027, 12, 1)), st.integers(1, 40), units)
def test_a_provisional_limit_before_an_event_lies_between_its_bounds(event, amount, unit):
    answer = reckon(CALENDAR, event, before(amount, unit))
    assert answer.due_earliest <= answer.due_on <= answer.due_latest
    firm = answer.due_earliest == answer.due_latest
    assert (answer.certainty is Certainty.ANNOUNCED) == firm
