"""Does one limit end after another? Asked before a rule is changed.

A statute may not be lengthened, and a promise that ends after the statute helps nobody. Which of
two limits ends later depends on the day they start on (5 working days against 7 calendar days:
later on one day in nine), so the answer is found by counting, start day by start day.

A year without its notice is read as expected (:mod:`workflow.calendars`): compare on start days of
announced years. Plain Python; moments are compared on the office's wall clock, which has no
summer time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from workflow.calendars import ONE_DAY, Calendar
from workflow.rules import Period, Unit, reckon

#: The hours at which two last days end; None is 24:00.
CutOffs = tuple[time | None, time | None]


@dataclass(frozen=True, slots=True)
class Later:
    """A start day for which the proposed limit ends after the present one, and both last days.

    The last days are the same where only the hour is later.
    """

    start_on: date
    present_on: date
    proposed_on: date


class _End(NamedTuple):
    """When a limit is over, and its last day."""

    over_at: datetime
    last_on: date


def first_later(
    calendar: Calendar,
    present: Period,
    proposed: Period,
    *,
    days: Iterable[date],
    cut_offs: CutOffs = (None, None),
) -> Later | None:
    """The first of these start days for which the proposed limit ends after the present one.

    ``cut_offs``: the hours at which the last days end, the present one's first; None is 24:00.
    """
    return next(all_later(calendar, present, proposed, days=days, cut_offs=cut_offs), None)


def later_days(
    calendar: Calendar,
    present: Period,
    proposed: Period,
    *,
    days: Iterable[date],
    cut_offs: CutOffs = (None, None),
) -> int:
    """For how many of these start days the proposed limit ends after the present one."""
    return sum(1 for _ in all_later(calendar, present, proposed, days=days, cut_offs=cut_offs))


def all_later(
    calendar: Calendar,
    present: Period,
    proposed: Period,
    *,
    days: Iterable[date],
    cut_offs: CutOffs = (None, None),
) -> Iterator[Later]:
    """Each of these start days for which the proposed limit ends after the present one."""
    if present.backward != proposed.backward:
        raise ValueError("A limit before an event can't be compared with one after it.")
    hours = Unit.HOURS in (present.unit, proposed.unit)
    for day in days:
        # Hours may begin at any minute of the day: its first and its last are the bounds.
        for minute in (time.min, time(23, 59)) if hours else (time.min,):
            start = datetime.combine(day, minute, tzinfo=UTC)
            now = _end(calendar, start, present, cut_offs[0])
            then = _end(calendar, start, proposed, cut_offs[1])
            if then.over_at > now.over_at:
                yield Later(day, now.last_on, then.last_on)
                break


def _end(calendar: Calendar, start: datetime, period: Period, cut_off: time | None) -> _End:
    """The last day and the moment at which it is over (民法典 203), as expected."""
    hours = period.unit is Unit.HOURS
    answer = reckon(calendar, start if hours else start.date(), period)
    last_on = answer.due_on
    assert last_on is not None  # nothing is paused
    if answer.due_at is not None:
        return _End(answer.due_at, last_on)
    if cut_off is not None:
        return _End(datetime.combine(last_on, cut_off, tzinfo=UTC), last_on)
    return _End(datetime.combine(last_on + ONE_DAY, time.min, tzinfo=UTC), last_on)
