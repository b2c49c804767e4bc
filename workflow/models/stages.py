"""Which stages a limit has on its way to the end, who is told of each, and by which channel."""

from typing import Any

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

#: The stage that every limit has whatever the table says: it is recorded, and never left out.
BREACH = "breach"


class StageRuleQuerySet(models.QuerySet["StageRule"]):
    def stamp(self) -> models.QuerySet["StageRule", int]:
        """The revision of the whole table: one value, also as a subquery of other reads."""
        return self.order_by("-revision").values_list("revision", flat=True)[:1]

    def own_or_general(self) -> models.QuerySet["StageRule"]:
        """The general stages, and those of limits that go by their own: one of them is in use."""
        own = self.filter(active=True).exclude(limit="").values("limit")
        return self.filter(Q(limit="") | Q(limit__in=own))


class StageRule(models.Model):
    """One stage of one limit, or of every limit that has no stages of its own.

    The moment is a share of the time (``percent``), a number of whole days before the last day
    (``days_before``; negative: after the breach), or the breach itself.
    """

    limit = models.SlugField(
        _("limit"),
        max_length=40,
        blank=True,
        help_text=_("Its code. Empty: every limit that has no stages of its own."),
    )
    stage = models.SlugField(_("stage"), max_length=20)
    name = models.CharField(
        _("name"), max_length=120, help_text=_("In English; translated where it is shown.")
    )
    percent = models.PositiveSmallIntegerField(_("share of the time, in %"), null=True, blank=True)
    days_before = models.SmallIntegerField(
        _("days before the last day"),
        null=True,
        blank=True,
        help_text=_("0: on the last day. Negative: so many days after the limit has passed."),
    )
    audiences = models.JSONField(_("who is told"), default=list)
    channels = models.JSONField(_("by which channels"), default=list)
    active = models.BooleanField(_("in use"), default=True)
    revision = models.PositiveIntegerField(_("revision of the stages"), default=0)

    objects = StageRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage of a limit")
        verbose_name_plural = _("stages of limits")
        ordering = ["limit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["limit", "stage"], name="a_limit_has_a_stage_of_a_name_once"
            ),
            models.CheckConstraint(
                condition=Q(stage=BREACH, percent=None, days_before=None)
                | (~Q(stage=BREACH) & Q(percent__isnull=False, days_before=None))
                | (~Q(stage=BREACH) & Q(percent=None, days_before__isnull=False)),
                name="a_stage_but_the_breach_has_one_moment",
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gte=1, percent__lte=99),
                name="a_share_of_the_time_lies_inside_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.limit or '*'} {self.stage}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every change is a new revision of the table: who keeps a copy can tell that it is old."""
        newest = StageRule.objects.aggregate(newest=Max("revision"))["newest"] or 0
        self.revision = newest + 1
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The name in the language of the person who reads it."""
        return gettext(self.name)
