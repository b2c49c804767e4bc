"""Confirm that an application counts as withdrawn: its papers never came (L43)."""

from datetime import datetime
from typing import Any

from cases.actions.papers import issue_paper
from cases.actions.papers.ending import withdrawal_record
from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def deem_withdrawn(
    *,
    case_id: int,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.deem_withdrawn, by=by, at=at, expect=expect)
    issue_paper(case, withdrawal_record(case, by=by, at=at), at=at)
    return case
