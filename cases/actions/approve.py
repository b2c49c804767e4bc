"""Approve an assignment: the firm is told, and the agreement is due in five days (P27)."""

from datetime import datetime
from typing import Any

from cases.actions.assignments import lock_lawyer
from cases.actions.decisions import assignment_notice
from cases.models import Assignment, Case
from documents.issuing import issue
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def approve_assignment(*, case_id: int, by: Any, at: datetime, expect: int | None = None) -> Case:
    case: Case = Case.objects.with_places().locked(pk=case_id)
    if case.proposed_lawyer_id is not None:
        case.proposed_lawyer = lock_lawyer(case.proposed_lawyer_id)
    perform(case.approve, by=by, at=at, expect=expect)
    case.assignments.filter(state=Assignment.State.PROPOSED).update(
        state=Assignment.State.RUNNING, approved_at=at
    )
    paper = assignment_notice(case, at=at)
    case.papers.create(document=issue(paper, issuer=case.agency.issuer(), at=at))
    return case
