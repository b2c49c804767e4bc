"""Return an opinion to the reviewer."""

from datetime import datetime
from typing import Any

from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def return_to_review(
    *,
    case_id: int,
    why: str,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.return_to_review, by=by, at=at, expect=expect, why=why)
    return case
