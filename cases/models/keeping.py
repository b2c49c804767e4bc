"""How long what a case holds about people is kept, and what ends it (PIPL 19, 47)."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.states import Status


class Ending(models.TextChoices):
    """The ends from which a period counts."""

    ARCHIVED = Status.ARCHIVED.value, _("After the archiving")
    REFUSED = Status.REFUSED.value, _("After the refusal")
    WITHDRAWN = Status.WITHDRAWN.value, _("After the withdrawal")
    REDIRECTED = Status.REDIRECTED.value, _("After the redirection")


class RetentionRuleQuerySet(models.QuerySet["RetentionRule"]):
    def in_force(self, on: date) -> "dict[str, RetentionRule]":
        """By its end, the rule that may erase on that day: confirmed, and the latest of them."""
        found = self.filter(confirmed_at__isnull=False, valid_from__lte=on)
        return {rule.ending: rule for rule in found.order_by("valid_from", "pk")}


class RetentionRule(models.Model):
    """So many years after an end, on this basis. None is shipped: no period is asserted here.

    One administrator enters it, another confirms it; until then it erases nothing.
    """

    ending = models.CharField(_("counts from"), max_length=20, choices=Ending)
    years = models.PositiveSmallIntegerField(_("years"))
    basis = models.CharField(_("basis"), max_length=200)
    valid_from = models.DateField(_("in force from"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("entered at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    objects: ClassVar[Any] = RetentionRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of retention")
        verbose_name_plural = _("rules of retention")
        ordering = ["ending", "-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_period_of_retention_has_years_and_a_basis",
                condition=Q(years__gte=1) & ~Q(basis=""),
            ),
            models.CheckConstraint(
                name="a_period_of_retention_is_confirmed_by_another_person",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_at__isnull=False) & ~Q(confirmed_by=F("by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ending} {self.years} {self.valid_from}"

    def due_on(self, ended_on: date) -> date:
        """The last day on which the values are kept."""
        year = ended_on.year + self.years
        try:
            return ended_on.replace(year=year)
        except ValueError:  # the 29th of February
            return date(year, 3, 1)


class LegalHold(models.Model):
    """While it stands nothing of the case is erased: a lawsuit, an inspection, a complaint."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("set by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("set at"))
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lifted by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True)
    lifted_because = models.CharField(_("reason of lifting"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_hold_is_set_and_lifted_with_a_reason",
                condition=~Q(reason="") & (Q(lifted_at=None) | ~Q(lifted_because="")),
            ),
            models.UniqueConstraint(
                name="a_case_is_held_once_at_a_time",
                fields=["case"],
                condition=Q(lifted_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def listed(self) -> Self:
        return self.filter(state=Erasure.State.LISTED)

    def under_way(self) -> Self:
        return self.filter(state__in=[Erasure.State.CONFIRMED, Erasure.State.ERASING])

    def visible_to(self, user: Any) -> Self:
        """The head of an agency sees what its cases wait for."""
        from cases.states import Role

        return self.filter(case__agency__in=user.offices(Role.SUPERVISOR))


class Erasure(models.Model):
    """A case whose time is over: listed by the job, confirmed by a person, erased by the job."""

    class State(models.TextChoices):
        LISTED = "listed", _("waits for the head of the agency")
        CONFIRMED = "confirmed", _("confirmed, to be erased")
        ERASING = "erasing", _("values erased, files still to be removed")
        ERASED = "erased", _("erased")

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="erasure")
    rule = models.ForeignKey(
        RetentionRule, verbose_name=_("rule"), on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("kept until"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.LISTED)
    listed_at = models.DateTimeField(_("listed at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    erased_at = models.DateTimeField(_("erased at"), null=True)

    #: From here on nobody reads the case's papers.
    BEGUN = (State.ERASING, State.ERASED)

    objects: ClassVar[Any] = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="nothing_is_erased_that_nobody_confirmed",
                condition=Q(state="listed", confirmed_by=None, confirmed_at=None, erased_at=None)
                | Q(
                    state__in=["confirmed", "erasing"],
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                    erased_at=None,
                )
                | Q(
                    state="erased",
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                    erased_at__isnull=False,
                ),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="erasures_by_state")]

    def __str__(self) -> str:
        return f"erasure {self.pk}"

    @property
    def has_begun(self) -> bool:
        return self.state in self.BEGUN
