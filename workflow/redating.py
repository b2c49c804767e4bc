"""New dates for clocks that were reckoned with a calendar that is no longer in force.

Used by the recompute after a notice of rest days was confirmed, and by the tick for a clock that
the recompute has not reached yet: whichever comes first, the result is the same. The preview of a
notice asks the same question with the calendar that would be.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from weakref import WeakKeyDictionary

from django.db.models import Subquery

from workflow import audit, stages
from workflow.calendar_store import fingerprints
from workflow.calendars import Calendar
from workflow.models import CalendarNotice, StageRule, State, What
from workflow.moments import cut_off_on, local_moment
from workflow.rules import Interval, Period, Reckoning, Unit, reckon
from workflow.stages import Plan

#: What a tick or a recompute may change of a clock.
WRITTEN = (
    "state",
    "due_earliest",
    "due_on",
    "due_latest",
    "due_at",
    "certainty",
    "calendar_rev",
    "epoch",
    "breached_at",
    "next_stage",
    "next_action_at",
)

#: So many characters fit into the note of an event.
NOTE = 200

#: What was reckoned without a pause, by calendar: many clocks have the same length and first day.
#: Beyond so many a calendar's are forgotten.
REMEMBERED = 5_000
_reckoned: WeakKeyDictionary[Calendar, dict[tuple[Period, date], Reckoning]] = WeakKeyDictionary()


def stamps() -> dict[str, Subquery]:
    """Columns for a read that is made anyway: they tell whether the calendar and the stages that
    this process keeps are still those in force."""
    return {
        "calendar_stamp": Subquery(fingerprints()),
        "stages_stamp": Subquery(StageRule.objects.stamp()),
    }


@dataclass(frozen=True, slots=True)
class Redated:
    """A clock whose dates have changed, the last day it had before, and by which notices."""

    clock: Any
    before: date | None
    lifted: bool
    because: str = ""

    def said(self) -> list[dict[str, Any]]:
        """The fields of its events: a breach that is taken back has one of its own."""
        what = [What.RECOMPUTED, What.IN_TIME_AFTER_ALL] if self.lifted else [What.RECOMPUTED]
        return [
            {
                "what": one,
                "due_before": self.before,
                "due_after": self.clock.due_on,
                "epoch": self.clock.epoch,
                "note": self.because,
            }
            for one in what
        ]


def reckon_clock(clock: Any, calendar: Calendar, pauses: list[Interval]) -> Reckoning:
    """The clock's last day by this calendar, day by day."""
    period = clock.period
    hours = period.unit is Unit.HOURS
    if hours or pauses:
        began = local_moment(clock.started_at) if hours else clock.started_on
        return reckon(calendar, began, period, pauses)
    known = _reckoned.setdefault(calendar, {})
    key = (period, clock.started_on)
    if key not in known:
        if len(known) >= REMEMBERED:
            known.clear()
        known[key] = reckon(calendar, clock.started_on, period)
    return known[key]


def set_dates(clock: Any, reckoning: Reckoning, revision: int) -> None:
    """Write a reckoning with a last day onto the clock."""
    assert reckoning.due_on is not None
    clock.due_on = reckoning.due_on
    clock.due_earliest, clock.due_latest = reckoning.due_earliest, reckoning.due_latest
    clock.certainty, clock.calendar_rev = reckoning.certainty.value, revision
    over = reckoning.due_at or cut_off_on(clock.due_on, clock.cut_off)
    clock.due_at = over.astimezone(UTC)


