"""Ten thousand cases from a fixed seed, against two calendars that others wrote, 2019 to 2026."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from tests.workflow.oracles import (
    last_day,
    last_minute,
    works_by_chinesecalendar,
    works_by_holidays,
)
from tests.workflow.parcels.office import CALENDAR, SHANGHAI
from workflow.rules import Period, Roll, Unit, reckon

CASES = 10_000
#: Long enough to cross every holiday, short enough to end inside the oracles' years.
LONGEST = {Unit.CALENDAR: 60, Unit.WORKING: 40, Unit.MONTHS: 5, Unit.HOURS: 240}
FIRST, LAST = date(2019, 1, 1), date(2026, 12, 31)
ROOM = timedelta(240)


def made_up_cases():
    random = Random(20260930)
    for _ in range(CASES):
        unit = random.choice(list(Unit))
        backward = unit != Unit.HOURS and random.random() < 0.25
        roll = Roll.NONE if backward or unit == Unit.HOURS else random.choice(list(Roll))
        amount = random.randint(1, LONGEST[unit])
        period = Period(amount, unit, roll, random.random() < 0.8, backward)
        earliest, latest = (FIRST + ROOM, LAST) if backward else (FIRST, LAST - ROOM)
        start = earliest + timedelta(random.randint(0, (latest - earliest).days))
        pauses = () if backward else made_up_pauses(random, start)
        if unit == Unit.HOURS:
            clock = time(random.randrange(24), random.randrange(60))
            start = datetime.combine(start, clock, tzinfo=SHANGHAI)
        yield start, period, pauses


def made_up_pauses(random, start):
    """None in half of the cases; otherwise up to four, some over each other or before the start."""
    pauses = []
    for _ in range(random.choice([0, 0, 0, 0, 1, 2, 3, 4])):
        began = start + timedelta(random.randint(-5, 40))
        pauses.append((began, began + timedelta(random.randint(0, 15))))
    return pauses


@pytest.mark.parametrize("works", [works_by_chinesecalendar, works_by_holidays])
def test_ten_thousand_cases_end_as_counting_out_on_anothers_calendar_says(works):
    wrong, ends = [], Counter()
    for start, period, pauses in made_up_cases():
        answer = reckon(CALENDAR, start, period, pauses)
        if period.unit == Unit.HOURS:
            said, truth = answer.due_at, last_minute(start, period.amount, pauses)
        else:
            said, truth = answer.due_on, last_day(works, start, period, pauses)
            assert FIRST <= truth <= LAST
        if said != truth:
            wrong.append((start, period, pauses, said, truth))
        ends[period.unit, period.roll, period.exclude_first, period.backward, bool(pauses)] += 1
    assert wrong == []
    assert ends.total() == CASES
    # Every kind that can be asked is there, and often.
    assert len(ends) == 3 * (2 * 2 * 2 + 2) + 2 * 2
    assert min(ends.values()) > 50
