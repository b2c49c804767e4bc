"""Send a proposal back: another lawyer should be named."""

from datetime import datetime
from typing import Any

from cases.actions.assignments import end_open
from cases.models import Assignment, Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def send_back(*, case_id: int, why: str, by: Any, at: datetime, expect: int | None = None) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.send_back, by=by, at=at, expect=expect, why=why)
    end_open(case, state=Assignment.State.SENT_BACK, at=at)
    return case
