"""Terminate aid on one of the eight grounds (L48): decided in writing, and told where it is heard."""

from datetime import datetime
from typing import Any

from cases.actions.assignments import end_open
from cases.actions.papers import issue_paper
from cases.actions.papers.ending import (
    letter_told,
    termination_decision,
    termination_letter,
)
from cases.models import Assignment, Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def terminate_case(
    *, case_id: int, ground: str, reasons: str, by: Any, at: datetime, expect: int | None = None
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.terminate, by=by, at=at, expect=expect, ground=ground, reasons=reasons)
    end_open(case, state=Assignment.State.ENDED, at=at)
    told = letter_told(case)
    decision = issue_paper(case, termination_decision(case, at=at), at=at).document
    if told:
        letter = termination_letter(case, decision=decision, told=told, at=at)
        issue_paper(case, letter, at=at)
    return case
