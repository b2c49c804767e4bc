"""Decline: the lawyer or the firm can't take the case; another must be assigned (P26)."""

from datetime import datetime
from typing import Any

from cases.actions.assignments import end_open
from cases.models import Assignment, Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def decline_case(
    *, case_id: int, code: str, by: Any, at: datetime, expect: int | None = None
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.decline, by=by, at=at, expect=expect, code=code)
    end_open(case, state=Assignment.State.DECLINED, at=at, reason_code=code)
    return case
