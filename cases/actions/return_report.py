"""Return a closing file that is not complete."""

from datetime import datetime
from typing import Any

from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def return_report(
    *,
    case_id: int,
    missing: str,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.return_report, by=by, at=at, expect=expect, missing=missing)
    return case
