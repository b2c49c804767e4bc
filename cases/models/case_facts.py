"""What is kept of an application: the facts as keyed, and who decided what. Moves are in ``moves``."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases import codes
from cases.states import Status
from workflow.sealed import SealedAmount, SealedInteger
from workflow.transitions import StatusField, Subject


class CaseFacts(Subject):
    """The columns of a case. A move sets some of them and nothing else; the door sets the status."""

    status = StatusField(_("status"), max_length=20, choices=Status, default=Status.NEW)
    number = models.CharField(_("case number"), max_length=30, unique=True)
    station = models.ForeignKey(
        "cases.Office", verbose_name=_("station"), on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        "cases.Office", verbose_name=_("agency"), on_delete=models.PROTECT, related_name="+"
    )

    # The application
    applicant = models.ForeignKey(
        "cases.Applicant",
        verbose_name=_("applicant"),
        on_delete=models.PROTECT,
        related_name="cases",
    )
    received_at = models.DateTimeField(_("received at"))
    channel = models.CharField(_("received by"), max_length=20, choices=codes.Channel)
    matter = models.CharField(_("matter"), max_length=30, choices=codes.Matter)
    cause = models.CharField(_("cause"), max_length=80)
    claim = models.TextField(_("claim"))
    stage = models.CharField(_("stage"), max_length=30, choices=codes.Stage)
    groups = models.JSONField(_("groups"), default=list, blank=True)
    household_size = SealedInteger(_("household size"), null=True, blank=True)
    monthly_income_yuan = SealedAmount(_("household income a month (yuan)"), null=True, blank=True)
    limitation_on = models.DateField(_("limitation ends on"), null=True, blank=True)
    criminal = models.BooleanField(_("criminal case"), default=False)
    life_or_death = models.BooleanField(_("life or death sentence possible"), default=False)
    materials = models.JSONField(_("papers there"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    #: An organ has notified of it (L25, L28): nobody applied, and no means are looked at.
    notified = models.BooleanField(_("notified by an organ"), null=True, editable=False)
    submission = models.CharField(_("submission"), max_length=80, unique=True, editable=False)

    # Papers asked for
    papers_asked_at = models.DateTimeField(_("papers asked for at"), null=True, blank=True)
    papers_asked_for = models.JSONField(_("papers asked for"), default=list, blank=True)
    reply_by = models.DateField(_("reply by"), null=True, blank=True)
    supplement_from = models.CharField(max_length=20, blank=True, editable=False)

    # Review and decision
    person_qualifies = models.BooleanField(_("person qualifies"), null=True, blank=True)
    scope_basis = models.CharField(_("scope"), max_length=120, blank=True)
    means = models.CharField(_("means"), max_length=20, choices=codes.MeansTest, blank=True)
    evidence = models.TextField(_("evidence seen"), blank=True)
    opinion = models.CharField(_("opinion"), max_length=10, choices=codes.Opinion, blank=True)
    opinion_reasons = models.TextField(_("reasons of the review"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    aid_form = models.CharField(_("form of aid"), max_length=30, choices=codes.AidForm, blank=True)
    provisional = models.BooleanField(_("aid first, papers later"), default=False)
    urgent_ground = models.CharField(
        _("ground for aid first"), max_length=20, choices=codes.UrgentGround, blank=True
    )
    refusal_code = models.CharField(
        _("kind of refusal"), max_length=20, choices=codes.RefusalCode, blank=True
    )
    decision_reasons = models.TextField(_("reasons of the decision"), blank=True)

    # Lawyer
    proposed_lawyer = models.ForeignKey(
        "cases.Lawyer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lawyer = models.ForeignKey(
        "cases.Lawyer",
        verbose_name=_("lawyer"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
    )
    firm = models.ForeignKey(
        "cases.Firm",
        verbose_name=_("provider"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
    )

    # The end
    closed_on = models.DateField(_("closing date"), null=True, blank=True)
    closing_event = models.CharField(
        _("closing event"), max_length=20, choices=codes.ClosingEvent, blank=True
    )
    result = models.CharField(_("result"), max_length=20, choices=codes.Result, blank=True)
    closing_papers = models.JSONField(_("closing file"), default=list, blank=True)
    subsidy_yuan = models.DecimalField(
        _("subsidy (yuan)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    termination_ground = models.CharField(
        _("ground for termination"), max_length=20, choices=codes.TerminationGround, blank=True
    )
    terminated_from = models.CharField(max_length=20, blank=True, editable=False)
    termination_served_on = models.DateField(_("termination served on"), null=True, blank=True)
    end_reason = models.TextField(_("reason of the end"), blank=True)
    redirected_to = models.CharField(_("redirected to"), max_length=120, blank=True)

    # Kept by the door, derived from records and clocks, checked by ``check_cases``
    acted = models.JSONField(default=dict, editable=False)
    next_due_at = models.DateTimeField(_("next limit"), null=True, editable=False)

    class Meta:
        abstract = True
