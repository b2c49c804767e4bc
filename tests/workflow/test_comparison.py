"""Whether one limit ends after another: the figures that made the promise a clock of its own."""

from datetime import date, time, timedelta

import pytest

from tests.workflow.parcels.office import CALENDAR, on
from workflow.comparison import Later, all_later, first_later, later_days
from workflow.rules import Period, Roll, Unit, reckon

STATUTE = Period(7)
FIVE, FIVE_WORKING = Period(5), Period(5, Unit.WORKING)


def days(first, last):
    return [on(first) + timedelta(offset) for offset in range((on(last) - on(first)).days + 1)]


def hours(amount):
    return Period(amount, Unit.HOURS, Roll.NONE)


def receipt_days():
    return [day for day in days("2026-01-01", "2026-12-20") if CALENDAR.works(day)]


@pytest.mark.parametrize(
    ("promise", "same", "later", "earlier"),
    [(FIVE_WORKING, 197, 23, 19), (FIVE, 54, 0, 185)],
    ids=["5 working days", "5 calendar days"],
)
def test_the_promise_against_the_statute_comes_out_as_the_domain_counted(
    promise, same, later, earlier
):
    received = receipt_days()
    assert len(received) == 239
    assert later_days(CALENDAR, STATUTE, promise, days=received) == later
    assert later_days(CALENDAR, promise, STATUTE, days=received) == earlier
    assert same + later + earlier == 239


@pytest.mark.parametrize(("statute", "later"), [(STATUTE, 204), (Period(7, roll=Roll.NONE), 268)])
def test_five_working_days_end_after_seven_days_for_one_start_in_nine(statute, later):
    starts = days("2022-01-01", "2026-11-30")
    assert len(starts) == 1795
    assert later_days(CALENDAR, statute, FIVE_WORKING, days=starts) == later


def test_the_worst_start_is_told_with_both_last_days():
    found = all_later(CALENDAR, STATUTE, FIVE_WORKING, days=days("2022-01-01", "2026-11-30"))
    worst = max(found, key=lambda later: later.proposed_on - later.present_on)
    assert worst == Later(on("2026-09-23"), on("2026-09-30"), on("2026-10-08"))


def test_the_first_start_day_is_the_first_of_those_given():
    starts = days("2026-09-21", "2026-09-30")
    first = Later(on("2026-09-21"), on("2026-09-28"), on("2026-09-29"))
    assert first_later(CALENDAR, STATUTE, FIVE_WORKING, days=starts) == first
    last = Later(on("2026-09-30"), on("2026-10-08"), on("2026-10-13"))
    assert first_later(CALENDAR, STATUTE, FIVE_WORKING, days=starts[::-1]) == last
    assert first_later(CALENDAR, STATUTE, FIVE, days=starts) is None
    assert first_later(CALENDAR, STATUTE, FIVE_WORKING, days=[]) is None


@pytest.mark.parametrize(
    ("present", "proposed", "is_later"),
    [
        (None, None, False),
        (time(17, 30), None, True),
        (None, time(17, 30), False),
        (time(17, 30), time(18, 0), True),
        (time(18, 0), time(17, 30), False),
        (time(17, 30), time(17, 30), False),
    ],
)
def test_a_later_hour_on_the_same_last_day_is_later(present, proposed, is_later):
    day = on("2026-11-23")
    found = first_later(CALENDAR, STATUTE, STATUTE, days=[day], cut_offs=(present, proposed))
    expected = Later(day, on("2026-11-30"), on("2026-11-30")) if is_later else None
    assert found == expected
    assert later_days(CALENDAR, STATUTE, STATUTE, days=[day], cut_offs=(present, proposed)) == int(
        is_later
    )
    every = all_later(CALENDAR, STATUTE, STATUTE, days=[day], cut_offs=(present, proposed))
    assert len(list(every)) == int(is_later)


def test_an_earlier_last_day_is_earlier_whatever_its_hour():
    day = on("2026-11-23")
    six = Period(4)  # to Friday the 27th
    assert first_later(CALENDAR, STATUTE, six, days=[day], cut_offs=(time(9, 0), None)) is None


@pytest.mark.parametrize(
    ("present", "proposed", "ends"),
    [
        # Three days from Monday end on Thursday at 24:00. From its first minute, Monday's 96 hours
        # end then too; from its last, almost a day later.
        (Period(3), hours(96), ("2026-11-26", "2026-11-27")),
        (Period(3), hours(73), ("2026-11-26", "2026-11-27")),
        (Period(3), hours(72), None),
        (hours(95), Period(3), ("2026-11-26", "2026-11-26")),
        (hours(96), Period(3), None),
        (hours(24), hours(25), ("2026-11-23", "2026-11-24")),
        (hours(24), hours(24), None),
        (hours(25), hours(24), None),
    ],
)
def test_hours_are_compared_from_the_first_and_the_last_minute_of_the_day(present, proposed, ends):
    monday = on("2026-11-23")
    expected = ends and Later(monday, on(ends[0]), on(ends[1]))
    assert first_later(CALENDAR, present, proposed, days=[monday]) == expected


def test_a_start_day_is_counted_once_also_where_both_its_minutes_are_later():
    assert later_days(CALENDAR, hours(24), hours(48), days=days("2026-11-23", "2026-11-24")) == 2


def test_hours_against_a_closing_hour():
    monday, closing = [on("2026-11-23")], time(17, 0)
    one = Period(1)  # to Tuesday at the closing hour
    assert first_later(CALENDAR, hours(41), one, days=monday, cut_offs=(None, closing)) is None
    later = first_later(CALENDAR, hours(40), one, days=monday, cut_offs=(None, closing))
    assert later == Later(monday[0], on("2026-11-24"), on("2026-11-24"))


def test_a_shorter_time_before_an_event_ends_later():
    fifteen = Period(15, roll=Roll.NONE, backward=True)
    ten = Period(10, roll=Roll.NONE, backward=True)
    event = on("2026-12-20")
    assert first_later(CALENDAR, fifteen, ten, days=[event]) == Later(
        event, on("2026-12-05"), on("2026-12-10")
    )
    assert first_later(CALENDAR, ten, fifteen, days=[event]) is None
    for pair in [(fifteen, STATUTE), (STATUTE, fifteen)]:
        with pytest.raises(
            ValueError, match=r"^A limit before an event can't be compared with one after it\.$"
        ):
            first_later(CALENDAR, *pair, days=[event])


@pytest.mark.parametrize("unit", [Unit.CALENDAR, Unit.WORKING, Unit.MONTHS])
def test_it_is_later_exactly_where_the_last_day_is(unit):
    """A comparison of whole days is nothing but two reckonings."""
    proposed = Period(1 if unit == Unit.MONTHS else 30, unit)
    present = Period(30)
    starts = days("2025-12-01", "2026-03-31")
    found = {later.start_on: later for later in all_later(CALENDAR, present, proposed, days=starts)}
    for start in starts:
        ends = [reckon(CALENDAR, start, period).due_on for period in (present, proposed)]
        assert (start in found) == (ends[1] > ends[0])
        assert start not in found or found[start] == Later(start, *ends)


def test_the_minutes_of_a_day_without_hours_are_not_looked_at_twice(monkeypatch):
    asked = []

    def counting(calendar, start, period):
        asked.append(start)
        return reckon(calendar, start, period)

    monkeypatch.setattr("workflow.comparison.reckon", counting)
    assert later_days(CALENDAR, STATUTE, FIVE, days=[date(2026, 11, 23)]) == 0
    assert len(asked) == 2
