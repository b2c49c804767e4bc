"""Replace the lawyer, at the recipient's request or for a conflict (L55)."""

from datetime import datetime
from typing import Any

from cases.actions.assignments import end_open
from cases.models import Assignment, Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def replace_lawyer(
    *, case_id: int, code: str, why: str, by: Any, at: datetime, expect: int | None = None
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.replace_lawyer, by=by, at=at, expect=expect, code=code, why=why)
    end_open(case, state=Assignment.State.REPLACED, at=at)
    return case
