"""One objection against a refusal or a termination, on its way through the bureau (L49)."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Min, Q
from django.db.models.expressions import F
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.conditions import ORDERED, WAITING
from cases.models.moves.objection import ObjectionMoves
from cases.states import (
    AGENCY_ROLES,
    BUREAU_ROLES,
    OBJECTION_TURN,
    STATION_ROLES,
    ObjectionStatus,
    Role,
)
from workflow.models import Clock, ClockEvent, ClockQuerySet, Pause, TransitionRecord
from workflow.transitions import SubjectQuerySet


class ObjectionQuerySet(SubjectQuerySet):
    def visible_to(self, user: Any) -> "ObjectionQuerySet":
        """The bureau's own, and those against decisions of one's agency, or taken at one's counter."""
        found = self.exclude(status=ObjectionStatus.NEW)
        if Role.AUDITOR in user.roles:
            return found
        return found.filter(
            Q(case__agency__parent__in=user.offices(*BUREAU_ROLES))
            | Q(case__agency__in=user.offices(*AGENCY_ROLES))
            | Q(case__station__in=user.offices(*STATION_ROLES))
        )

    def waiting(self) -> "ObjectionQuerySet":
        """Not ruled on, or ordered and not carried out."""
        return self.filter(**WAITING)

    def to_rule_on(self, user: Any) -> "ObjectionQuerySet":
        """What waits for the bureau where this person is its officer."""
        found = self.filter(status__in=["filed", "examining"])
        return found.filter(case__agency__parent__in=user.offices(Role.BUREAU))

    def to_carry_out(self, user: Any) -> "ObjectionQuerySet":
        """Orders of the bureau to the agencies whose head this person is."""
        return self.filter(case__agency__in=user.offices(Role.SUPERVISOR), **ORDERED)

    def with_places(self) -> "ObjectionQuerySet":
        """What rights and lists ask for, in one query; nobody's number is read."""
        found = self.select_related(
            "case__agency__parent", "case__station", "case__applicant", "case__lawyer"
        )
        return found.defer(
            "case__household_size",
            "case__monthly_income_yuan",
            "case__applicant__id_no",
            "case__applicant__phone",
            "case__applicant__address",
        )

    def by_urgency(self) -> "ObjectionQuerySet":
        """Time left first; what is ruled on and done comes last, the newest in front."""
        due = Min("clocks__due_at", filter=Q(clocks__state__in=["running", "breached"]))
        return self.annotate(due_at=due).order_by(F("due_at").asc(nulls_last=True), "-pk")


