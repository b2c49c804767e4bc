"""Ask for papers: one notice names everything that is missing; the clocks stand still."""

from datetime import date, datetime
from typing import Any

from cases.actions.papers import issue_paper
from cases.actions.papers.intake import supplement_notice
from cases.models import Case, CasePause
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def ask_for_papers(
    *,
    case_id: int,
    items: list[str],
    reply_by: date,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.ask_for_papers, by=by, at=at, expect=expect, items=items, reply_by=reply_by)
    paper = issue_paper(case, supplement_notice(case, at=at), at=at)
    CasePause.objects.rest_on(paper)
    return case
