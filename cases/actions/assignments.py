"""The rows that say which lawyer was proposed and assigned, kept in step with the moves."""

from datetime import datetime

from cases.models import Assignment, Case, Lawyer


def lock_lawyer(lawyer_id: int) -> Lawyer:
    """The lawyer's row, locked: of two cases that want the last free place, one gets it."""
    lawyers = Lawyer.objects.select_related("firm").select_for_update(of=("self",))
    return lawyers.get(pk=lawyer_id)


def end_open(case: Case, *, state: str, at: datetime, reason_code: str = "") -> None:
    """End the case's open assignment, if it has one."""
    case.assignments.filter(state__in=Assignment.OPEN).update(
        state=state, ended_at=at, reason_code=reason_code
    )
