"""Approve an assignment: firm and organ are told, and the agreement is due in five days (P27)."""

from datetime import datetime
from typing import Any

from cases.actions.assignments import lock_lawyer
from cases.actions.organ_letters import keep_letter
from cases.actions.papers import issue_papers
from cases.actions.papers.assignment import assignment_notice, letter_to_organ
from cases.models import Assignment, Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def approve_assignment(
    *, case_id: int, by: Any, at: datetime, organ: str = "", expect: int | None = None
) -> Case:
    """``organ``: where the case is handled, if that is known; it gets a letter of its own. In a
    notified case that is the organ that notified, which is still to be told (L36)."""
    case: Case = Case.objects.locked(pk=case_id)
    organ = case.organ_notice.organ_name if case.notified else organ.strip()
    if case.proposed_lawyer_id is not None:
        case.proposed_lawyer = lock_lawyer(case.proposed_lawyer_id)
    perform(case.approve, by=by, at=at, expect=expect, organ=organ)
    case.assignments.filter(state=Assignment.State.PROPOSED).update(
        state=Assignment.State.RUNNING, approved_at=at
    )
    letters = [letter_to_organ(case, organ=organ, at=at)] if organ else []
    papers = issue_papers(case, [assignment_notice(case, at=at), *letters], at=at)
    if case.notified:
        keep_letter(case, papers[-1], by=by, at=at)
    return case
