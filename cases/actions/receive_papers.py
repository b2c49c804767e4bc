"""Receive the papers asked for: the clocks go on from the next day."""

from datetime import datetime
from typing import Any

from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def receive_papers(
    *,
    case_id: int,
    received: list[str],
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.receive_papers, by=by, at=at, expect=expect, received=received)
    return case
