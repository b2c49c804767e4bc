"""The tick: find the clocks whose next stage has come, record it, tell it, set the next.

Any number of tickers may run on PostgreSQL (SKIP LOCKED), one on SQLite. The stage, its record,
what ``announce`` writes and the next alarm are one transaction: after a crash at any point the
stage is either told completely or still to be told.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Protocol

from django.db import InterfaceError, OperationalError, models

from workflow import stages
from workflow.models import Heartbeat, Stage, State, What
from workflow.units import unit_of_work

log = logging.getLogger(__name__)

#: A clock whose announcement fails is left alone for so long, so that it can't stop the others.
SET_ASIDE = timedelta(hours=1)


class Announce(Protocol):
    """Tells a stage inside the tick's transaction.

    It may write what it likes, or return unsaved rows (notices, outbox messages): those of the
    whole batch are inserted together, and a row whose unique key is there already is left out.
    """

    def __call__(
        self, clock: Any, *, stage: Stage, missed: list[str], at: datetime
    ) -> Iterable[models.Model] | None: ...


def tick(clock_model: Any, *, at: datetime, announce: Announce, limit: int = 50) -> int:
    """Handle up to ``limit`` clocks that are due; returns how many were handled.

    Usually the whole batch is one transaction. When that fails, each clock gets one of its own,
    and the one that fails is set aside and logged by its key alone.
    """
    due = clock_model.objects.due_for_action(at)
    if not due.exists():  # the idle case takes no lock: on SQLite a transaction would stop writers
        return 0
    try:
        with unit_of_work():
            return _advance(clock_model, _claim(due)[:limit], announce, at)
    except (OperationalError, InterfaceError):
        raise  # the database is busy or gone: nobody's fault, the next tick finds it all again
    except Exception:  # noqa: BLE001 - announce is the domain's code, whatever it raises
        log.warning(
            "A tick of %s failed; its clocks are now taken one by one.", clock_model.__name__
        )
    handled = 0
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


def _claim(due: Any) -> Any:
    """Lock clocks and their subjects, passing over those that somebody holds.

    The subject too: a person's act locks the subject first and then its clocks, and what
    ``announce`` inserts refers to the subject. Holding both, or neither, nobody can wait in a
    circle, and no act slips in between the decision to tell and the telling.
    """
    return (
        due.select_related("subject", "rule")
        .select_for_update(skip_locked=True, of=("self", "subject"), no_key=True)
        .order_by("next_action_at", "pk")
    )


def _advance(clock_model: Any, clocks: Any, announce: Announce, at: datetime) -> int:
    event = clock_model._meta.get_field("events").related_model
    clocks = list(clocks)
    events: list[Any] = []
    rows: list[models.Model] = []
    for clock in clocks:
        due = stages.reached(clock, at=at)
        if due:
            # After an outage only the latest stage is told; those passed over are recorded.
            stage, missed = due[-1], [earlier.value for earlier in due[:-1]]
            _enter(clock, stage)
            events.append(_event(event, clock, stage, missed, at))
            rows += announce(clock, stage=stage, missed=missed, at=at) or []
        if clock.state == State.RUNNING:
            stages.arm(clock, at=at)
    _save(clock_model, clocks)
    event.objects.bulk_create(events)
    _insert(rows)
    return len(clocks)


def _enter(clock: Any, stage: Stage) -> None:
    if stage is Stage.BREACH:
        clock.state, clock.breached_at = State.BREACHED, clock.breach_at
        stages.disarm(clock)


def _event(event: Any, clock: Any, stage: Stage, missed: list[str], at: datetime) -> Any:
    return event(
        clock=clock,
        at=at,
        what=What.BREACHED if stage is Stage.BREACH else What.WARNED,
        stage=stage,
        due_before=clock.due_on,
        due_after=clock.due_on,
        epoch=clock.epoch,
        missed=missed,
    )


def _save(clock_model: Any, clocks: list[Any]) -> None:
    """One UPDATE for all clocks that take the same step: a batch is seldom more than three."""
    steps: dict[tuple[Any, ...], list[int]] = {}
    for clock in clocks:
        step = (clock.state, clock.breached_at, clock.next_stage, clock.next_action_at)
        steps.setdefault(step, []).append(clock.pk)
    for (state, breached_at, next_stage, next_action_at), keys in steps.items():
        clock_model._base_manager.filter(pk__in=keys).update(
            state=state,
            breached_at=breached_at,
            next_stage=next_stage,
            next_action_at=next_action_at,
        )


def _insert(rows: list[models.Model]) -> None:
    by_model: Callable[[models.Model], str] = lambda row: row._meta.label  # noqa: E731
    for _, same in groupby(sorted(rows, key=by_model), key=by_model):
        batch = list(same)
        type(batch[0])._base_manager.bulk_create(batch, ignore_conflicts=True)


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
