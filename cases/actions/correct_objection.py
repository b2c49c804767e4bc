"""Order the agency to correct its decision (L49): its head carries that out by the named day."""

from datetime import date, datetime
from typing import Any

from cases.actions.objections import issue_ruling, lock_objection
from cases.actions.papers.objections import objection_decision
from cases.models import Objection
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def correct_objection(
    *,
    objection_id: int,
    finding: str,
    order: str,
    carry_out_by: date,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Objection:
    objection = lock_objection(objection_id)
    perform(
        objection.correct,
        by=by,
        at=at,
        expect=expect,
        finding=finding,
        order=order,
        carry_out_by=carry_out_by,
    )
    issue_ruling(objection, objection_decision(objection, at=at), at=at)
    return objection
