"""What is kept of an objection. Its moves are in ``moves/objection.py``."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases import codes
from cases.states import ObjectionStatus
from workflow.transitions import StatusField, Subject


class ObjectionFacts(Subject):
    """The columns of an objection. The door sets the status, a move the rest of the ruling."""

    status = StatusField(
        _("status"), max_length=20, choices=ObjectionStatus, default=ObjectionStatus.NEW
    )
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="objections")
    serial = models.PositiveSmallIntegerField(_("number on its case"))
    number = models.CharField(_("number"), max_length=36, unique=True)
    submission = models.CharField(max_length=80, unique=True, editable=False)

    # What it is about
    against = models.CharField(_("against"), max_length=12, choices=codes.Contested)
    contested = models.ForeignKey(
        "cases.CasePaper",
        verbose_name=_("contested decision"),
        on_delete=models.PROTECT,
        related_name="objections",
        null=True,
        blank=True,
    )
    contested_on = models.DateField(_("decided on"))
    decision_received_on = models.DateField(_("decision received on"), null=True, blank=True)
    window_on = models.DateField(_("time to object ended on"), null=True, blank=True)

    # How it came in
    objector = models.CharField(_("who objects"), max_length=10, choices=codes.Objector)
    name = models.CharField(_("name of the objector"), max_length=80)
    agent_name = models.CharField(_("name of the agent"), max_length=80, blank=True)
    filed_by = models.CharField(_("came in"), max_length=10, choices=codes.FiledBy)
    received_at = models.DateTimeField(_("received at"))
    posted_on = models.DateField(_("posted on"), null=True, blank=True)
    grounds = models.TextField(_("facts and reasons of the objection"))
    attachments = models.ManyToManyField(
        "cases.Attachment", verbose_name=_("attachments"), related_name="objections", blank=True
    )

    # The ruling
    finding = models.TextField(_("what was found"), blank=True)
    order = models.TextField(_("what the agency must do"), blank=True)
    ruled_at = models.DateTimeField(_("ruled at"), null=True, blank=True)
    ruling = models.OneToOneField(
        "cases.CasePaper",
        verbose_name=_("ruling"),
        on_delete=models.PROTECT,
        related_name="ruled_objection",
        null=True,
        blank=True,
    )
    carry_out_by = models.DateField(_("to be carried out by"), null=True, blank=True)
    carried_out_at = models.DateTimeField(_("carried out at"), null=True, blank=True)

    class Meta:
        abstract = True
