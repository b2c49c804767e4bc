"""Propose a lawyer who passes every hard rule (L43, P24 to P26)."""

from datetime import datetime
from typing import Any

from cases.actions.assignments import lock_lawyer
from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def propose_lawyer(
    *, case_id: int, lawyer_id: int, by: Any, at: datetime, expect: int | None = None
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    lawyer = lock_lawyer(lawyer_id)
    perform(case.propose, by=by, at=at, expect=expect, lawyer=lawyer)
    case.assignments.create(lawyer=lawyer, firm=lawyer.firm, proposed_at=at)
    return case
