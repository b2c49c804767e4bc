"""The audit chain's two tables; :mod:`workflow.audit` says how they are used."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One link. Append-only: triggers refuse UPDATE, DELETE and TRUNCATE."""

    seq = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("at"))
    actor_id = models.BigIntegerField(_("by"), null=True)
    action = models.CharField(_("action"), max_length=60)
    subject = models.CharField(_("about"), max_length=60, db_index=True)
    record_type = models.CharField(_("record type"), max_length=60, blank=True)
    record_id = models.BigIntegerField(_("record"), null=True)
    content = models.JSONField(_("content"), null=True)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.subject}"


class ChainHead(models.Model):
    """The last link, in one row that writers lock as the last thing they do."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("head of the audit chain")
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(name="there_is_one_head", condition=models.Q(pk=1)),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
