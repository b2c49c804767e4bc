"""Redirect an application to the agency that is competent (L38)."""

from datetime import datetime
from typing import Any

from cases.actions.papers import issue_paper
from cases.actions.papers.ending import redirection_note
from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def redirect_case(
    *,
    case_id: int,
    to: str,
    why: str,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.redirect, by=by, at=at, expect=expect, to=to, why=why)
    issue_paper(case, redirection_note(case, by=by, at=at), at=at)
    return case
