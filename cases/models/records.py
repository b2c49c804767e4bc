"""The engines' tables, tied to a case by real keys."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.limits import OUTSIDE
from cases.models.papers import CasePaper
from cases.states import Status
from workflow.models import (
    Clock,
    ClockEvent,
    ClockQuerySet,
    Pause,
    TransitionRecord,
)


class CaseTransition(TransitionRecord):
    """A move of a case."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="history")

    class Meta(TransitionRecord.Meta):
        verbose_name = _("move of a case")
        verbose_name_plural = _("moves of cases")
        constraints = [
            models.UniqueConstraint(name="a_move_has_its_own_number", fields=["case", "seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.seq} {self.move}"

    def subject_content(self) -> dict[str, Any]:
        return {"case": self.case_id}

    def get_source_display(self) -> str:
        return str(Status(self.source).label)

    def get_target_display(self) -> str:
        return str(Status(self.target).label)


#: What is told of a case, and what a rule counts by: the rest stays unread by the tick.
TOLD_OF_CASES = frozenset({"id", "number", "status", "agency", "station", "process"})
COUNTED_BY = frozenset({"id", "code", "amount", "unit", "roll", "exclude_first", "backward"})


class CaseClockQuerySet(ClockQuerySet):
    def for_telling(self) -> Self:
        """With what ``cases.notices`` and the counting ask of a case and of a rule."""
        unread = [
            f"{name}__{field.name}"
            for name, read in (("subject", TOLD_OF_CASES), ("rule", COUNTED_BY))
            for field in self.model._meta.get_field(name).related_model._meta.concrete_fields
            if field.name not in read
        ]
        return super().for_telling().defer(*unread)


class CaseClock(Clock):
    """A limit that runs on a case."""

    #: Without an index of its own: that of its unique numbers begins with it, and a tick writes
    #: every index of a clock anew.
    subject = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="clocks", db_index=False
    )

    objects: ClassVar[Any] = CaseClockQuerySet.as_manager()

    class Meta(Clock.Meta):
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")

    @property
    def story(self) -> str:
        """Begins the key of everything that is told of it."""
        return str(self.pk)

    def noticed_as(self) -> dict[str, Any]:
        return {"case_id": self.subject_id, "clock_id": self.pk}

    def told_as(self) -> dict[str, Any]:
        return {"clock_id": self.pk}

    @property
    def binds_outside(self) -> bool:
        """It is somebody outside who must act: when it runs out, nothing of ours is late."""
        return self.code in OUTSIDE


class CasePauseQuerySet(models.QuerySet["CasePause"]):
    """Pauses, and the paper that each rests on."""

    def rest_on(self, paper: CasePaper) -> int:
        """Tie the pauses that this paper's move has begun to it; returns how many."""
        begun = self.filter(clock__subject=paper.case_id, complete_on=None, paper=None)
        return begun.update(paper=paper, notice=paper.document.label)

    def lasting_since(self, day: date) -> Self:
        """Pauses that were asked for on that day or before, and are not over."""
        return self.filter(complete_on=None, asked_on__lte=day).order_by("asked_on", "pk")


class CasePause(Pause):
    """Days that a clock of a case stands still, with the paper behind them.

    A pause begins with a move and its paper is issued last in the same transaction; so the paper
    is tied to it by :meth:`CasePauseQuerySet.rest_on`, and ``check_cases`` finds one without.
    """

    clock = models.ForeignKey(CaseClock, on_delete=models.PROTECT, related_name="pauses")
    paper = models.ForeignKey(
        "cases.CasePaper",
        verbose_name=_("paper"),
        on_delete=models.PROTECT,
        related_name="pauses",
        null=True,
    )

    objects = CasePauseQuerySet.as_manager()

    class Meta(Pause.Meta):
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")


class CaseClockEvent(ClockEvent):
    """What happened to a clock of a case, kept for ever."""

    clock = models.ForeignKey(CaseClock, on_delete=models.PROTECT, related_name="events")

    class Meta(ClockEvent.Meta):
        verbose_name = _("event of a clock")
        verbose_name_plural = _("events of clocks")
