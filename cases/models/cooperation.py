"""What another agency was asked, and what came back (Order 148, articles 16 and 17; form 7)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.organ_codes import CooperationResult


class CooperationQuerySet(models.QuerySet["Cooperation"]):
    def waiting(self) -> Self:
        """Asked, and neither answered nor given up."""
        return self.filter(received_at=None)


class Cooperation(models.Model):
    """One request to one agency. The pause of the clocks rests on its letter."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="cooperations")
    agency = models.CharField(_("agency asked"), max_length=80)
    region = models.CharField(_("its region"), max_length=40, blank=True)
    items = models.JSONField(_("to be looked into"), default=list)
    asked_at = models.DateTimeField(_("asked at"))
    reply_by = models.DateField(_("answer expected by"))
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    result = models.CharField(
        _("outcome"), max_length=12, choices=CooperationResult, blank=True, default=""
    )
    findings = models.TextField(_("findings"), blank=True, default="")
    attachments = models.ManyToManyField(
        "cases.Attachment", verbose_name=_("papers of the reply"), related_name="+", blank=True
    )

    objects: ClassVar = CooperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-operation between agencies")
        verbose_name_plural = _("co-operation between agencies")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_agency_is_asked_at_a_time",
                fields=["case"],
                condition=Q(received_at=None),
            ),
            models.CheckConstraint(
                name="an_ended_co_operation_says_how",
                condition=Q(received_at=None, result="", findings="")
                | (Q(received_at__isnull=False) & ~Q(result="") & ~Q(findings="")),
            ),
        ]

    def __str__(self) -> str:
        return f"co-operation {self.pk}"