def redate(
    clock: Any, calendar: Calendar, pauses: list[Interval], *, at: datetime
) -> Redated | None:
    """Set the dates by this calendar on an open clock; None when they are what they were.

    Neither saved nor armed. A breach whose new last day lies ahead is taken back.
    """
    if clock.state == State.PAUSED:
        clock.calendar_rev = calendar.revision  # it has no dates; its end will be reckoned anew
        return None
    before = (clock.due_earliest, clock.due_on, clock.due_latest, clock.due_at)
    set_dates(clock, reckon_clock(clock, calendar, pauses), calendar.revision)
    if before == (clock.due_earliest, clock.due_on, clock.due_latest, clock.due_at):
        return None
    clock.epoch += 1
    lifted = clock.state == State.BREACHED and not clock.is_over(at)
    if lifted:
        clock.state, clock.breached_at = State.RUNNING, None
    elif clock.breached_at is not None:
        clock.breached_at = clock.breach_at
    return Redated(clock, before[1], lifted)


def redate_stale(
    clocks: list[Any],
    calendar: Calendar,
    *,
    at: datetime,
    plan: Plan,
    whatever: bool = False,
) -> Iterator[Redated]:
    """Date those of the clocks anew that another calendar dated; yields those that changed.

    The clocks are open and locked, with their rule and subject; what changes is set on them, not
    saved. ``whatever``: all of them, also those that this calendar dated. Inside a unit of work.
    """
    stale = [clock for clock in clocks if whatever or clock.calendar_rev != calendar.revision]
    names: dict[int, str] = {}
    armed: dict[Any, tuple[str, datetime | None]] = {}
    for clock, pauses in _with_pauses(stale):
        since, untold = clock.calendar_rev, clock.next_stage
        redated = redate(clock, calendar, pauses, at=at)
        if redated is None:
            continue
        if (like := (*stages.depends_on(clock), untold)) in armed:
            clock.next_stage, clock.next_action_at = armed[like]
        else:
            arm_anew(clock, untold, at=at, plan=plan)
            armed[like] = clock.next_stage, clock.next_action_at
        if since not in names:
            names[since] = notices_since(since, calendar.revision)
        if redated.lifted:
            _note_lifted(redated, at)
        yield replace(redated, because=names[since])


def arm_anew(clock: Any, untold: str, *, at: datetime, plan: Plan) -> None:
    """Set the next stage by the new dates. ``untold`` was the next one by the old dates: when its
    moment now lies behind, nobody has heard of it, so it is told at once instead of left out."""
    stages.arm(clock, at=at, plan=plan)
    if clock.breached_at is not None or (clock.next_action_at and clock.next_action_at <= at):
        return
    timed = stages.schedule(clock, plan)
    names = [stage.stage for stage, _ in timed]
    if untold not in names:
        return
    stage, moment = timed[names.index(untold)]
    if moment <= at and not stage.is_breach:
        clock.next_stage, clock.next_action_at = stage.stage, moment


def notices_since(revision: int, newest: int) -> str:
    """The notices that came into force after that revision, for the note of an event."""
    found = CalendarNotice.objects.filter(revision__gt=revision, revision__lte=newest)
    names = [str(notice) for notice in found.order_by("revision")]
    while len(words := "、".join(names)) > NOTE and len(names) > 1:
        names = ["…", *names[2:]]
    return words[:NOTE]


def _note_lifted(redated: Redated, at: datetime) -> None:
    clock = redated.clock
    audit.note(
        "clock.breach_lifted",
        actor=None,
        subject=str(clock.subject),
        at=at,
        content={
            "clock": clock.pk,
            "code": clock.code,
            "before": str(redated.before),
            "due_on": str(clock.due_on),
        },
    )


def _with_pauses(clocks: list[Any]) -> Iterator[tuple[Any, list[Interval]]]:
    """The clocks with the intervals that don't count: one query for all, none for no clock."""
    if not clocks:
        return
    pauses = type(clocks[0])._meta.get_field("pauses").related_model
    intervals: dict[int, list[Interval]] = {}
    for pause in pauses.objects.filter(clock__in=[clock.pk for clock in clocks]):
        intervals.setdefault(pause.clock_id, []).append(pause.interval)
    for clock in clocks:
        yield clock, intervals.get(clock.pk, [])
