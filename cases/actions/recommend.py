"""Recommend: the reviewer answers the three tests and gives an opinion."""

from datetime import datetime
from typing import Any

from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def recommend(
    *,
    case_id: int,
    person_qualifies: bool,
    scope_basis: str,
    means: str,
    evidence: str,
    opinion: str,
    reasons: str,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(
        case.recommend,
        by=by,
        at=at,
        expect=expect,
        person_qualifies=person_qualifies,
        scope_basis=scope_basis,
        means=means,
        evidence=evidence,
        opinion=opinion,
        reasons=reasons,
    )
    return case
