"""Date all open clocks anew, after a notice of rest days was confirmed or the stages were changed.

The work is a row (:class:`workflow.models.Recompute`) that is made in the confirming transaction
and done batch by batch, each one transaction that moves the row's cursor: killed at any point it
goes on where it was, and done twice it changes nothing the second time. Whoever comes by does a
batch: the clock runner, the Celery job, or ``manage.py recompute_clocks``.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Q

from workflow import audit, redating, rows, stages
from workflow.calendar_store import current_calendar
from workflow.models import CalendarNotice, LimitRule, Recompute, State
from workflow.redating import WRITTEN
from workflow.units import unit_of_work

#: So many subjects are one transaction: on SQLite nobody else writes meanwhile.
BATCH = 500
#: An act that had begun before the confirmation may end after its case was passed: so long after
#: the end somebody looks for such clocks once more.
SWEEP_AFTER = timedelta(minutes=1)

#: What new dates mean for the domain: called in the batch's transaction with the open clocks of
#: each subject, all locked.
Settle = Callable[[dict[int, list[Any]], datetime], None]


def request(
    clock_model: Any,
    *,
    reason: str,
    at: datetime,
    by: Any = None,
    notice: CalendarNotice | None = None,
) -> Recompute:
    """Ask for all open clocks to be dated anew; call it in the transaction that changes the input.

    One that is under way is overtaken: the new one begins at the first clock and does its work too.
    """
    recompute = Recompute(
        clocks=clock_model._meta.label_lower,
        reason=reason,
        notice=notice,
        rearms=reason == Recompute.Reason.STAGES,
        reckons_all=reason == Recompute.Reason.RULE,
        requested_by=by,
        requested_at=at,
        total=clock_model.objects.open().count(),
    )
    with unit_of_work():
        for other in Recompute.objects.of(clock_model).open().select_for_update():
            recompute.rearms |= other.rearms
            recompute.reckons_all |= other.reckons_all
            other.superseded_at = at
            other.save(update_fields=["superseded_at"])
        recompute.save()
    return recompute


def latest(clock_model: Any) -> Recompute | None:
    """The recompute that was asked for last, whatever has become of it."""
    found = Recompute.objects.of(clock_model).select_related("notice", "requested_by")
    return found.order_by("-pk").first()


def advance(
    clock_model: Any, *, at: datetime, limit: int = BATCH, settle: Settle | None = None
) -> int:
    """Do one batch of up to ``limit`` subjects; returns how many clocks were looked at.

    0 means that nothing is left to do, or that another process is at it.
    """
    mine = Recompute.objects.of(clock_model).filter(
        Q(finished_at=None, superseded_at=None)
        | Q(swept_at=None, finished_at__lte=at - SWEEP_AFTER)
    )
    if not mine.exists():  # the idle case takes no lock: on SQLite a transaction would stop writers
        return 0
    with unit_of_work():
        work = mine.select_for_update(skip_locked=True).order_by("pk").last()
        return _Batch(clock_model, work, at=at, limit=limit, settle=settle).run() if work else 0


class _Batch:
    """One transaction: the next subjects, their open clocks, and the progress."""

    def __init__(
        self,
        clock_model: Any,
        work: Recompute,
        *,
        at: datetime,
        limit: int,
        settle: Settle | None,
    ) -> None:
        self.model, self.work, self.at = clock_model, work, at
        self.limit, self.settle = limit, settle

    def run(self) -> int:
        keys = self._next_subjects()
        clocks = self._locked(keys)
        if clocks:
            self._bring_up_to_date(clocks)
        if self.settle and clocks:
            by_subject = sorted(clocks, key=attrgetter("subject_id", "pk"))
            self.settle(
                {key: list(own) for key, own in groupby(by_subject, attrgetter("subject_id"))},
                self.at,
            )
        self._note_progress(keys, len(clocks))
        return len(clocks)

    @property
    def _sweeping(self) -> bool:
        return self.work.finished_at is not None

    def _next_subjects(self) -> list[int]:
        waiting = self.model.objects.open()
        if self._sweeping:
            waiting = waiting.exclude(calendar_rev=current_calendar().revision)
        else:
            waiting = waiting.filter(subject__gt=self.work.cursor)
        keys = waiting.order_by("subject").values_list("subject", flat=True).distinct()
        return list(keys[: self.limit])

    def _locked(self, keys: list[int]) -> list[Any]:
        """Subjects first, then their clocks: the one lock order of the house."""
        subject_model = self.model._meta.get_field("subject").related_model
        held = subject_model._base_manager.filter(pk__in=keys).order_by("pk")
        list(held.select_for_update(no_key=True).values_list("pk", flat=True))
        found = self.model.objects.open().filter(subject__in=keys).order_by("pk")
        clocks = list(found.select_for_update(of=("self",), no_key=True))
        rules = LimitRule.objects.in_bulk({clock.rule_id for clock in clocks})
        for clock in clocks:
            clock.rule = rules[clock.rule_id]
        return clocks

    def _bring_up_to_date(self, clocks: list[Any]) -> None:
        calendar, plan = current_calendar(), stages.current_plan()
        before = {clock.pk: _written(clock) for clock in clocks}
        event = self.model._meta.get_field("events").related_model
        events = []
        for redated in redating.redate_stale(
            clocks, calendar, at=self.at, plan=plan, whatever=self.work.reckons_all
        ):
            events += [event(clock=redated.clock, at=self.at, **one) for one in redated.said()]
            self.work.changed += 1
            self.work.lifted += redated.lifted
        if self.work.rearms:
            for clock in clocks:
                self._rearm(clock, plan)
        self._write([clock for clock in clocks if _written(clock) != before[clock.pk]], before)
        event.objects.bulk_create(events)

    def _rearm(self, clock: Any, plan: stages.Plan) -> None:
        """By the stages in force. What is due already is the tick's: it must not be left out."""
        due = clock.next_action_at is not None and clock.next_action_at <= self.at
        if clock.state != State.PAUSED and not due:
            stages.arm(clock, at=self.at, plan=plan)

    def _write(self, clocks: list[Any], before: dict[int, tuple[Any, ...]]) -> None:
        """Most clocks keep their dates and only learn the new revision: these are one statement."""
        kept: dict[int, list[int]] = {}
        changed = []
        for clock in clocks:
            if _but_revision(_written(clock)) == _but_revision(before[clock.pk]):
                kept.setdefault(clock.calendar_rev, []).append(clock.pk)
            else:
                changed.append(clock)
        for revision, keys in kept.items():
            self.model._base_manager.filter(pk__in=keys).update(calendar_rev=revision)
        rows.update_each(self.model, changed, WRITTEN)

    def _note_progress(self, keys: list[int], done: int) -> None:
        work, last = self.work, len(keys) < self.limit
        if self._sweeping:
            work.swept_at = self.at if last else None
        else:
            work.started_at = work.started_at or self.at
            work.cursor = keys[-1] if keys else work.cursor
            work.done += done
            if last:
                work.finished_at, work.total = self.at, work.done
                self._audit()
        work.save()

    def _audit(self) -> None:
        work = self.work
        audit.note(
            "recompute.finished",
            actor=None,
            subject=f"recompute {work.pk}",
            at=self.at,
            content={
                "clocks": work.clocks,
                "reason": work.reason,
                "notice": work.notice_id,
                "done": work.done,
                "changed": work.changed,
                "lifted": work.lifted,
            },
        )


def _written(clock: Any) -> tuple[Any, ...]:
    return _WRITTEN(clock)


_WRITTEN = attrgetter(*WRITTEN)
_REVISION = WRITTEN.index("calendar_rev")


def _but_revision(written: tuple[Any, ...]) -> tuple[Any, ...]:
    return written[:_REVISION] + written[_REVISION + 1 :]
