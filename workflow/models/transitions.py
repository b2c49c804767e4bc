"""The record that every move leaves."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflow.audit import moment


class TransitionRecord(models.Model):
    """One move: who, in which role, when, from where to where, with which facts and why.

    A concrete record adds a foreign key to its subject with ``related_name="history"`` and a
    unique constraint on (subject, seq). Rows are append-only; the database refuses the rest.
    """

    seq = models.PositiveIntegerField(_("number"))
    move = models.CharField(_("move"), max_length=40)
    source = models.CharField(_("from"), max_length=20)
    target = models.CharField(_("to"), max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    role = models.CharField(_("acting as"), max_length=20)
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)
    facts = models.JSONField(_("facts"), default=dict)

    class Meta:
        abstract = True
        ordering = ["seq"]

    def content(self) -> dict[str, Any]:
        """What the audit chain vouches for."""
        return {
            "seq": self.seq,
            "move": self.move,
            "source": self.source,
            "target": self.target,
            "by": self.by_id,
            "role": self.role,
            "at": moment(self.at),
            "reason": self.reason,
            "facts": self.facts,
            **self.subject_content(),
        }

    def subject_content(self) -> dict[str, Any]:
        """Which subject the record belongs to, as JSON."""
        raise NotImplementedError
