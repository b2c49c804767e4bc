"""Review and decision: an opinion by one person, the decision by another (L41 to L44)."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases import codes, conditions, permissions
from cases.models.case_facts import CaseFacts
from cases.states import Status
from workflow.transitions import move, refuse_if


class DecisionMoves(CaseFacts):
    class Meta:
        abstract = True

    @move(Status.ACCEPTED, Status.RECOMMENDED, by=permissions.reviewer, label=_("Recommend"))
    def recommend(
        self,
        *,
        by: Any,
        at: datetime,
        person_qualifies: bool,
        scope_basis: str,
        means: str,
        evidence: str,
        opinion: str,
        reasons: str,
    ) -> None:
        """Answer the three tests with their evidence and give an opinion (L31, L32, L41 to L43)."""
        granting = opinion == codes.Opinion.GRANT
        fails = not person_qualifies or not scope_basis or means == codes.MeansTest.NOT_MET
        refuse_if(
            (not evidence.strip(), _("Say what evidence the tests rest on.")),
            (not reasons.strip(), _("Give the reasons of the opinion.")),
            (granting and fails, _("A test is failed: the opinion can't be to grant.")),
        )
        self.person_qualifies, self.scope_basis, self.means = person_qualifies, scope_basis, means
        self.evidence, self.opinion, self.opinion_reasons = evidence, opinion, reasons

    @move(
        Status.RECOMMENDED, Status.ACCEPTED, by=permissions.supervisor, label=_("Return to review")
    )
    def return_to_review(self, *, by: Any, at: datetime, why: str) -> None:
        """The opinion does not hold yet."""
        refuse_if((not why.strip(), _("Say what is to be looked at again.")))

    @move(
        Status.RECOMMENDED,
        Status.GRANTED,
        by=permissions.supervisor,
        label=_("Grant aid"),
        when=[conditions.review_supports_a_grant],
    )
    def grant(self, *, by: Any, at: datetime, aid_form: str) -> None:
        """Decide to give aid (L43). A lawyer must be assigned within three days."""
        self.decided_at, self.aid_form = at, aid_form

    @move(Status.RECOMMENDED, Status.REFUSED, by=permissions.supervisor, label=_("Refuse aid"))
    def refuse(self, *, by: Any, at: datetime, code: str, reasons: str) -> None:
        """Decide not to give aid, in writing, with reasons and how to object (L43, L49)."""
        refuse_if((not reasons.strip(), _("Give the reasons; they are printed on the decision.")))
        self.decided_at, self.refusal_code, self.decision_reasons = at, code, reasons

    @move(
        [Status.REGISTERED, Status.SUPPLEMENTING, Status.ACCEPTED],
        Status.GRANTED,
        by=permissions.supervisor,
        label=_("Grant aid first"),
    )
    def aid_first(
        self,
        *,
        by: Any,
        at: datetime,
        ground: str,
        ground_on: date,
        aid_form: str,
        papers_by: date,
    ) -> None:
        """Urgent: aid at once, papers later (L44)."""
        refuse_if(
            (papers_by <= localdate(at), _("The papers must be due after today.")),
        )
        self.provisional, self.urgent_ground = True, ground
        self.decided_at, self.aid_form = at, aid_form