class Objection(ObjectionMoves):
    """Who objects to what and why, and what the bureau found. The row is its own to-do: its status
    says whose turn it is (decision 0028)."""

    MOVES_ASK_ABOUT = ("case__agency", "case__lawyer")

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="an_objection_has_its_own_number_on_its_case", fields=["case", "serial"]
            ),
            models.UniqueConstraint(
                name="a_case_has_one_open_objection",
                fields=["case"],
                condition=Q(status__in=["filed", "examining"])
                | Q(status="corrected", carried_out_at=None),
            ),
            models.CheckConstraint(
                name="an_objection_has_a_known_status",
                condition=Q(status__in=[status.value for status in ObjectionStatus]),
            ),
            models.CheckConstraint(
                name="a_ruled_objection_has_its_finding_and_its_day",
                condition=(
                    Q(status__in=["upheld", "corrected"], ruled_at__isnull=False) & ~Q(finding="")
                )
                | Q(status__in=["new", "filed", "examining"], ruled_at=None, finding=""),
            ),
            models.CheckConstraint(
                name="an_order_says_what_and_by_when",
                condition=(Q(status="corrected", carry_out_by__isnull=False) & ~Q(order=""))
                | (~Q(status="corrected") & Q(order="", carry_out_by=None)),
            ),
            models.CheckConstraint(
                name="only_an_order_is_carried_out",
                condition=Q(carried_out_at=None) | Q(status="corrected"),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return self.address_on(self.case)

    def address_on(self, case: Any) -> str:
        """For who has its case at hand."""
        return reverse("cases:objection", args=[case.number, self.serial])

    # What rights and alarms ask: an objection stands where its case does.

    @property
    def agency_id(self) -> int:
        return self.case.agency_id

    @property
    def station_id(self) -> int:
        return self.case.station_id

    @property
    def bureau_id(self) -> int | None:
        return self.case.bureau_id

    @property
    def firm_id(self) -> int | None:
        return self.case.firm_id

    @property
    def lawyer_user_id(self) -> int | None:
        return self.case.lawyer_user_id

    @property
    def organ_id(self) -> int | None:
        return self.case.organ_id

    @property
    def process_id(self) -> None:
        """It has no row in the to-do list of cases: it is one itself."""
        return None

    def roles_acted_by(self, user: Any) -> set[str]:
        return self.case.roles_acted_by(user)

    @property
    def waits(self) -> bool:
        """Somebody has still to do something about it."""
        return self.status in OBJECTION_TURN and self.carried_out_at is None

    @property
    def todo_role(self) -> Role | None:
        return OBJECTION_TURN[self.status] if self.waits else None

    @property
    def handed_in_on(self) -> date:
        """The day that counts for the time to object: that of posting, where it came by post."""
        return self.posted_on or localdate(self.received_at)

    @property
    def late(self) -> bool:
        """After the time to object: a warning for the bureau, and no reason to turn it away."""
        return self.window_on is not None and self.handed_in_on > self.window_on


class ObjectionTransition(TransitionRecord):
    """A move of an objection."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="history")

    class Meta(TransitionRecord.Meta):
        verbose_name = _("move of an objection")
        verbose_name_plural = _("moves of objections")
        constraints = [
            models.UniqueConstraint(
                name="an_objections_move_has_its_own_number", fields=["objection", "seq"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.seq} {self.move}"

    def subject_content(self) -> dict[str, Any]:
        return {"objection": self.objection_id}

    def get_source_display(self) -> str:
        return str(ObjectionStatus(self.source).label)

    def get_target_display(self) -> str:
        return str(ObjectionStatus(self.target).label)


class ObjectionClockQuerySet(ClockQuerySet):
    def for_telling(self) -> Self:
        """With the case, whose place is the objection's; what is sealed stays unread."""
        found = super().for_telling().select_related("subject__case")
        return found.defer("subject__case__household_size", "subject__case__monthly_income_yuan")


class ObjectionClock(Clock):
    """A limit that runs on an objection: for the bureau to rule, then for the agency to follow."""

    subject = models.ForeignKey(
        Objection, on_delete=models.PROTECT, related_name="clocks", db_index=False
    )

    objects: ClassVar[Any] = ObjectionClockQuerySet.as_manager()

    class Meta(Clock.Meta):
        verbose_name = _("clock of an objection")
        verbose_name_plural = _("clocks of objections")

    @property
    def story(self) -> str:
        """Begins the key of everything that is told of it: another than that of a case's clock."""
        return f"objection{self.pk}"

    def noticed_as(self) -> dict[str, Any]:
        return {
            "about": "objection",
            "case_id": self.subject.case_id,
            "objection_clock_id": self.pk,
        }

    def told_as(self) -> dict[str, Any]:
        return {"objection_clock_id": self.pk}


class ObjectionPause(Pause):
    """The engine's table of pauses. No move of an objection makes one: five days are five days."""

    clock = models.ForeignKey(ObjectionClock, on_delete=models.PROTECT, related_name="pauses")

    class Meta(Pause.Meta):
        verbose_name = _("pause of an objection's clock")
        verbose_name_plural = _("pauses of objections' clocks")


class ObjectionClockEvent(ClockEvent):
    """What happened to a clock of an objection, kept for ever."""

    clock = models.ForeignKey(ObjectionClock, on_delete=models.PROTECT, related_name="events")

    class Meta(ClockEvent.Meta):
        verbose_name = _("event of an objection's clock")
        verbose_name_plural = _("events of objections' clocks")
