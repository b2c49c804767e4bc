"""What a changed promise would do: the start days and open cases for which it ends after the law."""

from datetime import date, timedelta

import pytest

from cases import foresight
from cases.foresight import foresee
from cases.models import CaseClock
from tests.cases.factories import make
from tests.cases.moments import MONDAY, MORNING, TUESDAY, moment
from workflow.calendar_store import current_calendar
from workflow.models import LimitRule

#: Cases received on the day before the autumn holiday of 2026.
HOLIDAY_EVE = date(2026, 9, 30)
TODAY = date(2026, 10, 6)


def promise(**changes):
    rule = LimitRule.objects.in_force("acceptance", MONDAY)
    for name, value in changes.items():
        setattr(rule, name, value)
    return rule


def working(amount=5):
    return promise(amount=amount, unit="working", roll="none")


def seen(rule, *, today=TODAY, on=None):
    return foresee(rule, on=on or today, today=today)


def test_the_promise_as_it_is_never_ends_after_the_law(db):
    found = seen(promise())
    assert (found.warns, found.day_count, found.past_count) == (False, 0, 0)


def test_the_days_are_those_of_counting_by_hand(db):
    """Day by day with nothing but the calendar: five days worked, and seven days rolled."""
    calendar, later = current_calendar(), 0
    for n in range(365):
        start = date(2025, 12, 20) + timedelta(days=n)
        by_promise = by_law = start
        for _ in range(5):
            by_promise += timedelta(days=1)
            while not calendar.works(by_promise):
                by_promise += timedelta(days=1)
        by_law += timedelta(days=7)
        while not calendar.works(by_law):
            by_law += timedelta(days=1)
        later += by_promise > by_law

    found = seen(working(), today=date(2026, 12, 20), on=date(2026, 12, 21))
    assert found.past_count == later == 45


def test_the_days_are_named_with_both_last_days(db):
    first = seen(working(), on=HOLIDAY_EVE).examples[0]
    assert (first.start_on, first.present_on, first.proposed_on) == (
        HOLIDAY_EVE, date(2026, 10, 8), date(2026, 10, 13),
    )  # fmt: skip


def test_open_cases_are_counted_as_if_the_promise_were_theirs(registered):
    harmed = registered(received_at=moment(HOLIDAY_EVE, 9))
    registered(received_at=moment(TODAY - timedelta(days=20), 9))
    found = seen(working())

    assert [(one.number, one.law_on, one.promise_on) for one in found.cases] == [
        (harmed.number, date(2026, 10, 8), date(2026, 10, 13))
    ]
    assert found.case_count == 1


def test_decided_cases_are_not_among_them(walk, registered):
    walk(registered(received_at=moment(HOLIDAY_EVE, 9)), "accept", "recommend", "grant")

    assert seen(working()).case_count == 0


def test_a_case_that_stands_still_is_read_as_if_it_went_on_today(registered):
    case = registered(received_at=moment(HOLIDAY_EVE, 9))
    make(case, "ask_for_papers", items=["group_proof"], at=moment(HOLIDAY_EVE, 11))

    # Complete on 1 October: seven days from the 2nd to the 8th, five working days to the 13th.
    [one] = seen(working(), today=date(2026, 10, 1)).cases
    assert (one.law_on, one.promise_on) == (date(2026, 10, 8), date(2026, 10, 13))
    # Complete on the 6th: both end on the 13th.
    assert seen(working()).cases == ()


def test_hours_begin_at_the_moment_of_receipt(registered):
    registered(received_at=moment(HOLIDAY_EVE, 9))
    eight_days = promise(amount=9 * 24, unit="hours", roll="none")

    assert [one.promise_on for one in seen(eight_days).cases] == [date(2026, 10, 9)]


def test_a_long_list_is_cut_and_counted(registered, monkeypatch):
    monkeypatch.setattr(foresight, "CASES", 2)
    for _ in range(3):
        registered(received_at=moment(HOLIDAY_EVE, 9))
    found = seen(working())

    assert (len(found.cases), found.case_count, found.more) == (2, 3, 1)
    assert found.as_json()["cases"][0]["law_on"] == "2026-10-08"


@pytest.mark.parametrize("many", [1, 5])
def test_it_costs_the_same_however_many_cases_are_open(registered, django_assert_num_queries, many):
    for _ in range(many):
        registered(received_at=moment(HOLIDAY_EVE, 9))
    rule = working()
    seen(rule)
    with django_assert_num_queries(4):  # the law, the calendar's fingerprint, pauses, clocks
        seen(rule)


def test_nothing_is_changed(registered):
    registered(received_at=MORNING)
    before = list(CaseClock.objects.values())
    seen(working(), today=TUESDAY)
    assert list(CaseClock.objects.values()) == before


def test_a_promise_that_no_law_bounds_is_not_compared(db):
    assert seen(LimitRule.objects.in_force("first_meeting", MONDAY)) is None
