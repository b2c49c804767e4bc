"""Counting done in another way, on calendars that others wrote: what the engine is held against.

Nothing here is quick or clever. Every day that can count is written down, and the n-th is taken.
"""

from calendar import monthrange
from datetime import datetime, time, timedelta
from functools import cache
from itertools import chain, count, islice

import chinese_calendar
import holidays

from workflow.rules import Roll, Unit


@cache
def works_by_chinesecalendar(day):
    return chinese_calendar.is_workday(day)


@cache
def works_by_holidays(day):
    china = _china()
    return day in china.weekend_workdays or (day.weekday() < 5 and day not in china)


@cache
def _china():
    return holidays.China(years=range(2018, 2027), language="en_US")


def taken_out(pauses):
    """Every day that a pause takes out."""
    return {
        began + timedelta(offset)
        for began, ended in pauses
        for offset in range(1, (ended - began).days + 1)
    }


def last_day(works, start, period, pauses=()):
    """The n-th day that runs, then the first fit day from it on."""
    out, step = taken_out(pauses), -1 if period.backward else 1
    days = (start + timedelta(step * offset) for offset in count(int(period.exclude_first)))
    running = (day for day in days if day not in out)
    if period.unit == Unit.WORKING:
        running = filter(works, running)
    last = next(islice(running, _how_many(start, period) - 1, None))
    if period.roll == Roll.NONE:
        return last
    after = (last + timedelta(offset) for offset in count())
    return next(day for day in after if works(day) and day not in out)


def _how_many(start, period):
    if period.unit != Unit.MONTHS:
        return period.amount
    year, month = start.year, start.month
    for _ in range(period.amount):
        month += -1 if period.backward else 1
        year, month = {0: (year - 1, 12), 13: (year + 1, 1)}.get(month, (year, month))
    same = start.replace(day=1, month=month, year=year) + timedelta(
        min(start.day, monthrange(year, month)[1]) - 1
    )
    return abs((same - start).days)


def last_minute(start, hours, pauses=()):
    """The minute at which the hours have run: each running minute is counted, one by one."""
    out, midnight = taken_out(pauses), datetime.combine(start.date(), time.min, start.tzinfo)
    first = (start - midnight) // timedelta(minutes=1)
    running = (
        range(max(first, 1440 * offset), 1440 * (offset + 1))
        for offset in count()
        if start.date() + timedelta(offset) not in out
    )
    last = next(islice(chain.from_iterable(running), hours * 60 - 1, None))
    return midnight + timedelta(minutes=last + 1)
