"""Which days are worked: the State Council's notices, and what holds before there is one.

Plain Python. A calendar is made of notices, one a year, each listing the days taken off and the
weekend days worked instead (调休). A year without a notice is *assumed*: its statutory days are
off, its other days are read three ways, so that a limit has an earliest, an expected and a latest
last day (reliability: section 1 has the back-test of this rule).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workflow.festivals import first_year, last_year, statutory_days

ONE_DAY = timedelta(days=1)
SATURDAY = 5

#: So far from a statutory day have notices moved days off and make-up days (2007-2026: 10).
REACH = 10
#: Stands for the number of a notice that is in force without one.
UNNUMBERED = "–"
#: From this day of December the next year's notice may still change the days (2011, 2018, 2022).
DECEMBER_OPEN = 24


class OutsideCalendar(ValueError):
    """A day before or after the years of which anything is known."""


class Reading(StrEnum):
    """How to read a day that no notice has settled."""

    EARLIEST = "earliest"
    EXPECTED = "expected"
    LATEST = "latest"


class Source(StrEnum):
    """What a day's status rests on."""

    ANNOUNCED = "announced"
    STATUTORY = "statutory"
    ASSUMED = "assumed"


class Because(StrEnum):
    """Why a day is worked or not."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP_DAY = "make_up_day"


@dataclass(frozen=True, slots=True)
class Listed:
    """One day as a notice lists it."""

    works: bool
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class YearNotice:
    """What one notice says. It may list days of the December before its year."""

    year: int
    days: Mapping[date, Listed]
    paper_no: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day: worked or off in each reading, on what grounds, and for which occasion."""

    date: date
    works: bool
    source: Source
    because: Because
    occasion: str
    works_at_most: bool
    works_at_least: bool

    @property
    def status(self) -> str:
        return "work" if self.works else "off"


class Calendar:
    """The days as the given notices have them; a later notice of a year replaces an earlier one."""

    def __init__(self, notices: Iterable[YearNotice], *, revision: int = 0) -> None:
        self.revision = revision
        self.notices = {notice.year: notice for notice in notices}
        self.years = frozenset(self.notices)
        self._listed: dict[date, Listed] = {}
        for year in sorted(self.notices):
            self._listed.update(self.notices[year].days)
        self._days: dict[date, Day] = {}

    def day(self, d: date) -> Day:
        """All that is known of a day."""
        try:
            return self._days[d]
        except KeyError:
            self._days[d] = day = self._look_up(d)
            return day

    def works(self, d: date, reading: Reading = Reading.EXPECTED) -> bool:
        day = self.day(d)
        if reading is Reading.EXPECTED:
            return day.works
        return day.works_at_most if reading is Reading.EARLIEST else day.works_at_least

    def why(self, d: date) -> tuple[Because, str]:
        """The reason code and the occasion, to be put into words at the edge."""
        day = self.day(d)
        return day.because, day.occasion

    def uncertain(self, d: date) -> bool:
        """A notice still to come may change this day."""
        return self.day(d).source is Source.ASSUMED

    def notices_behind(self, days: Iterable[date]) -> tuple[tuple[int, str], ...]:
        """The years whose notices settle these days, each with its paper number, the next year's
        too for the end of December: "" where the notice is not out yet."""
        years = set()
        for day in days:
            years.add(day.year)
            if _next_notice_may_list(day):
                years.add(day.year + 1)
        return tuple((year, self._paper_no(year)) for year in sorted(years))

    def _paper_no(self, year: int) -> str:
        notice = self.notices.get(year)
        return (notice.paper_no or UNNUMBERED) if notice else ""

    def _look_up(self, d: date) -> Day:
        if not first_year() <= d.year <= last_year():
            raise OutsideCalendar(
                f"{d} lies outside the calendar, which knows {first_year()} to {last_year()}."
            )
        weekend = d.weekday() >= SATURDAY
        if listed := self._listed.get(d):
            because = (
                Because.HOLIDAY
                if not listed.works
                else Because.MAKE_UP_DAY
                if weekend
                else Because.WEEKDAY
            )
            return _sure(d, listed.works, Source.ANNOUNCED, because, listed.occasion)
        if d.year not in self.years and (occasion := statutory_days(d.year).get(d)):
            return _sure(d, False, Source.STATUTORY, Because.HOLIDAY, occasion)
        because = Because.WEEKEND if weekend else Because.WEEKDAY
        if not self._may_change(d):
            return _sure(d, not weekend, Source.ANNOUNCED, because, "")
        near = _near_a_statutory_day(d)
        return Day(
            date=d,
            works=not weekend,
            source=Source.ASSUMED,
            because=because,
            occasion="",
            works_at_most=not weekend or near,
            works_at_least=not weekend and not near,
        )

    def _may_change(self, d: date) -> bool:
        if d.year not in self.years:
            return True
        return _next_notice_may_list(d) and d.year + 1 not in self.years


def _sure(d: date, works: bool, source: Source, because: Because, occasion: str) -> Day:
    return Day(d, works, source, because, occasion, works_at_most=works, works_at_least=works)


def _next_notice_may_list(d: date) -> bool:
    return d.month == 12 and d.day >= DECEMBER_OPEN


def _near_a_statutory_day(d: date) -> bool:
    return any(
        (near := d + timedelta(offset)) in statutory_days(near.year)
        for offset in range(-REACH, REACH + 1)
    )
