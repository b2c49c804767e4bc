"""The bureau has ordered a correction: the case goes on (L49)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE

from cases import conditions, permissions
from cases.models.case_facts import CaseFacts
from cases.states import Status
from workflow.transitions import move, refuse_if

#: What may be terminated, and so come back.
BEFORE = [Status.GRANTED, Status.PROPOSED, Status.ASSIGNED, Status.HANDLING, Status.CLOSED]


def ended_from(case: "ReopeningMoves", *args: Any, **kwargs: Any) -> str:
    """The state in which the case was terminated."""
    return case.terminated_from


class ReopeningMoves(CaseFacts):
    class Meta:
        abstract = True

    @move(
        Status.REFUSED,
        Status.GRANTED,
        by=permissions.supervisor,
        label=_("Reopen"),
        when=[conditions.an_order_waits],
    )
    @move(
        Status.TERMINATED,
        GET_STATE(ended_from, states=BEFORE),
        by=permissions.supervisor,
        label=_("Reopen"),
        when=[conditions.an_order_waits],
    )
    def reopen_on_objection(
        self, *, by: Any, at: datetime, objection: Any, aid_form: str, lawyer: Any = None
    ) -> None:
        """Carry out what the bureau ordered: aid is granted, or goes on where it was ended (L49).

        The records keep the refusal or the termination; the case itself has none any more."""
        if self.status == Status.REFUSED:
            refuse_if((not aid_form, _("Choose the form of aid that is granted now.")))
            self.decided_at, self.aid_form = at, aid_form
            self.refusal_code = self.decision_reasons = ""
            return
        self.proposed_lawyer = lawyer if self.terminated_from == Status.PROPOSED else None
        self.termination_ground = self.end_reason = ""
        self.termination_served_on = None
