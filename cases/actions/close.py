"""Close: the matter has ended; the closing file is due thirty days later (L50, P40)."""

from datetime import date, datetime
from typing import Any

from cases.actions.assignments import end_open
from cases.models import Assignment, Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def close_case(
    *,
    case_id: int,
    closed_on: date,
    event: str,
    result: str,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    """The lawyer's place is free again from here: what follows is the file."""
    case: Case = Case.objects.locked(pk=case_id)
    perform(
        case.close, by=by, at=at, expect=expect, closed_on=closed_on, event=event, result=result
    )
    end_open(case, state=Assignment.State.ENDED, at=at)
    return case
