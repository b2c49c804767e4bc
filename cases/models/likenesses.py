"""Two cases that were compared by a person and found to be different."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class LookedAtQuerySet(models.QuerySet["LookedAt"]):
    """What was said of a case, from whichever side."""

    def others_of(self, case_id: int) -> set[int]:
        pairs = self.filter(Q(first=case_id) | Q(second=case_id)).values_list("first", "second")
        return {one for pair in pairs for one in pair} - {case_id}


class LookedAt(models.Model):
    """A likeness that a reviewer has looked at: not the same. It comes back on neither case."""

    first = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("looked at"))

    objects = LookedAtQuerySet.as_manager()

    class Meta:
        verbose_name = _("likeness that was looked at")
        verbose_name_plural = _("likenesses that were looked at")
        constraints = [
            models.UniqueConstraint(
                name="two_cases_are_told_apart_once", fields=["first", "second"]
            ),
            models.CheckConstraint(
                name="the_older_of_two_cases_comes_first", condition=Q(first__lt=F("second"))
            ),
            models.CheckConstraint(name="two_cases_differ_for_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"looked at {self.pk}"

    @staticmethod
    def pair(one: Any, other: Any) -> dict[str, Any]:
        """The two in their order."""
        first, second = sorted((one, other), key=lambda case: case.pk)
        return {"first": first, "second": second}
