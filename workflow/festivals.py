"""The days off that the law itself names, for every year: what is known before any notice.

全国年节及纪念日放假办法 (2007, 2013 and 2024 texts) gives the festivals; where the moon or the sun
fixes one, its date stands in ``shipped/festivals.csv``. Which other days are taken off or worked
around them is announced year by year: that is :mod:`workflow.calendars`.
"""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

NEW_YEAR = "New Year's Day"
SPRING = "Spring Festival"
TOMB_SWEEPING = "Tomb-sweeping Day"
LABOUR = "Labour Day"
DRAGON_BOAT = "Dragon Boat Festival"
MID_AUTUMN = "Mid-autumn Festival"
NATIONAL = "National Day"
OCCASIONS = (NEW_YEAR, SPRING, TOMB_SWEEPING, LABOUR, DRAGON_BOAT, MID_AUTUMN, NATIONAL)

TABLE = Path(__file__).parent / "shipped" / "festivals.csv"


@cache
def _movable() -> dict[int, dict[str, date]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return _by_year(lines)


def _by_year(lines: Iterable[str]) -> dict[int, dict[str, date]]:
    return {
        int(row.pop("year")): {name: date.fromisoformat(day) for name, day in row.items()}
        for row in csv.DictReader(lines)
    }


def first_year() -> int:
    """The first year whose statutory days are known."""
    return min(_movable())


def last_year() -> int:
    """The last year whose statutory days are known: every search for a working day ends there."""
    return max(_movable())


@cache
def statutory_days(year: int) -> dict[date, str]:
    """The year's statutory days off, each with its occasion; empty for a year not in the table."""
    movable = _movable().get(year)
    return _days_off(year, movable) if movable else {}


def _days_off(year: int, movable: dict[str, date]) -> dict[date, str]:
    spring = movable["spring_festival"]
    # New Year's Eve was off from 2008 to 2013 in place of the third day, and is again since 2025.
    first, last = (-1, 1) if year < 2014 else (0, 2) if year < 2025 else (-1, 2)
    days = {spring + timedelta(offset): SPRING for offset in range(first, last + 1)}
    days[date(year, 1, 1)] = NEW_YEAR
    days[movable["tomb_sweeping"]] = TOMB_SWEEPING
    days[date(year, 5, 1)] = LABOUR
    if year >= 2025:
        days[date(year, 5, 2)] = LABOUR
    days[movable["dragon_boat"]] = DRAGON_BOAT
    days[movable["mid_autumn"]] = MID_AUTUMN
    # Last, because it covers Mid-autumn when both fall on one day.
    days |= {date(year, 10, day): NATIONAL for day in (1, 2, 3)}
    return days
