"""A change of a limit, as one person proposes it and another decides it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflow.models.limits import LimitRule, RuleFields


class RuleChangeQuerySet(models.QuerySet["RuleChange"]):
    """Changes of limits."""

    def waiting(self) -> Self:
        return self.filter(outcome=RuleChange.Outcome.PENDING)


class RuleChange(RuleFields):
    """The new row as it is proposed, the decision it rests on, and what became of it.

    It is kept whatever is decided; nothing in it is changed but the decision.
    """

    class Kind(models.TextChoices):
        ROW = "row", _("Change the promise")
        END = "end", _("Withdraw the promise")
        HOURS = "hours", _("Change the closing hour of the counter")
        CONFIRM = "confirm", _("Confirm the article")

    class Outcome(models.TextChoices):
        PENDING = "pending", _("waits for another administrator")
        ACCEPTED = "accepted", pgettext_lazy("of a proposed change", "confirmed")
        REJECTED = "rejected", _("rejected")

    kind = models.CharField(_("kind of change"), max_length=10, choices=Kind)
    present = models.ForeignKey(
        LimitRule, verbose_name=_("present rule"), on_delete=models.PROTECT, related_name="changes"
    )
    effective_on = models.DateField(_("takes effect on"))
    decision_no = models.CharField(_("number of the decision"), max_length=80)
    reason = models.CharField(_("reason"), max_length=400)
    warning = models.JSONField(_("what was foreseen"), default=dict)
    warned = models.BooleanField(_("ends after the law in some cases"), default=False)
    warning_read = models.BooleanField(_("the warning was read"), default=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.PENDING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    note = models.CharField(_("note of who decided"), max_length=400, blank=True)
    made = models.OneToOneField(
        LimitRule,
        verbose_name=_("new rule"),
        on_delete=models.PROTECT,
        related_name="made_by",
        null=True,
    )

    objects = RuleChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a limit")
        verbose_name_plural = _("changes of limits")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_change_is_decided_by_another_person",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="a_decided_change_says_who_and_when",
                condition=Q(outcome="pending", decided_by=None, decided_at=None)
                | Q(
                    outcome__in=["accepted", "rejected"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="a_limit_of_the_law_is_neither_changed_nor_ended",
                condition=Q(nature="promise") | Q(kind__in=["hours", "confirm"]),
            ),
            models.CheckConstraint(
                name="a_change_names_its_decision_and_reason",
                condition=~Q(decision_no="") & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="a_warning_was_read_before_it_was_passed_over",
                condition=Q(warned=False) | Q(warning_read=True),
            ),
            models.CheckConstraint(
                name="only_a_confirmed_change_makes_a_rule",
                condition=Q(made=None) | Q(outcome="accepted", kind__in=["row", "hours"]),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(outcome="pending"),
                name="one_change_of_a_limit_waits_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.kind} {self.effective_on}"

    @property
    def is_pending(self) -> bool:
        return self.outcome == self.Outcome.PENDING

    def as_rule(self) -> LimitRule:
        """The new row, not saved."""
        return LimitRule(**self.said(), valid_from=self.effective_on)
