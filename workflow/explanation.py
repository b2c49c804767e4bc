"""A limit's last day with everything that it rests on: the reckoning, its rule and its outcome.

What :func:`workflow.clocks.explain` answers. The reckoning has each day with its reason and the
notices of rest days; here the rule with its article, the pauses with their papers, and what has
become of the limit, so that one object is enough to prove a date.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, time

from workflow.calendars import Calendar
from workflow.models import Clock, LimitRule, State
from workflow.redating import reckon_clock
from workflow.rules import Certainty, Interval, LedgerDay, Reckoning


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(Reckoning):
    """A reckoning, and what is behind it. ``cut_off`` None: the last day ends at 24:00."""

    rule: LimitRule
    started_on: date
    cut_off: time | None
    pauses: tuple[Interval, ...]
    state: str
    ended_at: datetime | None
    breached_at: datetime | None

    @property
    def in_time(self) -> bool | None:
        """Was what the limit waited for done in time? None while that is open, or was given up."""
        if self.breached_at is not None:
            return False
        return True if self.state == State.MET else None

    @property
    def is_provisional(self) -> bool:
        return self.certainty is Certainty.PROVISIONAL


def explained(clock: Clock, calendar: Calendar, pauses: list[Interval]) -> Explanation:
    """The clock reckoned again with this calendar, and what its dates rest on."""
    reckoning = reckon_clock(clock, calendar, pauses)
    return Explanation(
        **{field.name: getattr(reckoning, field.name) for field in fields(reckoning)},
        rule=clock.rule,
        started_on=clock.started_on,
        cut_off=clock.cut_off,
        pauses=tuple(sorted(pauses, key=lambda pause: pause.asked_on)),
        state=clock.state,
        ended_at=clock.met_at or clock.cancelled_at,
        breached_at=clock.breached_at,
    )


@dataclass(frozen=True, slots=True)
class Run:
    """Days after each other that the ledger gives the same reason: ``numbers`` are those counted,
    the first and the last, or None."""

    first: LedgerDay
    last: LedgerDay
    numbers: tuple[int, int] | None

    @property
    def length(self) -> int:
        return abs((self.last.date - self.first.date).days) + 1


def runs(days: tuple[LedgerDay, ...]) -> list[Run]:
    """The ledger folded: every day lies in one run, and runs differ in their reason."""
    found: list[Run] = []
    number = 0
    for day in days:
        number += day.counted
        numbers = (number, number) if day.counted else None
        if found and _alike(found[-1].last, day):
            before = found.pop()
            numbers = (before.numbers[0], number) if before.numbers else None
            found.append(Run(before.first, day, numbers))
        else:
            found.append(Run(day, day, numbers))
    return found


def _alike(one: LedgerDay, other: LedgerDay) -> bool:
    """The same reason, and on the very next day, forwards or backwards."""
    reason = (other.counted, other.why, other.occasion, other.source, other.paper)
    near = abs((other.date - one.date).days) == 1
    return near and (one.counted, one.why, one.occasion, one.source, one.paper) == reason
