"""Grant aid: the decision is issued, and a lawyer must be assigned within three days (L43)."""

from datetime import datetime
from typing import Any

from cases.actions.papers import issue_paper
from cases.actions.papers.decisions import grant_decision
from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def grant_case(
    *, case_id: int, aid_form: str, by: Any, at: datetime, expect: int | None = None
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.grant, by=by, at=at, expect=expect, aid_form=aid_form)
    issue_paper(case, grant_decision(case, at=at), at=at)
    return case
