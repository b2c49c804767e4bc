"""Working time: how many minutes of office hours lie between now and a limit, and which days."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cases.forecast.effort import UnreadableSetting
from workflow.calendars import ONE_DAY, Calendar

#: Opening and closing, several times a day.
Hours = tuple[tuple[time, time], ...]
#: First and last day of a leave.
Leave = tuple[date, date]

OFFICE_HOURS = "08:30-12:00,14:30-18:00"
#: No limit of an open case is looked at from further away.
FAR = timedelta(days=366)

HALF_DAY = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def read_hours(words: Iterable[str]) -> Hours:
    """``08:30-12:00`` and so on, in the order of the day."""
    hours: list[tuple[time, time]] = []
    for word in words:
        found = HALF_DAY.fullmatch(word)
        if found is None:
            raise UnreadableSetting(f"FAYUAN_OFFICE_HOURS: “{word}” is not like 08:30-12:00.")
        a, b, c, d = map(int, found.groups())
        opens, closes = time(a, b), time(c, d)
        if closes <= opens or (hours and opens < hours[-1][1]):
            raise UnreadableSetting(
                f"FAYUAN_OFFICE_HOURS: “{word}” must come after what stands before."
            )
        hours.append((opens, closes))
    if not hours:
        raise UnreadableSetting("FAYUAN_OFFICE_HOURS: name at least one span like 08:30-12:00.")
    return tuple(hours)


class WorkingTime:
    """Minutes of office hours from now on. ``now`` carries the zone of the office."""

    def __init__(
        self, calendar: Calendar, hours: Hours, now: datetime, leave: Sequence[Leave] = ()
    ) -> None:
        self.calendar, self.hours, self.now, self.leave = calendar, hours, now, leave
        self._until: dict[datetime, int] = {}
        self._before: list[int] = [0]  # minutes before the first, second, ... day from today on

    def until(self, moment: datetime) -> int:
        """Whole minutes of work that fit in before the moment; none when it has passed."""
        found = self._until.get(moment)
        if found is None:
            local = min(moment.astimezone(self.now.tzinfo), self.now + FAR)
            found = self._count(local) if local > self.now else 0
            self._until[moment] = found
        return found

    def through(self, day: date) -> int:
        """Minutes of work up to the end of that day."""
        return self.until(datetime.combine(day + ONE_DAY, time.min, tzinfo=self.now.tzinfo))

    def _count(self, local: datetime) -> int:
        today, place = self.now.date(), (local.date() - self.now.date()).days
        while len(self._before) <= place:
            day = today + timedelta(days=len(self._before) - 1)
            self._before.append(self._before[-1] + self._on(day, time.max))
        return self._before[place] + self._on(local.date(), local.time())

    def _on(self, day: date, end: time) -> int:
        """Minutes of that day up to that time, from now on if it is today."""
        if not self.calendar.works(day) or any(a <= day <= b for a, b in self.leave):
            return 0
        start = self.now.time() if day == self.now.date() else time.min
        spans = ((max(opens, start), min(closes, end)) for opens, closes in self.hours)
        return sum(_minutes(b) - _minutes(a) for a, b in spans if a < b)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


@dataclass(frozen=True, slots=True)
class Days:
    """The days that the page speaks of. On a rest day the week is the one that is to come."""

    today: date
    week_end: date
    working: tuple[date, ...]  # the next ten, today with them if it is one
    after_week: date | None  # the next working day, when this week has none left after today

    def bucket(self, day: date) -> str:
        """today, tomorrow, week, next or later."""
        if day <= self.today:
            return "today"
        if day == self.today + ONE_DAY:
            return "tomorrow"
        if day <= self.week_end:
            return "week"
        return "next" if self.after_week is not None and day <= self.after_week else "later"


def days_of(calendar: Calendar, today: date, *, many: int = 10) -> Days:
    """Today, the end of the week, and so many working days from today on."""
    working: list[date] = []
    day = today
    while len(working) <= many:
        if calendar.works(day):
            working.append(day)
        day += ONE_DAY
    week_end = working[0] + timedelta(days=6 - working[0].weekday())
    ahead = next(day for day in working if day > today)
    after = ahead if week_end < ahead != today + ONE_DAY else None
    return Days(today, week_end, tuple(working[:many]), after)
