"""From a rule and a first day to the last day, with the ledger that shows how.

Plain Python. Counting (domain C1-C9): the first day is not counted (民法典 201); rest days inside a
period of calendar days are counted (C3); a last day on a rest day moves to the first working day
after it (民法典 203); hours run from the moment and are never moved (C4); a month ends on the same
date or the month's end (民法典 202). A pause from A to B takes out the days d with A < d <= B.

A period before an event (C9) is counted towards the past, from the day before the event; its end
is never moved, and it can't be paused: the event would have to move, and that is a new count.
"""

import calendar as months_of
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple, Self

from workflow.calendars import ONE_DAY, Because, Calendar, OutsideCalendar, Reading, Source


class Interval(NamedTuple):
    """A pause: the day it was asked for, the day it ended (None while it lasts), by which paper."""

    asked_on: date
    complete_on: date | None = None
    paper: str = ""


#: What :func:`reckon` takes for a pause: an Interval, or its first two or all three parts.
Pause = tuple[date, date | None] | tuple[date, date | None, str]


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
    EVENT_DAY_NOT_COUNTED = "event_day_not_counted"
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
    """How long, and how it is counted; ``backward`` counts towards the past from an event."""

    amount: int
    unit: Unit = Unit.CALENDAR
    roll: Roll = Roll.NEXT_WORKING_DAY
    exclude_first: bool = True
    backward: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", Unit(self.unit))
        object.__setattr__(self, "roll", Roll(self.roll))
        if self.amount < (0 if self.exclude_first else 1):
            raise ValueError("A period must be at least one day long, or end on its first day.")
        if self.backward and self.unit is Unit.HOURS:
            raise ValueError("A period before an event is counted in days or months, not in hours.")
        if self.backward and self.roll is not Roll.NONE:
            raise ValueError("A period before an event is never moved: its roll must be none.")

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
    backward: bool = False
    cut_off: time | None = None
    cut_off_channels: tuple[str, ...] = ()
    start_event: str = ""
    end_event: str = ""
    bound: str = ""
    nature: str = "statute"
    valid_to: date | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """One day of the span, whether it used up a day of the period, and the paper that paused it."""

    date: date
    counted: bool
    why: Why
    occasion: str = ""
    source: Source = Source.ANNOUNCED
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The answer. While a pause lasts there is no last day, and the ledger ends with its start.

    ``days`` stand in the order in which they were counted. ``notices`` are the years whose notices
    of rest days the span rests on, each with its paper number; "" where it is not out yet.
    """

    due_on: date | None
    due_earliest: date | None
    due_latest: date | None
    certainty: Certainty
    days: tuple[LedgerDay, ...]
    due_at: datetime | None = None
    notices: tuple[tuple[int, str], ...] = ()


def reckon(
    calendar: Calendar,
    start: date | datetime,
    period: Period,
    pauses: Iterable[Pause] = (),
) -> Reckoning:
    """The last day of the period that starts on ``start`` (for hours: at that aware moment)."""
    intervals = _in_order(pauses)
    if intervals and period.backward:
        raise ValueError("A period before an event can't be paused.")
    if period.unit is Unit.HOURS:
        if not isinstance(start, datetime) or start.tzinfo is None:
            raise ValueError("Hours run from a moment with its time zone, not from a day.")
        return _reckon_hours(calendar, start, period, intervals)
    if isinstance(start, datetime):
        raise ValueError("Days run from a day, not from a moment.")

    expected = _Span(calendar, intervals, Reading.EXPECTED)
    due_on = earliest = latest = expected.end(start, period)
    if due_on and any(day.source is Source.ASSUMED for day in expected.days):
        # More working days end a period sooner; counted backwards that is later.
        most, least = Reading.EARLIEST, Reading.LATEST
        if period.backward:
            most, least = least, most
        earliest = _Span(calendar, intervals, most).end(start, period)
        latest = _Span(calendar, intervals, least).end(start, period)
    certainty = Certainty.ANNOUNCED if earliest == latest else Certainty.PROVISIONAL
    return Reckoning(
        due_on,
        earliest,
        latest,
        certainty,
        tuple(expected.days),
        notices=expected.notices(),
    )


def _in_order(pauses: Iterable[Pause]) -> tuple[Interval, ...]:
    """Those with a paper first, as they began: a day under two pauses always names the same one."""
    intervals = [Interval(*pause) for pause in pauses]
    for asked_on, complete_on, _ in intervals:
        if complete_on is not None and complete_on < asked_on:
            raise ValueError("A pause can't end before it begins.")
    return tuple(
        sorted(intervals, key=lambda pause: (not pause.paper, pause.asked_on, pause.paper))
    )


class _Span:
    """One walk through the calendar. Its last year ends every search (OutsideCalendar)."""

    def __init__(
        self, calendar: Calendar, pauses: tuple[Interval, ...], reading: Reading = Reading.EXPECTED
    ) -> None:
        self.calendar, self.reading = calendar, reading
        self.open_since = min((asked for asked, end, _ in pauses if end is None), default=None)
        self.pauses = [(asked, end, paper) for asked, end, paper in pauses if end is not None]
        self.days: list[LedgerDay] = []

    def end(self, start: date, period: Period) -> date | None:
        """Count the days, then roll the last one; None while a pause lasts."""
        last = self._count(start, period)
        if last and period.roll is Roll.NEXT_WORKING_DAY and not self.works(last):
            last = self._roll(last)
        return last if self.open_since is None else None

    def works(self, day: date) -> bool:
        return self.calendar.works(day, self.reading)

    def paused_by(self, day: date) -> str | None:
        """The paper of the pause that takes this day out, "" for one without; None: no pause."""
        return next((paper for asked, end, paper in self.pauses if asked < day <= end), None)

    def notices(self) -> tuple[tuple[int, str], ...]:
        return self.calendar.notices_behind(day.date for day in self.days)

    def stopped(self, day: date) -> bool:
        """A pause that still lasts began before this day."""
        return self.open_since is not None and day > self.open_since

    def put(self, day: date, why: Why, *, counted: bool = False, paper: str = "") -> None:
        known = self.calendar.day(day)
        self.days.append(LedgerDay(day, counted, why, known.occasion, known.source, paper))

    def _count(self, start: date, period: Period) -> date | None:
        left, last, day = _days_to_count(period, start), start, start
        step, first = ONE_DAY, Why.FIRST_DAY_NOT_COUNTED
        if period.backward:
            step, first = -ONE_DAY, Why.EVENT_DAY_NOT_COUNTED
        if period.exclude_first:
            self.put(start, first)
            day += step
        while left:
            if self.stopped(day):
                return None
            if (paper := self.paused_by(day)) is not None:
                self.put(day, Why.PAUSED, paper=paper)
            elif period.unit is Unit.WORKING and not self.works(day):
                self.put(day, Why.REST_DAY)
            else:
                made_up = self.calendar.day(day).because is Because.MAKE_UP_DAY
                self.put(day, Why.MAKE_UP_WORKING_DAY if made_up else Why.COUNTED, counted=True)
                left -= 1
            last, day = day, day + step
        return last

    def _roll(self, last: date) -> date | None:
        """From a rest day to the first working day after it that is not paused."""
        if self.days[-1].counted:
            self.days[-1] = replace(self.days[-1], why=Why.LAST_DAY_IS_REST_DAY)
        while not self.stopped(day := last + ONE_DAY):
            if (paper := self.paused_by(day)) is not None:
                self.put(day, Why.ROLLED_PAUSED, paper=paper)
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
    months = -period.amount if period.backward else period.amount
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OutsideCalendar("The period ends outside every calendar.")
    length = months_of.monthrange(year, month + 1)[1]
    return abs(date(year, month + 1, min(start.day, length)) - start).days


def _reckon_hours(
    calendar: Calendar, start: datetime, period: Period, pauses: tuple[Interval, ...]
) -> Reckoning:
    """Hours run through nights and holidays; a paused day gives none of its hours."""
    span, left, moment = _Span(calendar, pauses), timedelta(hours=period.amount), start
    while not span.stopped(today := moment.date()):
        midnight = datetime.combine(today + ONE_DAY, time.min, tzinfo=start.tzinfo)
        if (paper := span.paused_by(today)) is not None:
            span.put(today, Why.PAUSED, paper=paper)
        else:
            span.put(today, Why.HOURS_RUN, counted=True)
            room = midnight.astimezone(UTC) - moment.astimezone(UTC)
            if left <= room:
                if span.open_since is not None:
                    break
                due_at = (moment.astimezone(UTC) + left).astimezone(start.tzinfo)
                return _hours(span, today, due_at)
            left -= room
        moment = midnight
    return _hours(span, None, None)


def _hours(span: _Span, due_on: date | None, due_at: datetime | None) -> Reckoning:
    """Hours are certain: no notice of rest days moves their end."""
    days = tuple(span.days)
    return Reckoning(
        due_on, due_on, due_on, Certainty.ANNOUNCED, days, due_at, notices=span.notices()
    )
