"""Receive the papers of a case that was granted aid first (L44)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.clockwork import next_limit
from cases.conditions import missing_materials
from cases.models import Case
from cases.states import Role
from workflow import audit, clocks
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def receive_later_papers(*, case_id: int, received: list[str], by: Any, at: datetime) -> Case:
    """No move. The aid is no longer provisional once the papers are complete; until then the
    clock of the later papers runs on."""
    case: Case = Case.objects.locked(pk=case_id)
    if case.ended or not case.provisional or Role.CLERK not in by.roles_on(case):
        raise TransitionRefused(_("Only the clerk receives later papers, on a case granted first."))
    refuse_if((not received, _("Tick the papers that came.")))
    case.materials = [*case.materials, *(one for one in received if one not in case.materials)]
    case.provisional = bool(missing_materials(case))
    with clocks.changes(case, at=at) as change:
        if not case.provisional:
            change.meet_event("later_papers_received")
        case.next_due_at = next_limit(case, change.open())
    case.save(update_fields=["materials", "provisional", "next_due_at"])
    audit.note("papers.later", actor=by, subject=case.number, at=at, content={"received": received})
    return case
