"""The watchdog over the watchman: does the clock run, does anything wait too long, is a calendar
missing?

Who is dead can't say so: the questions are asked from outside, by ``/healthz`` and by every page
of an administrator. Each is one short read of an index over the rows that wait, so its cost
follows what waits and not how many cases there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, Min

from workflow.models import CalendarNotice, Heartbeat, Recompute
from workflow.moments import local_day, moment_on
from workflow.outbox import BACK_OFF

#: A tick comes every 15 seconds: after a minute three are missing.
TICK = timedelta(seconds=60)
#: A stage that came due is recorded by the next tick, or by the one after a full batch.
DUE = timedelta(seconds=120)
#: A message leaves within a round; after ten minutes it did not leave at the third attempt.
UNSENT = timedelta(minutes=10)
#: A relay that runs into time-outs is slow, not dead: ten times twenty seconds and a reserve.
RELAY = timedelta(minutes=5)
#: Dating 100,000 clocks anew takes less than a minute; one that is at it after ten was left alone.
RECOMPUTE = timedelta(minutes=10)
#: The notice of rest days comes out in October or November: missing in December is an alarm,
#: missing after the fifteenth is red.
ALARM_FROM, RED_AFTER = 1, 15
DECEMBER = 12


class Level(StrEnum):
    OK = "ok"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Finding:
    """One question and its answer. ``since`` is when the oldest of what waits was due, or when
    the part was last alive; None where nothing waits, and where it never was alive."""

    code: str
    level: Level = Level.OK
    since: datetime | None = None
    limit: timedelta | None = None
    count: int | None = None
    year: int | None = None

    @property
    def is_bad(self) -> bool:
        return self.level is not Level.OK

    def seconds(self, at: datetime) -> int | None:
        """Its age, for a machine that watches."""
        return None if self.since is None else int((at - self.since).total_seconds())


#: One more question of the domain's own, asked at a moment.
Question = Callable[[datetime], Finding]


def findings(
    *, at: datetime, clocks: Any, messages: Any, also: Iterable[Question] = ()
) -> list[Finding]:
    """Every question with its answer, good ones too; ``also`` are the domain's own questions."""
    beats = dict(Heartbeat.objects.values_list("name", "at"))
    return [
        alive("tick", beats.get("tick"), at=at, limit=TICK, level=Level.RED),
        alive("relay", beats.get("relay"), at=at, limit=RELAY, level=Level.YELLOW),
        oldest_due(clocks, at=at),
        oldest_unsent(messages, at=at),
        given_up(messages),
        recompute(clocks, at=at),
        calendar(at=at),
        *(question(at) for question in also),
    ]


def worst(found: Iterable[Finding]) -> Level:
    """The state of the house: that of its worst finding."""
    levels = {finding.level for finding in found}
    return next((level for level in (Level.RED, Level.YELLOW) if level in levels), Level.OK)


def alive(
    code: str, beat: datetime | None, *, at: datetime, limit: timedelta, level: Level
) -> Finding:
    """Has this part said lately that it is at work? A beat of the future is no beat: the machine's
    clock was put back, and until then nobody could tell that the part is dead."""
    good = beat is not None and abs(at - beat) <= limit
    return Finding(code, Level.OK if good else level, beat, limit)


def oldest_due(clocks: Any, *, at: datetime) -> Finding:
    """The limit whose stage has waited longest for a tick."""
    due = clocks.objects.due_for_action(at).order_by("next_action_at")
    return _waiting("due", due.values_list("next_action_at", flat=True).first(), at, DUE)


def oldest_unsent(messages: Any, *, at: datetime) -> Finding:
    """The message that has waited longest since it was to leave for the first time.

    A message kept back for the night is not late, its moment is in the morning. After a failure
    the moment of the next attempt lies ahead, but the message is no younger for that.
    """
    waiting = messages.objects.waiting()
    moments = [waiting.order_by("not_before").values_list("not_before", flat=True).first()]
    failed = waiting.filter(attempts__gt=0, lease_until=None).order_by("attempts")
    for attempts, first in failed.values_list("attempts").annotate(Min("not_before")):
        moments.append(first - sum(BACK_OFF[:attempts], timedelta()))
    since = min((moment for moment in moments if moment is not None), default=None)
    return _waiting("unsent", since if since and since <= at else None, at, UNSENT)


def given_up(messages: Any) -> Finding:
    """Messages that were tried to the last: they go out when a person sends them again."""
    dead = messages.objects.dead().aggregate(since=Min("dead_at"), count=Count("pk"))
    level = Level.YELLOW if dead["count"] else Level.OK
    return Finding("dead", level, dead["since"], count=dead["count"])


def recompute(clocks: Any, *, at: datetime) -> Finding:
    """Clocks are to be dated anew, and nobody goes on with it: until then a tick dates each one
    that it comes to, but lists and cases show the old dates."""
    asked = Recompute.objects.of(clocks).open().values_list("requested_at", flat=True).first()
    late = asked is not None and at - asked > RECOMPUTE
    return Finding("recompute", Level.YELLOW if late else Level.OK, asked, RECOMPUTE)


def calendar(*, at: datetime) -> Finding:
    """Is the notice of rest days in force for every year that it must be in force for by now?"""
    year = missing_year(local_day(at))
    if year is None:
        return Finding("calendar")
    since = moment_on(date(year - 1, DECEMBER, ALARM_FROM), time.min)
    limit = timedelta(days=RED_AFTER)
    return Finding("calendar", calendar_level(local_day(at), year), since, limit, year=year)


def missing_year(today: date) -> int | None:
    """The year whose notice must be in force by this day and is not: the present one, and from
    December on the next. A notice that is imported and not confirmed is not in force."""
    wanted = {today.year} | ({today.year + 1} if today.month == DECEMBER else set())
    in_force = CalendarNotice.objects.filter(year__in=wanted, revision__isnull=False)
    return min(wanted - set(in_force.values_list("year", flat=True)), default=None)


def calendar_level(today: date, year: int) -> Level:
    """How bad it is that this year's notice is missing: red after 15 December."""
    late = today.year >= year or today.day > RED_AFTER
    return Level.RED if late else Level.YELLOW


def _waiting(code: str, since: datetime | None, at: datetime, limit: timedelta) -> Finding:
    late = since is not None and at - since > limit
    return Finding(code, Level.RED if late else Level.OK, since, limit)
