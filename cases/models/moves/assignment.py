"""A lawyer is named, approved, engaged, and replaced where need be (L43, L55, P24 to P27)."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases import conditions, naming, permissions
from cases.codes import Group
from cases.models.case_facts import CaseFacts
from cases.states import Status
from workflow.transitions import move, refuse, refuse_if


class AssignmentMoves(CaseFacts):
    class Meta:
        abstract = True

    def need(self, *, on: date) -> naming.Need:
        return naming.Need(
            on=on,
            criminal=self.criminal,
            life_or_death=self.life_or_death,
            recipient_is_minor=self.concerns_a_minor(on=on),
        )

    def concerns_a_minor(self, *, on: date) -> bool:
        """By the date of birth; where an organ has not told it, by the group it named."""
        if self.applicant.birth_on is None:
            return Group.MINOR in self.groups
        return bool(self.applicant.is_minor(on=on))

    def obstacles(self, lawyer: Any, *, on: date) -> list[Any]:
        """Every hard rule this lawyer fails for this case on that day."""
        return naming.obstacles(self.need(on=on), lawyer.standing(self, on=on))

    @move(Status.GRANTED, Status.PROPOSED, by=permissions.officer, label=_("Propose a lawyer"))
    def propose(self, *, by: Any, at: datetime, lawyer: Any) -> None:
        """Name a lawyer who passes every hard rule (L43, P24 to P26)."""
        refuse(self.obstacles(lawyer, on=localdate(at)))
        self.proposed_lawyer = lawyer

    @move(
        Status.PROPOSED,
        Status.GRANTED,
        by=permissions.supervisor,
        label=_("Send the proposal back"),
    )
    def send_back(self, *, by: Any, at: datetime, why: str) -> None:
        """Another lawyer should be named."""
        refuse_if((not why.strip(), _("Say why the proposal is sent back.")))
        self.proposed_lawyer = None

    @move(
        Status.PROPOSED,
        Status.ASSIGNED,
        by=permissions.supervisor,
        label=_("Approve the assignment"),
        when=[conditions.a_lawyer_is_proposed],
    )
    def approve(self, *, by: Any, at: datetime, organ: str) -> None:
        """Assign the proposed lawyer, who still passes every hard rule (L43, P24)."""
        lawyer = self.proposed_lawyer
        assert lawyer is not None  # the condition above
        refuse(self.obstacles(lawyer, on=localdate(at)))
        self.lawyer, self.firm, self.proposed_lawyer = lawyer, lawyer.firm, None

    @move(Status.ASSIGNED, Status.GRANTED, by=permissions.lawyer_or_provider, label=_("Decline"))
    def decline(self, *, by: Any, at: datetime, code: str) -> None:
        """The lawyer or the firm can't take the case (P26)."""
        self.lawyer = self.firm = None

    @move(
        Status.ASSIGNED,
        Status.HANDLING,
        by=permissions.lawyer,
        label=_("Sign the agreement"),
        when=[conditions.agreement_is_uploaded],
    )
    def sign(self, *, by: Any, at: datetime, hearing_on: date | None = None) -> None:
        """Agreement and power of attorney are signed (P27)."""

    @move(
        [Status.ASSIGNED, Status.HANDLING],
        Status.GRANTED,
        by=permissions.supervisor,
        label=_("Replace the lawyer"),
    )
    def replace_lawyer(self, *, by: Any, at: datetime, code: str, why: str, firm_task: str) -> None:
        """At the recipient's request, or for a conflict (L55)."""
        refuse_if((not why.strip(), _("Say why the lawyer is replaced.")))
        self.lawyer = self.firm = None
