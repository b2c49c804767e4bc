"""The tick: find the clocks whose next stage has come, record it, tell it, set the next.

Any number of tickers may run on PostgreSQL (SKIP LOCKED), one on SQLite. The stage, its record,
what ``announce`` writes and the next alarm are one transaction: after a crash at any point the
stage is either told completely or still to be told.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Protocol

from django.db import InterfaceError, OperationalError, models

from workflow import light, redating, rows, stages
from workflow.calendar_store import current_calendar
from workflow.channels.in_app import transport as in_app
from workflow.failpoints import failpoint
from workflow.models import Heartbeat, State, What
from workflow.stages import Alarm
from workflow.units import unit_of_work

log = logging.getLogger(__name__)

#: What a stage changes of a clock.
STEPPED = ("state", "breached_at", "next_stage", "next_action_at")

#: A clock whose announcement fails is left alone for so long, so that it can't stop the others.
SET_ASIDE = timedelta(hours=1)


class Announce(Protocol):
    """Tells the stages of a whole batch, each clock with its alarm, inside the tick's transaction.

    It may write what it likes, or return unsaved rows (notices, outbox messages; quickest made by
    :func:`workflow.light.new`): they are inserted together, and a row whose unique key is there
    already is left out. The clocks say what is so after the stage; their rows and the events are
    written after it, with what it returns.
    """

    def __call__(
        self, told: Sequence[tuple[Any, Alarm]], *, at: datetime
    ) -> Iterable[models.Model] | None: ...


def tick(clock_model: Any, *, at: datetime, announce: Announce, limit: int = 50) -> int:
    """Handle up to ``limit`` clocks that are due; returns how many were handled.

    Usually the whole batch is one transaction. When that fails, each clock gets one of its own,
    and the one that fails is set aside and logged by its key alone.
    """
    if not _first_due(clock_model)(at=at):
        return 0  # without a lock: on SQLite a transaction would stop writers
    try:
        with unit_of_work():
            handled = _advance(clock_model, _claimed(clock_model, limit)(at=at), announce, at)
        failpoint("tick_committed")
        return handled
    except (OperationalError, InterfaceError):
        raise  # the database is busy or gone: nobody's fault, the next tick finds it all again
    except Exception:  # noqa: BLE001 - announce is the domain's code, whatever it raises
        log.warning(
            "A tick of %s failed; its clocks are now taken one by one.", clock_model.__name__
        )
    handled, due = 0, clock_model.objects.due_for_action(at)
    for key in due.order_by("next_action_at", "pk").values_list("pk", flat=True)[:limit]:
        handled += _advance_alone(clock_model, key, announce, at)
    return handled


def beat(name: str, at: datetime) -> None:
    """Say that a part of the house is alive."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=at)],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at"],
    )


@cache
def _first_due(clock_model: Any) -> rows.Read:
    at = rows.Given("at", clock_model._meta.get_field("next_action_at"))
    return rows.Read(lambda: clock_model.objects.first_due(at).values_list("pk"))


@cache
def _claimed(clock_model: Any, limit: int) -> rows.Read:
    at = rows.Given("at", clock_model._meta.get_field("next_action_at"))
    return rows.LightRead(lambda: _claim(clock_model.objects.due_for_action(at))[:limit])


def _claim(due: Any) -> Any:
    """Lock clocks and their subjects, passing over those that somebody holds.

    The subject too: a person's act locks the subject first and then its clocks, and what
    ``announce`` inserts refers to the subject. Holding both, or neither, nobody can wait in a
    circle, and no act slips in between the decision to tell and the telling.
    """
    return (
        due.for_telling()
        .annotate(**redating.stamps())
        .select_for_update(skip_locked=True, of=("self", "subject"), no_key=True)
        .order_by("next_action_at", "pk")
    )


def _advance(clock_model: Any, clocks: Any, announce: Announce, at: datetime) -> int:
    event = clock_model._meta.get_field("events").related_model
    clocks = list(clocks)
    if not clocks:
        return 0
    calendar = current_calendar(clocks[0].calendar_stamp)
    plan = stages.plan_at(clocks[0].stages_stamp)
    # A notice of rest days may have come since a clock was reckoned: nobody is accused by a
    # calendar that is no longer in force, even before the recompute has reached the clock.
    stale = any(clock.calendar_rev != calendar.revision for clock in clocks)
    events: list[Any] = [
        light.new(event, clock_id=redated.clock.pk, at=at, **said)
        for redated in redating.redate_stale(clocks, calendar, at=at, plan=plan)
        for said in redated.said()
    ]
    told: list[tuple[Any, Alarm]] = []
    names = redating.WRITTEN if stale else STEPPED
    steps: dict[Any, _Step] = {}
    for clock in clocks:
        if clock.next_action_at is None or clock.next_action_at > at:
            continue  # its new dates lie ahead
        like = (*stages.depends_on(clock), clock.next_stage, clock.next_action_at)
        if like not in steps:
            steps[like] = _Step.of(clock, plan, at)
        if alarm := steps[like].take(clock):
            events.append(_event(event, clock, alarm, at))
            told.append((clock, alarm))
    words = list(announce(told, at=at) or []) if told else []
    with rows.pipelined():
        rows.update_each(clock_model, clocks, names)
        if events:
            rows.insert_unseen(*events)
        in_app.deliver(words)
    failpoint("tick_written")
    return len(clocks)


@dataclass(frozen=True, slots=True)
class _Step:
    """What a tick does to a clock, and to all that are like it: most of a morning's are."""

    alarm: Alarm | None
    next_stage: str
    next_action_at: datetime | None

    @classmethod
    def of(cls, clock: Any, plan: stages.Plan, at: datetime) -> "_Step":
        timed = stages.schedule(clock, plan)
        due = stages.reached(clock, timed, at=at)
        alarm = Alarm.of(due) if due else None
        breached = clock.breached_at is not None or (alarm is not None and alarm.is_breach)
        return cls(alarm, *stages.coming(timed, breached=breached, at=at))

    def take(self, clock: Any) -> Alarm | None:
        """Move the clock on; answers with what is to be told of it."""
        if self.alarm and self.alarm.is_breach:
            clock.state, clock.breached_at = State.BREACHED, clock.breach_at
        clock.next_stage, clock.next_action_at = self.next_stage, self.next_action_at
        return self.alarm


def _event(event: Any, clock: Any, alarm: Alarm, at: datetime) -> Any:
    return light.new(
        event,
        clock_id=clock.pk,
        at=at,
        what=What.BREACHED if alarm.is_breach else What.WARNED,
        stage=alarm.stage,
        due_before=clock.due_on,
        due_after=clock.due_on,
        epoch=clock.epoch,
        missed=list(alarm.missed),
    )


def _advance_alone(clock_model: Any, key: int, announce: Announce, at: datetime) -> int:
    mine = clock_model.objects.due_for_action(at).filter(pk=key)
    try:
        with unit_of_work():
            return _advance(clock_model, _claim(mine), announce, at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - as above
        # The exception's text may hold personal data: its type must do.
        log.error("%s %s can't be announced: %s", clock_model.__name__, key, type(error).__name__)
        mine.update(next_action_at=at + SET_ASIDE)
    return 0
