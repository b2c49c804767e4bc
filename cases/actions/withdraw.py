"""Withdraw: the applicant asks in writing to end the application."""

from datetime import datetime
from typing import Any

from cases.actions.assignments import end_open
from cases.actions.papers import issue_paper
from cases.actions.papers.ending import withdrawal_record
from cases.models import Assignment, Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def withdraw_case(
    *, case_id: int, request: str, by: Any, at: datetime, expect: int | None = None
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.withdraw, by=by, at=at, expect=expect, request=request)
    end_open(case, state=Assignment.State.ENDED, at=at)
    issue_paper(case, withdrawal_record(case, by=by, at=at, request=request), at=at)
    return case
