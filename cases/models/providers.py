"""Providers of aid: firms, lawyers, their leave, and who was proposed and assigned to what."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.codes import DeclineReason, HandlingKind
from cases.models.applying import CoApplicant
from cases.models.people import Applicant, Opponent
from cases.naming import Standing
from workflow import rows

if TYPE_CHECKING:
    from cases.models.case import Case


class Firm(models.Model):
    """A law firm or a grassroots legal service office (L13, L16)."""

    class Kind(models.TextChoices):
        FIRM = "firm", _("Law firm")
        GRASSROOTS = "grassroots", _("Grassroots legal service office")

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.FIRM)
    licence_no = models.CharField(_("licence number"), max_length=40, unique=True)
    licence_until = models.DateField(_("licence valid until"))
    region = models.CharField(_("region"), max_length=40, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Lawyer(models.Model):
    """Somebody who takes cases: a lawyer, or a grassroots legal service worker."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="lawyer",
        null=True,
        blank=True,
    )
    firm = models.ForeignKey(
        Firm, verbose_name=_("provider"), on_delete=models.PROTECT, related_name="lawyers"
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=40)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    licence_no = models.CharField(_("licence number"), max_length=40, unique=True)
    licence_from = models.DateField(_("licence valid from"))
    licence_until = models.DateField(_("licence valid until"))
    practising_since = models.DateField(_("practising since"))
    criminal_since = models.DateField(_("criminal defence since"), null=True, blank=True)
    knows_minors = models.BooleanField(_("knows work with minors"), default=False)
    capacity = models.PositiveSmallIntegerField(_("cases at a time"), default=8)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("lawyer")
        verbose_name_plural = _("lawyers")
        ordering = ["firm_id", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_licence_ends_after_it_begins",
                condition=Q(licence_until__gte=F("licence_from")),
                violation_error_message=_("The licence ends before it begins."),
            ),
            models.CheckConstraint(name="a_lawyer_has_some_capacity", condition=Q(capacity__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name

    def standing(self, case: "Case", *, on: date) -> Standing:
        """What the lawyer brings to this case on that day; the case's own assignment not counted."""
        [(on_leave, open_cases, firm_on_other_side)] = _seen_from_a_case(
            lawyer=self.pk, case=case.pk, applicant=case.applicant.name, on=on
        )
        return self.seen(
            on_leave=on_leave, open_cases=open_cases, firm_on_other_side=firm_on_other_side
        )

    def seen(self, *, on_leave: bool, open_cases: int, firm_on_other_side: bool) -> Standing:
        """The lawyer's own columns, beside what only the case and the day can tell."""
        firm = self.firm
        return Standing(
            name=self.name,
            active=self.active,
            licence_from=self.licence_from,
            licence_until=self.licence_until,
            firm_active=firm.active,
            firm_licence_until=firm.licence_until,
            is_lawyer=firm.kind == Firm.Kind.FIRM,
            criminal_since=self.criminal_since,
            knows_minors=self.knows_minors,
            on_leave=on_leave,
            open_cases=open_cases,
            capacity=self.capacity,
            firm_on_other_side=firm_on_other_side,
        )


class Absence(models.Model):
    """Leave: days on which a lawyer takes no new case."""

    lawyer = models.ForeignKey(
        Lawyer, verbose_name=_("lawyer"), on_delete=models.CASCADE, related_name="absences"
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("leave")
        verbose_name_plural = _("leave")
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                name="leave_ends_after_it_begins",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("The leave ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lawyer} {self.first_day} – {self.last_day}"


class AssignmentQuerySet(models.QuerySet):
    def open(self) -> "AssignmentQuerySet":
        return self.filter(state__in=Assignment.OPEN)

    def for_other_side(self, case: Any, applicant: Any) -> "AssignmentQuerySet":
        """Work for this case's opponents, or against its applicant, of that name, or against who
        applies together with the applicant; also where the opponent is a co-applicant there."""
        opponents = Opponent.objects.filter(case=case).values("name")
        together = CoApplicant.objects.filter(case=case).values("name")
        return self.filter(
            Q(case__applicant__name__in=opponents)
            | Q(case__opponents__name=applicant)
            | Q(case__in=CoApplicant.objects.filter(name__in=opponents).values("case"))
            | Q(case__in=Opponent.objects.filter(name__in=together).values("case"))
        )


class Assignment(models.Model):
    """One lawyer for one case: proposed, then running, then over."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        SENT_BACK = "sent_back", _("Sent back")
        RUNNING = "running", _("Running")
        DECLINED = "declined", _("Declined")
        REPLACED = "replaced", _("Replaced")
        ENDED = "ended", _("Ended")

    OPEN = ("proposed", "running")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="assignments")
    lawyer = models.ForeignKey(Lawyer, on_delete=models.PROTECT, related_name="assignments")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField(_("proposed at"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    reason_code = models.CharField(_("reason"), max_length=20, choices=DeclineReason, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_case_has_one_open_assignment",
                fields=["case"],
                condition=Q(state__in=["proposed", "running"]),
            ),
            models.CheckConstraint(
                name="an_open_assignment_has_no_end",
                condition=Q(state__in=["proposed", "running"], ended_at=None)
                | (~Q(state__in=["proposed", "running"]) & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["lawyer", "state"], name="assignment_by_lawyer")]

    def __str__(self) -> str:
        return f"assignment {self.pk}"


@rows.Read
def _seen_from_a_case() -> models.QuerySet:
    """Is the lawyer on leave, how many other open cases, and does the firm act for the other side?"""
    case = rows.Given("case", Assignment._meta.get_field("case"))
    applicant = rows.Given("applicant", Applicant._meta.get_field("name"))
    on = rows.Given("on", Absence._meta.get_field("first_day"))
    elsewhere = Assignment.objects.open().exclude(case=case)
    on_leave = Absence.objects.filter(lawyer=OuterRef("pk"), first_day__lte=on, last_day__gte=on)
    opposed = elsewhere.for_other_side(case, applicant).filter(firm=OuterRef("firm"))
    count = (
        elsewhere.filter(lawyer=OuterRef("pk")).order_by().values("lawyer").values(n=Count("pk"))
    )
    return Lawyer.objects.filter(pk=rows.Given("lawyer", Lawyer._meta.pk)).values_list(
        Exists(on_leave), Coalesce(Subquery(count), 0), Exists(opposed)
    )


class HandlingEvent(models.Model):
    """A dated step of a case in hand: meeting, file reading, hearing (form 14)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="handling_events")
    kind = models.CharField(_("step"), max_length=20, choices=HandlingKind)
    happened_on = models.DateField(_("date"))
    note = models.TextField(_("what was done"), blank=True)
    next_kind = models.CharField(_("next step"), max_length=20, choices=HandlingKind)
    next_on = models.DateField(_("date of the next step"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("step of handling")
        verbose_name_plural = _("steps of handling")
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.kind}"
