"""What administrators decide about eligibility, what applicants state, what reviewers find.

A line of hardship and a change of the rules are entered by one administrator and decided by
another; until then they are in force nowhere. Nothing here is ever removed.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.eligibility.rows import RULED, Mark, Outcome, Rule, Test
from cases.eligibility.shipped import SHIPPED
from cases.eligibility.table import Changes, changed, in_force
from cases.eligibility.wording import OUTCOMES, TESTS
from workflow.sealed import SealedAmount, SealedField

REGION = RegexValidator(r"^[1-9][0-9]{5}$", _("Give the six digits of the region (GB/T 2260)."))


class Decided(models.QuerySet[Any]):
    def waiting(self) -> Self:
        return self.filter(outcome="pending")

    def confirmed(self) -> Self:
        return self.filter(outcome="accepted")


class ByTwo(models.Model):
    """Entered by one administrator with its paper, decided by another."""

    class Decision(models.TextChoices):
        PENDING = "pending", _("waits for another administrator")
        ACCEPTED = "accepted", pgettext_lazy("of a proposed change", "confirmed")
        REJECTED = "rejected", _("rejected")

    basis = models.CharField(_("paper it rests on"), max_length=200)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered at"))
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Decision, default=Decision.PENDING
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

    class Meta:
        abstract = True
        ordering = ["-pk"]
        constraints = [
            CheckConstraint(
                name="%(class)s_is_decided_by_another_person",
                condition=Q(decided_by=None) | ~Q(decided_by=F("entered_by")),
            ),
            CheckConstraint(
                name="%(class)s_decided_says_who_and_when",
                condition=Q(outcome="pending", decided_by=None, decided_at=None)
                | Q(
                    outcome__in=["accepted", "rejected"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
            CheckConstraint(name="%(class)s_names_its_paper", condition=~Q(basis="")),
        ]

    @property
    def is_pending(self) -> bool:
        return self.outcome == self.Decision.PENDING


def regions_above(region: str) -> list[str]:
    """A county, its city, its province: the codes under which a line may stand."""
    return list(dict.fromkeys([region, f"{region[:4]}00", f"{region[:2]}0000"]))


def foremost(lines: "Iterable[HardshipLine]", region: str) -> "HardshipLine | None":
    """Of lines in force for a region the one that counts: the nearest, then the newest."""
    places = regions_above(region)
    return min(
        lines,
        key=lambda line: (places.index(line.region), -line.valid_from.toordinal(), -line.pk),
        default=None,
    )


class LineQuerySet(Decided):
    def in_force(self, region: str, on: date) -> "HardshipLine | None":
        """The confirmed line of that day: the county's own before the city's and the province's;
        of two the one that came into force later."""
        on_that_day = Q(valid_to=None) | Q(valid_to__gte=on)
        found = self.confirmed().filter(
            on_that_day, region__in=regions_above(region), valid_from__lte=on
        )
        return foremost(found, region)


class HardshipLine(ByTwo):
    """Yuan a head and month up to which somebody is in hardship, as the province has set it (L34).
    None is shipped."""

    region = models.CharField(_("region"), max_length=6, validators=[REGION])
    amount = models.DecimalField(
        _("yuan a head and month"),
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until"), null=True, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta(ByTwo.Meta):
        verbose_name = _("line of hardship")
        verbose_name_plural = _("lines of hardship")
        constraints = [
            *ByTwo.Meta.constraints,
            CheckConstraint(name="a_line_is_an_amount", condition=Q(amount__gt=0)),
            CheckConstraint(
                name="a_line_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The line ends before it begins."),
            ),
            UniqueConstraint(
                name="one_line_of_a_region_waits",
                fields=["region"],
                condition=Q(outcome="pending"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.amount} {self.valid_from}"


class RuleDecision(ByTwo):
    """An article confirmed, a rule ended, or a rule of the agency's own. It never reaches back: what
    is in force on a day that has begun stays so, and so the rules of a day can be kept in memory."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("confirm its article")
        END = "end", _("end it")
        ADD = "add", _("a rule of one's own")

    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    code = models.SlugField(_("rule"), max_length=40)
    test = models.CharField(
        _("test"), max_length=10, choices=[(test.value, TESTS[test]) for test in RULED], blank=True
    )
    says = models.CharField(_("what it says"), max_length=200, blank=True)
    matters = models.JSONField(_("matters"), default=list, blank=True)
    groups = models.JSONField(_("groups"), default=list, blank=True)
    proof = models.CharField(_("what shows it"), max_length=200, blank=True)
    region = models.CharField(_("region"), max_length=6, blank=True, validators=[REGION])
    #: Of an end: the first day without the rule.
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = Decided.as_manager()

    class Meta(ByTwo.Meta):
        verbose_name = _("decision on a rule of eligibility")
        verbose_name_plural = _("decisions on rules of eligibility")
        constraints = [
            *ByTwo.Meta.constraints,
            CheckConstraint(
                name="an_added_rule_says_what_it_is",
                condition=~Q(kind="add") | (~Q(says="") & ~Q(test="")),
            ),
            UniqueConstraint(
                name="one_decision_on_a_rule_waits",
                fields=["code"],
                condition=Q(outcome="pending"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    def as_rule(self) -> Rule:
        """An added rule, as the tests read it."""
        return Rule(
            code=self.code,
            test=Test(self.test),
            says=self.says,
            basis=self.basis,
            matters=frozenset(self.matters),
            groups=frozenset(self.groups),
            proof=self.proof,
            region=region_prefix(self.region),
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            mark=Mark.ENTERED,
            confirmed=False,
        )


def region_prefix(region: str) -> str:
    """620000 is all of Gansu, 620800 all of Pingliang: the digits that their counties share."""
    while region.endswith("00"):
        region = region[:-2]
    return region


def decided_changes() -> Changes:
    """What is decided about the rules by now."""
    kinds: dict[str, list[RuleDecision]] = {}
    for one in RuleDecision.objects.confirmed().order_by("pk"):
        kinds.setdefault(one.kind, []).append(one)
    ended: dict[str, date] = {}
    for one in kinds.get("end", ()):
        last = one.valid_from - timedelta(days=1)
        ended[one.code] = min(last, ended.get(one.code, last))  # a second end brings nothing back
    return Changes(
        confirmed={one.code: one.basis for one in kinds.get("confirm", ())},
        ended=ended,
        added=tuple(one.as_rule() for one in kinds.get("add", ())),
    )


@lru_cache(maxsize=512)
def rules_of_day(day: date, region: str) -> dict[Test, tuple[Rule, ...]]:
    """The rules for an application received that day, read once. A decision takes effect on a later
    day than its own, so the rules of a day that has begun never change; an article that is
    confirmed meanwhile changes no outcome."""
    return in_force(day, region, changed(SHIPPED, decided_changes()))


class MeansStatement(models.Model):
    """What an applicant states of the household's means (form 4), sealed. The newest counts."""

    class Check(models.TextChoices):
        """How the agency may check it (L41)."""

        SHARING = "sharing", _("by shared data")
        PLEDGE = "pledge", _("a pledge of good faith")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="statements")
    #: The members of the household and the belongings, as JSON of what form 4 prints.
    household = SealedField(_("members of the household"), blank=True, default="")
    belongings = SealedField(_("belongings"), blank=True, default="")
    spending_yuan = SealedAmount(_("spending a month (yuan)"), null=True, blank=True)
    spending_on = SealedField(_("main spending"), max_length=200, blank=True, default="")
    debts = SealedField(_("debts"), max_length=400, blank=True, default="")
    hardship = SealedField(_("why it is hard"), max_length=2000, blank=True, default="")
    has_belongings = models.BooleanField(_("belongings were stated"), default=False)
    check_by = models.CharField(_("checked how"), max_length=10, choices=Check, blank=True)
    stated_on = models.DateField(_("stated on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("keyed at"))

    class Meta:
        verbose_name = _("statement of means")
        verbose_name_plural = _("statements of means")
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                name="a_statement_is_checked_in_a_known_way",
                condition=Q(check_by__in=["", "sharing", "pledge"]),
            )
        ]

    def __str__(self) -> str:
        return f"statement {self.pk}"


class EligibilityFinding(models.Model):
    """One test of one review: what was proposed with its trail, and what the reviewer found. Written
    once with the recommendation; a second review has findings of its own."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="findings")
    #: The number of the move in the case's history: the record and its findings are one review.
    seq = models.PositiveIntegerField(_("move"))
    test = models.CharField(
        _("test"), max_length=10, choices=[(test.value, TESTS[test]) for test in Test]
    )
    proposed = models.CharField(
        _("proposed"), max_length=10, choices=[(one.value, OUTCOMES[one]) for one in Outcome]
    )
    found = models.CharField(
        _("found"), max_length=10, choices=[(one.value, OUTCOMES[one]) for one in Outcome]
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    rules = models.JSONField(_("rules"), default=list)
    #: The sentence as it stood, with the amounts that it compared: sealed, as means are.
    trail = SealedField(_("trail"))
    reason = models.CharField(_("reason for another finding"), max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("finding of a review")
        verbose_name_plural = _("findings of reviews")
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(name="a_test_is_found_once", fields=["case", "seq", "test"]),
            CheckConstraint(
                name="an_overruled_test_has_its_reason",
                condition=~(
                    Q(proposed="passed", found="failed") | Q(proposed="failed", found="passed")
                )
                | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"

    @property
    def overruled(self) -> bool:
        return {self.proposed, self.found} == {Outcome.PASSED, Outcome.FAILED}
