"""One application for legal aid, from the counter to the archive. Its moves are in ``moves/``."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.eligibility import Facts, Rule, Test
from cases.models.applying import Intake
from cases.models.case_queries import CaseQuerySet
from cases.models.eligibility import rules_of_day
from cases.models.moves import (
    AssignmentMoves,
    CooperationMoves,
    DecisionMoves,
    HandlingMoves,
    IntakeMoves,
    NoticeMoves,
    ReopeningMoves,
)
from cases.states import ENDS, TODO, TURN, Party, Role, Status


def known(choices: type[models.TextChoices]) -> Q:
    return Q(status__in=[choice.value for choice in choices])


class Case(
    ReopeningMoves,
    HandlingMoves,
    AssignmentMoves,
    DecisionMoves,
    CooperationMoves,
    NoticeMoves,
    IntakeMoves,
):
    """An application. Facts as keyed, who did what, and the one status."""

    MOVES_ASK_ABOUT = ("applicant", "station", "agency", "lawyer")

    #: After a move that touched clocks (cases.clockwork): those now open, by code, with their rules.
    open_clocks: dict[str, Any]

    process = models.OneToOneField(
        "viewflow.Process", on_delete=models.PROTECT, null=True, editable=False, related_name="case"
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="a_status_is_a_known_one", condition=known(Status)),
            models.CheckConstraint(
                name="a_decided_case_has_its_day",
                condition=~Q(status__in=["granted", "refused", "proposed", "assigned"])
                | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_assigned_case_has_its_lawyer",
                condition=~Q(status__in=["assigned", "handling", "closed", "reported"])
                | Q(lawyer__isnull=False, firm__isnull=False),
            ),
            models.CheckConstraint(
                name="an_ended_case_has_no_to_do_date",
                condition=~Q(status__in=["archived", "withdrawn", "redirected"])
                | Q(next_due_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["station", "status", "next_due_at"], name="case_by_station"),
            models.Index(fields=["agency", "status", "next_due_at"], name="case_by_agency"),
            models.Index(fields=["lawyer", "status"], name="case_by_lawyer"),
            models.Index(fields=["-received_at", "-id"], name="case_by_receipt"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.number])

    # What others ask about a case

    @property
    def bureau_id(self) -> int | None:
        return self.agency.parent_id

    @property
    def organ_id(self) -> int | None:
        """The organ whose notice it is, where that has accounts of its own."""
        notice = getattr(self, "organ_notice", None) if self.notified else None
        return notice.organ_id if notice else None

    @property
    def lawyer_user_id(self) -> int | None:
        return self.lawyer.user_id if self.lawyer is not None else None

    @property
    def ended(self) -> bool:
        return self.status in ENDS

    @property
    def turn(self) -> Role | Party | None:
        """Whose turn it is; an end has nobody."""
        return TURN.get(self.status)

    @property
    def todo_role(self) -> Role | None:
        return TODO.get(self.status)

    @property
    def persons_counted(self) -> int:
        """How many persons statistics count for this case (domain notes, section 12)."""
        return Intake.of(self).persons_counted

    def stated_facts(self) -> Facts:
        """What its eligibility is judged by, as it was keyed: without the line of hardship."""
        income = self.monthly_income_yuan
        return Facts(
            matter=str(self.matter),
            received_on=localdate(self.received_at),
            groups=frozenset(self.groups),
            region=self.agency.region_code,
            household_size=self.household_size,
            monthly_income=None if income is None else Decimal(income),
        )

    def rules_of_its_day(self) -> dict[Test, tuple[Rule, ...]]:
        """The rules of eligibility of the day of receipt, where the receiving agency is."""
        return rules_of_day(localdate(self.received_at), self.agency.region_code)

    def roles_acted_by(self, user: Any) -> set[str]:
        """The roles this person has acted in on this case (four eyes)."""
        return {role for role, people in self.acted.items() if user.pk in people}
