"""Accept an application whose papers are complete, for review."""

from datetime import datetime
from typing import Any

from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def accept_case(
    *,
    case_id: int,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.accept, by=by, at=at, expect=expect)
    return case
