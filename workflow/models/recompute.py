"""The work of dating open clocks anew, so that it can be watched, interrupted and taken up again."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RecomputeQuerySet(models.QuerySet["Recompute"]):
    def of(self, clock_model: type[models.Model]) -> Self:
        return self.filter(clocks=clock_model._meta.label_lower)

    def open(self) -> Self:
        """Neither finished nor overtaken: at most one for a kind of clocks."""
        return self.filter(finished_at=None, superseded_at=None)


class Recompute(models.Model):
    """One walk through all open clocks of a kind. ``cursor`` is the last subject that is done."""

    class Reason(models.TextChoices):
        CALENDAR = "calendar", _("a notice of rest days")
        STAGES = "stages", _("changed stages")
        RULE = "rule", _("a changed rule")

    clocks = models.CharField(_("clocks"), max_length=80)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    notice = models.ForeignKey(
        "workflow.CalendarNotice",
        verbose_name=_("notice"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    rearms = models.BooleanField(_("sets every next stage anew"), default=False)
    reckons_all = models.BooleanField(_("reckons every clock anew"), default=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    requested_at = models.DateTimeField(_("asked for at"))
    cursor = models.BigIntegerField(_("done up to"), default=0)
    total = models.PositiveIntegerField(_("open clocks"), default=0)
    done = models.PositiveIntegerField(_("clocks done"), default=0)
    changed = models.PositiveIntegerField(_("clocks changed"), default=0)
    lifted = models.PositiveIntegerField(_("breaches lifted"), default=0)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("begun again at"), null=True, blank=True)
    swept_at = models.DateTimeField(_("looked through at"), null=True, blank=True)

    objects = RecomputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("recompute")
        verbose_name_plural = _("recomputes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clocks"],
                condition=Q(finished_at=None, superseded_at=None),
                name="one_recompute_of_a_kind_of_clocks_is_open",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(superseded_at=None),
                name="a_recompute_ends_in_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clocks} {self.reason} {self.done}/{self.total}"

    @property
    def running(self) -> bool:
        return self.finished_at is None and self.superseded_at is None
