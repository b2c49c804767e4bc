"""The hours in which the city's offices are open, laid end to end: time that only runs at work."""

from datetime import date, datetime, time, timedelta

from workflow.calendars import Calendar
from workflow.moments import local_day, local_moment, moment_on

#: 8:30 to 12:00 and 14:30 to 18:00.
OPENINGS = ((time(8, 30), 210), (time(14, 30), 210))
DAY = sum(minutes for _opens, minutes in OPENINGS)


class OfficeHours:
    """Minutes of office time, counted back from a moment."""

    def __init__(self, calendar: Calendar, until: datetime, *, days: int = 140) -> None:
        self.until, today = until, local_day(until)
        first = today - timedelta(days=days)
        self.days = [
            day for day in (first + timedelta(days=n) for n in range(days)) if calendar.works(day)
        ]
        self._now = len(self.days) * DAY
        if calendar.works(today):
            self.days.append(today)
            self._now += self._elapsed(until)

    def ago(self, days: float) -> datetime:
        """The moment so many working days of office time before now."""
        return self._moment(self._now - 1 - max(0, round(days * DAY)))

    def days_since(self, day: date, *, opening: float = 0.0) -> float:
        """Office time from that day's opening (or a part of the day later) until now, in days."""
        place = next((n for n, one in enumerate(self.days) if one >= day), len(self.days) - 1)
        return max(0.0, (self._now - 1 - (place + opening) * DAY) / DAY)

    def _moment(self, minute: int) -> datetime:
        number, rest = divmod(max(minute, 0), DAY)
        for opens, minutes in OPENINGS:
            if rest < minutes:
                return moment_on(self.days[number], opens) + timedelta(minutes=rest)
            rest -= minutes
        raise AssertionError("A day's minutes lie within its openings.")

    @staticmethod
    def _elapsed(until: datetime) -> int:
        """Minutes of today's office time that are over, one at least."""
        clock = local_moment(until)
        over = 0
        for opens, minutes in OPENINGS:
            opened = moment_on(clock.date(), opens)
            over += min(max(0, int((clock - opened).total_seconds() // 60)), minutes)
        return over
