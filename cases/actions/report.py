"""Report: the lawyer hands in the complete closing file."""

from datetime import datetime
from typing import Any

from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def report_case(
    *,
    case_id: int,
    papers: list[str],
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.report, by=by, at=at, expect=expect, papers=papers)
    return case
