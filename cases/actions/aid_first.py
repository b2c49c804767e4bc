"""Grant aid first, papers later: the matter can't wait (L44)."""

from datetime import date, datetime
from typing import Any

from cases.actions.papers import issue_paper
from cases.actions.papers.decisions import grant_decision
from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def grant_aid_first(
    *,
    case_id: int,
    ground: str,
    ground_on: date,
    aid_form: str,
    papers_by: date,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    """``ground_on`` is the day the ground turns on: the limitation date, the day of the hearing."""
    case: Case = Case.objects.locked(pk=case_id)
    perform(
        case.aid_first,
        by=by,
        at=at,
        expect=expect,
        ground=ground,
        ground_on=ground_on,
        aid_form=aid_form,
        papers_by=papers_by,
    )
    issue_paper(case, grant_decision(case, at=at), at=at)
    return case
