"""Another agency looks into what can't be seen from here; the time is not counted (P16, P17)."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases import permissions
from cases.models.case_facts import CaseFacts
from cases.organ_codes import CooperationResult
from cases.states import Status
from workflow.transitions import move, refuse_if


class CooperationMoves(CaseFacts):
    class Meta:
        abstract = True

    @move(
        Status.ACCEPTED,
        Status.VERIFYING,
        by=permissions.reviewer,
        label=_("Ask another agency"),
    )
    def ask_cooperation(
        self, *, by: Any, at: datetime, agency: str, region: str, items: list[str], reply_by: date
    ) -> None:
        """Ask another agency to look into something; review and acceptance stand still (P16, P17)."""
        refuse_if(
            (not agency.strip(), _("Name the agency that is asked.")),
            (agency.strip() == self.agency.name, _("This is our own agency: ask another one.")),
            (not items, _("Say what is to be looked into.")),
            (reply_by <= localdate(at), _("The date for the reply must lie after today.")),
        )

    @move(
        Status.VERIFYING,
        Status.ACCEPTED,
        by=permissions.reviewer,
        label=_("Receive the reply"),
    )
    def receive_cooperation(self, *, by: Any, at: datetime, result: str, findings: str) -> None:
        """What the other agency found, or that it did not answer; the clocks go on (P16, P17)."""
        silent = result == CooperationResult.NO_REPLY
        overdue = self.clocks.filter(code="cooperation", state="breached").exists()  # type: ignore[attr-defined]
        refuse_if(
            (not findings.strip(), _("Say what was found, or why the review goes on without it.")),
            (
                silent and not overdue,
                _("The date for the reply has not passed: wait, or call the request off."),
            ),
        )
