"""Receive the papers asked for: the clocks go on from the next day."""

from datetime import date, datetime
from typing import Any

from cases.actions.papers import issue_paper
from cases.actions.papers.intake import application_receipt
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
    posted_on: date | None = None,
    expect: int | None = None,
) -> Case:
    """What was posted before the end is in time, whenever it arrives (民诉法 85): ``posted_on`` is
    the day on the envelope."""
    case: Case = Case.objects.locked(pk=case_id)
    posted: dict[str, Any] = {"posted_on": posted_on} if posted_on else {}
    perform(case.receive_papers, by=by, at=at, expect=expect, received=received, **posted)
    issue_paper(case, application_receipt(case, received, by=by, at=at), at=at)
    return case
