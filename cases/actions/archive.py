"""Archive: the file is complete and the subsidy decided; cover, catalogue and note go round it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from cases.actions.papers import issue_papers
from cases.actions.papers.dossier import (
    Leaf,
    closing_note,
    dossier_catalogue,
    dossier_cover,
    ended,
    leaves_of,
    payment_approval,
    with_payment,
)
from cases.models import Case
from cases.states import Status
from workflow.transitions import perform
from workflow.units import unit_of_work


def archive_case(
    *,
    case_id: int,
    subsidy_yuan: Decimal,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    """The file's pages are counted before the move: that reads every file, and nobody should wait."""
    leaves = leaves_of(case_id)
    with unit_of_work():
        return _archive(case_id, leaves, subsidy_yuan=subsidy_yuan, by=by, at=at, expect=expect)


def _archive(
    case_id: int,
    leaves: Sequence[Leaf],
    *,
    subsidy_yuan: Decimal,
    by: Any,
    at: datetime,
    expect: int | None,
) -> Case:
    """Where nothing is paid there is no payment to approve."""
    case: Case = Case.objects.locked(pk=case_id)
    record = perform(case.archive, by=by, at=at, expect=expect, subsidy_yuan=subsidy_yuan)
    end = ended(case, terminated=record.source == Status.TERMINATED)
    payments = [payment_approval(case, end, by=by, at=at)] if subsidy_yuan > 0 else []
    if payments:
        leaves = with_payment(leaves, on=localdate(at))
    papers = [
        dossier_cover(case, end, leaves, by=by, at=at),
        dossier_catalogue(case, leaves, at=at),
        *payments,
        closing_note(case, leaves, by=by, at=at),
    ]
    issue_papers(case, papers, at=at)
    return case
