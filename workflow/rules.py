"""From a rule and a first day to the last day, with the ledger that shows how.

Plain Python. Counting (domain C1-C9): the first day is not counted (民法典 201); rest days inside a
period of calendar days are counted (C3); a last day on a rest day moves to the first working day
after it (民法典 203); hours run from the moment and are never moved (C4); a month ends on the same
date or the month's end (民法典 202). A pause from A to B takes out the days d with A < d <= B.
"""

import calendar as months_of
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self

from workflow.calendars import ONE_DAY, Because, Calendar, OutsideCalendar, Reading, Source

#: The day a pause was asked for, and the day it ended (None while it lasts).
Pause = tuple[date, date | None]


class Unit(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"
    HOURS = "hours"
    MONTHS = "months"


class Roll(StrEnum):
    """Where a last day on a rest day goes."""

    NEXT_WORKING_DAY = "next_working_day"
    NONE = "none"


class Certainty(StrEnum):
    ANNOUNCED = "announced"
    PROVISIONAL = "provisional"


class Why(StrEnum):
    """What a day of the ledger is there for; :mod:`workflow.wording` has the sentences."""

    FIRST_DAY_NOT_COUNTED = "first_day_not_counted"
    COUNTED = "counted"
    MAKE_UP_WORKING_DAY = "make_up_working_day"
    HOURS_RUN = "hours_run"
    REST_DAY = "rest_day"
    PAUSED = "paused"
    LAST_DAY_IS_REST_DAY = "last_day_is_rest_day"
    ROLLED_REST_DAY = "rolled_rest_day"
    ROLLED_PAUSED = "rolled_paused"
    ROLLED_TO = "rolled_to"


@dataclass(frozen=True, slots=True)
class Period:
    """How long, and how it is counted."""

    amount: int
    unit: Unit = Unit.CALENDAR
    roll: Roll = Roll.NEXT_WORKING_DAY
    exclude_first: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", Unit(self.unit))
        object.__setattr__(self, "roll", Roll(self.roll))
        if self.amount < (0 if self.exclude_first else 1):
            raise ValueError("A period must be at least one day long, or end on its first day.")

    @classmethod
    def up_to(cls, last: date, *, start: date, roll: Roll = Roll.NEXT_WORKING_DAY) -> Self:
        """The period whose last day was named instead of its length."""
        if last < start:
            raise ValueError("The last day lies before the first.")
        return cls(amount=(last - start).days, roll=roll)


@dataclass(frozen=True, slots=True)
class ShippedRule:
    """One row of the rule table as the domain ships it."""

    code: str
    name: str
    amount: int | None
    basis: str
    valid_from: date
    unit: str = Unit.CALENDAR
    roll: str = Roll.NEXT_WORKING_DAY
    exclude_first: bool = True
    cut_off: time | None = None
    end_event: str = ""
    nature: str = "statute"
    valid_to: date | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """One day of the span, and whether it used up a day of the period."""

    date: date
    counted: bool
    why: Why
    occasion: str = ""
    source: Source = Source.ANNOUNCED


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The answer. While a pause lasts there is no last day, and the ledger ends with its start."""

    due_on: date | None
    due_earliest: date | None
    due_latest: date | None
    certainty: Certainty
    days: tuple[LedgerDay, ...]
    due_at: datetime | None = None


def reckon(
    calendar: Calendar,
    start: date | datetime,
    period: Period,
    pauses: Iterable[Pause] = (),
) -> Reckoning:
    """The last day of the period that starts on ``start`` (for hours: at that aware moment)."""
    pauses = tuple(pauses)
    for began, ended in pauses:
        if ended is not None and ended < began:
            raise ValueError("A pause can't end before it begins.")
    if period.unit is Unit.HOURS:
        if not isinstance(start, datetime) or start.tzinfo is None:
            raise ValueError("Hours run from a moment with its time zone, not from a day.")
        return _reckon_hours(calendar, start, period, pauses)
    if isinstance(start, datetime):
        raise ValueError("Days run from a day, not from a moment.")

    expected = _Span(calendar, pauses, Reading.EXPECTED)
    due_on = earliest = latest = expected.end(start, period)
    if due_on and any(day.source is Source.ASSUMED for day in expected.days):
        earliest = _Span(calendar, pauses, Reading.EARLIEST).end(start, period)
        latest = _Span(calendar, pauses, Reading.LATEST).end(start, period)
    certainty = Certainty.ANNOUNCED if earliest == latest else Certainty.PROVISIONAL
    return Reckoning(due_on, earliest, latest, certainty, tuple(expected.days))


class _Span:
    """One walk through the calendar. Its last year ends every search (OutsideCalendar)."""

    def __init__(
        self, calendar: Calendar, pauses: tuple[Pause, ...], reading: Reading = Reading.EXPECTED
    ) -> None:
        self.calendar, self.pauses, self.reading = calendar, pauses, reading
        self.open_since = min((began for began, ended in pauses if ended is None), default=None)
        self.days: list[LedgerDay] = []

    def end(self, start: date, period: Period) -> date | None:
        """Count the days, then roll the last one; None while a pause lasts."""
        last = self._count(start, period)
        if last and period.roll is Roll.NEXT_WORKING_DAY and not self.works(last):
            last = self._roll(last)
        return last if self.open_since is None else None

    def works(self, day: date) -> bool:
        return self.calendar.works(day, self.reading)

    def paused(self, day: date) -> bool:
        return any(began < day and (ended is None or day <= ended) for began, ended in self.pauses)

    def stopped(self, day: date) -> bool:
        """A pause that still lasts began before this day."""
        return self.open_since is not None and day > self.open_since

    def put(self, day: date, why: Why, *, counted: bool = False) -> None:
        known = self.calendar.day(day)
        self.days.append(LedgerDay(day, counted, why, known.occasion, known.source))

    def _count(self, start: date, period: Period) -> date | None:
        left, last, day = _days_to_count(period, start), start, start
        if period.exclude_first:
            self.put(start, Why.FIRST_DAY_NOT_COUNTED)
            day += ONE_DAY
        while left:
            if self.stopped(day):
                return None
            if self.paused(day):
                self.put(day, Why.PAUSED)
            elif period.unit is Unit.WORKING and not self.works(day):
                self.put(day, Why.REST_DAY)
            else:
                made_up = self.calendar.day(day).because is Because.MAKE_UP_DAY
                self.put(day, Why.MAKE_UP_WORKING_DAY if made_up else Why.COUNTED, counted=True)
                left -= 1
            last, day = day, day + ONE_DAY
        return last

    def _roll(self, last: date) -> date | None:
        """From a rest day to the first working day after it that is not paused."""
        if self.days[-1].counted:
            self.days[-1] = replace(self.days[-1], why=Why.LAST_DAY_IS_REST_DAY)
        while not self.stopped(day := last + ONE_DAY):
            if self.paused(day):
                self.put(day, Why.ROLLED_PAUSED)
            elif not self.works(day):
                self.put(day, Why.ROLLED_REST_DAY)
            else:
                self.put(day, Why.ROLLED_TO)
                return day
            last = day
        return None


def _days_to_count(period: Period, start: date) -> int:
    """The number of days to count; months as the days up to the same date, or the month's end."""
    if period.unit is not Unit.MONTHS:
        return period.amount
    year, month = divmod(start.year * 12 + start.month - 1 + period.amount, 12)
    if year > date.max.year:
        raise OutsideCalendar("The period ends after every calendar.")
    length = months_of.monthrange(year, month + 1)[1]
    return (date(year, month + 1, min(start.day, length)) - start).days


def _reckon_hours(
    calendar: Calendar, start: datetime, period: Period, pauses: tuple[Pause, ...]
) -> Reckoning:
    """Hours run through nights and holidays; a paused day gives none of its hours."""
    span, left, moment = _Span(calendar, pauses), timedelta(hours=period.amount), start
    while not span.stopped(today := moment.date()):
        midnight = datetime.combine(today + ONE_DAY, time.min, tzinfo=start.tzinfo)
        if span.paused(today):
            span.put(today, Why.PAUSED)
        else:
            span.put(today, Why.HOURS_RUN, counted=True)
            room = midnight.astimezone(UTC) - moment.astimezone(UTC)
            if left <= room:
                if span.open_since is not None:
                    break
                due_at = (moment.astimezone(UTC) + left).astimezone(start.tzinfo)
                days = tuple(span.days)
                return Reckoning(today, today, today, Certainty.ANNOUNCED, days, due_at)
            left -= room
        moment = midnight
    return Reckoning(None, None, None, Certainty.ANNOUNCED, tuple(span.days))
