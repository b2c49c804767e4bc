"""Replace the lawyer, at the recipient's request or for a conflict (L55): the firm is told."""

from datetime import datetime
from typing import Any

from cases.actions.assignments import end_open
from cases.actions.papers import issue_paper
from cases.actions.papers.assignment import change_notice
from cases.codes import FirmTask
from cases.models import Assignment, Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def replace_lawyer(
    *,
    case_id: int,
    code: str,
    why: str,
    by: Any,
    at: datetime,
    firm_task: str = FirmTask.STOPS,
    expect: int | None = None,
) -> Case:
    """``firm_task``: whether the firm names another of its lawyers, or stops (form 17)."""
    case: Case = Case.objects.locked(pk=case_id)
    lawyer, firm = case.lawyer, case.firm
    perform(
        case.replace_lawyer,
        by=by,
        at=at,
        expect=expect,
        code=code,
        why=why,
        firm_task=firm_task,
    )
    end_open(case, state=Assignment.State.REPLACED, at=at)
    assert lawyer is not None  # who is replaced was assigned
    assert firm is not None
    notice = change_notice(case, lawyer=lawyer, firm=firm, code=code, task=firm_task, at=at)
    issue_paper(case, notice, at=at)
    return case
