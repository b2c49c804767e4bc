"""A wrong value: the applicant says so, a head of the agency decides (PIPL 46). Its moves are here."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import permissions
from workflow.models import TransitionRecord
from workflow.sealed import SealedField
from workflow.transitions import StatusField, Subject, SubjectQuerySet, move, refuse_if


class CorrectionStatus(models.TextChoices):
    """Where a request stands. ``NEW`` is the dash before ``file``: none rests there."""

    NEW = "new", _("Not yet filed")
    FILED = "filed", _("Waits for the head of the agency")
    CORRECTED = "corrected", _("Corrected")
    REFUSED = "refused", _("Not corrected")


class Correctable(models.TextChoices):
    """What is kept of the person and can be put right on request."""

    NAME = "name", _("Name")
    ID_NO = "id_no", _("Identity number")
    SEX = "sex", _("Sex")
    BIRTH_ON = "birth_on", _("Date of birth")
    PHONE = "phone", _("Telephone")
    ADDRESS = "address", _("Address")
    HOUSEHOLD_SIZE = "household_size", _("Household size")
    INCOME = "monthly_income_yuan", _("Household income a month (yuan)")


#: All that is kept of who applies together with the applicant.
OF_CO_APPLICANTS = frozenset({Correctable.NAME, Correctable.ID_NO})


class Correction(Subject):
    """One request. Both values are sealed; neither stands in the record or in the chain."""

    MOVES_ASK_ABOUT = ("case__applicant", "case__station", "case__agency", "case__lawyer")

    status = StatusField(
        _("status"), max_length=20, choices=CorrectionStatus, default=CorrectionStatus.NEW
    )
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="corrections")
    #: Whose value it is; empty: the main applicant's.
    co_applicant = models.ForeignKey(
        "cases.CoApplicant",
        verbose_name=_("co-applicant"),
        on_delete=models.PROTECT,
        related_name="corrections",
        null=True,
        blank=True,
    )
    what = models.CharField(_("what is wrong"), max_length=30, choices=Correctable)
    new_value = SealedField(_("right value"), max_length=200, blank=True, default="")
    old_value = SealedField(_("value before"), max_length=200, null=True, blank=True)
    why = models.CharField(_("why it is wrong"), max_length=200)
    evidence = models.ForeignKey(
        "cases.Attachment",
        verbose_name=_("evidence"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken down by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    filed_at = models.DateTimeField(_("asked for at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    reasons = models.CharField(_("reasons"), max_length=400, blank=True)

    objects: ClassVar[Any] = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for correction")
        verbose_name_plural = _("requests for correction")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_correction_is_in_a_known_state",
                condition=Q(status__in=["new", "filed", "corrected", "refused"]),
            ),
            models.CheckConstraint(
                name="a_decided_correction_says_who_and_when",
                condition=Q(status__in=["new", "filed"], decided_by=None, decided_at=None)
                | Q(
                    status__in=["corrected", "refused"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="a_correction_is_decided_by_another_person",
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("filed_by")),
            ),
            models.CheckConstraint(
                name="a_refused_correction_has_its_reasons",
                condition=~Q(status="refused") | ~Q(reasons=""),
            ),
            models.UniqueConstraint(
                name="one_correction_of_a_value_waits_at_a_time",
                fields=["case", "what"],
                condition=Q(status="filed", co_applicant=None),
            ),
            models.UniqueConstraint(
                name="one_correction_of_a_co_applicants_value_waits_at_a_time",
                fields=["co_applicant", "what"],
                condition=Q(status="filed"),
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"

    # Where it is, for rights

    @property
    def station_id(self) -> int:
        return self.case.station_id

    @property
    def agency_id(self) -> int:
        return self.case.agency_id

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

    def roles_acted_by(self, user: Any) -> set[str]:
        """Who filed it is kept apart by the permission itself."""
        return set()

    @property
    def is_waiting(self) -> bool:
        return bool(self.status == CorrectionStatus.FILED)

    # Moves

    @move(
        CorrectionStatus.NEW,
        CorrectionStatus.FILED,
        by=permissions.clerk_or_reviewer,
        label=_("File a correction"),
    )
    def file(self, *, by: Any, at: datetime) -> None:
        """Take down what the applicant says is wrong."""
        refuse_if((not self.why.strip(), _("Say in a few words why it is wrong.")))

    @move(
        CorrectionStatus.FILED,
        CorrectionStatus.CORRECTED,
        by=permissions.another_supervisor,
        label=_("Correct the value"),
    )
    def correct(self, *, by: Any, at: datetime) -> None:
        """The value is changed; the one before stays sealed in this row."""
        self.decided_by, self.decided_at = by, at

    @move(
        CorrectionStatus.FILED,
        CorrectionStatus.REFUSED,
        by=permissions.another_supervisor,
        label=_("Leave the value"),
    )
    def refuse(self, *, by: Any, at: datetime, reasons: str) -> None:
        """With reasons (PIPL 50): the applicant is told them and how to complain."""
        refuse_if((not reasons.strip(), _("Give the reasons: the applicant is told them.")))
        self.decided_by, self.decided_at, self.reasons = by, at, reasons.strip()


class CorrectionTransition(TransitionRecord):
    """A move of a request for correction."""

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="history")

    class Meta(TransitionRecord.Meta):
        verbose_name = _("move of a request for correction")
        verbose_name_plural = _("moves of requests for correction")
        constraints = [
            models.UniqueConstraint(
                name="a_move_of_a_correction_has_its_own_number", fields=["correction", "seq"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.correction_id} {self.seq} {self.move}"

    def subject_content(self) -> dict[str, Any]:
        return {"correction": self.correction_id}
