"""Uphold the contested decision: the objector may ask for reconsideration or sue (L49)."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from cases.actions.objections import issue_ruling, lock_objection
from cases.actions.papers.objections import objection_decision
from cases.clockwork import next_limit
from cases.models import Objection
from cases.states import Status
from workflow import audit, clocks
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def uphold_objection(
    *, objection_id: int, finding: str, by: Any, at: datetime, expect: int | None = None
) -> Objection:
    objection = lock_objection(objection_id)
    perform(objection.uphold, by=by, at=at, expect=expect, finding=finding)
    if objection.case.status == Status.TERMINATED:
        _let_archive(objection, by=by, at=at)
    issue_ruling(objection, objection_decision(objection, at=at), at=at)
    return objection


def _let_archive(objection: Objection, *, by: Any, at: datetime) -> None:
    """The termination stands: from here the archivist's time for the file runs (P41)."""
    case = objection.case
    with clocks.changes(case, at=at, starting=("closing_check",)) as change:
        change.restart("closing_check", on=localdate(at), rule_on=localdate(case.received_at))
        case.next_due_at = next_limit(case, change.open())
    case.save(update_fields=["next_due_at"])
    audit.note(
        "objection.upheld",
        actor=by,
        subject=case.number,
        at=at,
        content={"objection": objection.pk, "number": objection.number},
    )
