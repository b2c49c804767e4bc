"""Approve an assignment: the firm is told, and the agreement is due in five days (P27)."""

from datetime import datetime
from typing import Any

from cases.actions.assignments import lock_lawyer
from cases.actions.papers import assignment_notice, issue_paper
from cases.models import Assignment, Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def approve_assignment(*, case_id: int, by: Any, at: datetime, expect: int | None = None) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    if case.proposed_lawyer_id is not None:
        case.proposed_lawyer = lock_lawyer(case.proposed_lawyer_id)
    perform(case.approve, by=by, at=at, expect=expect)
    case.assignments.filter(state=Assignment.State.PROPOSED).update(
        state=Assignment.State.RUNNING, approved_at=at
    )
    issue_paper(case, assignment_notice(case, at=at), at=at)
    return case
