"""Reopen a case because the bureau ordered a correction (L49): aid is granted, or goes on."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.actions.papers import issue_paper
from cases.actions.papers.decisions import grant_decision
from cases.conditions import ORDERED
from cases.models import Assignment, Case, Lawyer, Objection
from cases.standing import restore
from cases.states import Status
from workflow import audit, clocks
from workflow.transitions import TransitionRefused, perform
from workflow.units import unit_of_work

#: States in which an assignment is open, and as what.
OPEN_AGAIN = {
    Status.PROPOSED: Assignment.State.PROPOSED,
    Status.ASSIGNED: Assignment.State.RUNNING,
    Status.HANDLING: Assignment.State.RUNNING,
}


@unit_of_work()
def reopen_on_objection(
    *, case_id: int, by: Any, at: datetime, aid_form: str = "", expect: int | None = None
) -> Case:
    """``aid_form``: what is granted, after a refusal. A lawyer who had the case, or was proposed,
    has it or is proposed again; whether the lawyer still may is looked at by the next approval, and
    the head may replace the lawyer at once."""
    case: Case = Case.objects.locked(pk=case_id)
    objection = Objection.objects.filter(case=case, **ORDERED).select_for_update().first()
    if objection is None:
        raise TransitionRefused(
            _("No order of the bureau waits: an objection must have been corrected (L49).")
        )
    lawyer = _proposed_before(case)
    record = perform(
        case.reopen_on_objection,
        by=by,
        at=at,
        expect=expect,
        objection=objection,
        aid_form=aid_form,
        lawyer=lawyer,
    )
    _assign_again(case, lawyer, at=at)
    _carry_out(objection, case, by=by, at=at)
    if record.source == Status.REFUSED:
        issue_paper(case, grant_decision(case, at=at, ordered=objection.ruling), at=at)
    else:
        restore(objection, at=at)
    return case


def _proposed_before(case: Case) -> Lawyer | None:
    """Who was proposed when the case was terminated, if it waited for an approval then."""
    if case.status != Status.TERMINATED or case.terminated_from != Status.PROPOSED:
        return None
    proposal = case.history.filter(move="propose").latest("seq")
    return Lawyer.objects.select_related("firm").get(pk=proposal.facts["lawyer"])


def _assign_again(case: Case, proposed: Lawyer | None, *, at: datetime) -> None:
    state = OPEN_AGAIN.get(Status(case.status))
    lawyer = proposed or case.lawyer
    if state is None or lawyer is None:
        return
    case.assignments.create(
        lawyer=lawyer,
        firm=(None if proposed else case.firm) or lawyer.firm,
        state=state,
        proposed_at=at,
        approved_at=None if proposed else at,
    )


def _carry_out(objection: Objection, case: Case, *, by: Any, at: datetime) -> None:
    """The order is done: its limit is met, and the bureau sees it."""
    with clocks.changes(objection, at=at) as change:
        change.meet_event("order_carried_out")
    objection.carried_out_at = at
    objection.save(update_fields=["carried_out_at"])
    audit.note(
        "order.carried_out",
        actor=by,
        subject=objection.number,
        at=at,
        content={"case": case.number, "objection": objection.pk},
    )
