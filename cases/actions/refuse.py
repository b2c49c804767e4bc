"""Refuse aid, in writing, with reasons and the way to object (L43, L49)."""

from datetime import datetime
from typing import Any

from cases.actions.papers import issue_paper
from cases.actions.papers.decisions import refusal_decision
from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def refuse_case(
    *, case_id: int, code: str, reasons: str, by: Any, at: datetime, expect: int | None = None
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.refuse, by=by, at=at, expect=expect, code=code, reasons=reasons)
    issue_paper(case, refusal_decision(case, at=at), at=at)
    return case
