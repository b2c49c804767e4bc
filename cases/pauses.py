"""Clocks that have stood still for long, and what would be if they ran on today: a dry run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cases.models import CasePause
from workflow.calendar_store import current_calendar
from workflow.models import State
from workflow.moments import cut_off_on, local_day
from workflow.redating import reckon_clock
from workflow.rules import Interval

#: From so many days on a pause is long.
LONG = 30


@dataclass(frozen=True)
class LongPause:
    """One clock that stands still: since when, by which paper, and its end if the pause ended."""

    case: Any
    rule: Any
    since: date
    paper: str
    days: int
    due_on: date
    late: bool
    provisional: bool


def long_pauses(cases: Any, *, at: datetime, days: int = LONG) -> list[LongPause]:
    """The pauses of these cases that have lasted so many days, the oldest first. Changes nothing.

    Four queries, however many there are: the pauses, the others of their clocks, the calendar.
    """
    today = local_day(at)
    found = (
        CasePause.objects.lasting_since(today - timedelta(days=days))
        .filter(clock__state=State.PAUSED, clock__subject__in=cases)
        .select_related("clock__rule", "clock__subject__applicant", "clock__subject__station")
        .prefetch_related("clock__pauses")
    )
    calendar = current_calendar()
    return [_dry_run(pause, calendar, at, today) for pause in found]


def _dry_run(pause: CasePause, calendar: Any, at: datetime, today: date) -> LongPause:
    clock = pause.clock
    until_today = list(_ended(clock.pauses.all(), today))
    answer = reckon_clock(clock, calendar, until_today)
    assert answer.due_on is not None
    assert answer.due_latest is not None
    over = answer.due_at or cut_off_on(answer.due_latest, clock.cut_off)
    return LongPause(
        case=clock.subject,
        rule=clock.rule,
        since=pause.asked_on,
        paper=pause.notice,
        days=(today - pause.asked_on).days,
        due_on=answer.due_on,
        late=over <= at,
        provisional=answer.due_earliest != answer.due_latest,
    )


def _ended(pauses: Iterable[Any], today: date) -> Iterable[Interval]:
    """The clock's intervals, as if the one that lasts ended today."""
    for pause in pauses:
        one = pause.interval
        yield (
            one if one.complete_on else Interval(one.asked_on, max(today, one.asked_on), one.paper)
        )
