"""Record that the decision to terminate was served on the recipient (form 22)."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.actions.record_service import TERMINATION, keep_services
from cases.clockwork import next_limit
from cases.codes import ServiceWay
from cases.models import Case
from cases.states import Role, Status
from workflow import audit, clocks
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def serve_termination(
    *,
    case_id: int,
    served_on: date,
    by: Any,
    at: datetime,
    way: str = ServiceWay.DIRECT,
    receiver: str = "",
    proof: Any = None,
) -> Case:
    """No move. Meets the clock of the notice, without which the case can't be archived, and keeps
    the service of the decision itself as that of any other paper; ``receiver`` is the recipient
    unless it says another. ``proof`` is an upload that passed ``check_upload``."""
    case: Case = Case.objects.locked(pk=case_id)
    if case.status != Status.TERMINATED or Role.ARCHIVIST not in by.roles_on(case):
        raise TransitionRefused(_("Only the archivist records service, after a termination."))
    refuse_if((served_on > localdate(at), _("The day of service lies in the future.")))
    case.termination_served_on = served_on
    with clocks.changes(case, at=at) as change:
        change.meet_event("termination_served")
        case.next_due_at = next_limit(case, change.open())
    case.save(update_fields=["termination_served_on", "next_due_at"])
    audit.note(
        "termination.served",
        actor=by,
        subject=case.number,
        at=at,
        content={"on": served_on.isoformat()},
    )
    keep_services(
        case,
        list(
            case.papers.unserved()
            .filter(document__kind=TERMINATION)
            .select_related("document")
            .order_by("pk")
        ),
        way=way,
        receiver=receiver.strip() or case.applicant.name,
        received_on=served_on,
        proof=proof,
        by=by,
        at=at,
    )
    return case
