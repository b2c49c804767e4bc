"""Receive the papers of a case that was granted aid first (L44)."""

from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.actions.papers import issue_paper
from cases.actions.papers.intake import application_receipt
from cases.clockwork import next_limit
from cases.conditions import missing_materials, wrong_posting
from cases.models import Case
from cases.states import Role
from workflow import audit, clocks
from workflow.moments import moment_on
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def receive_later_papers(
    *, case_id: int, received: list[str], by: Any, at: datetime, posted_on: date | None = None
) -> Case:
    """No move. The aid is no longer provisional once the papers are complete; until then the
    clock of the later papers runs on. ``posted_on``: the day on the envelope, which decides."""
    case: Case = Case.objects.locked(pk=case_id)
    if case.ended or not case.provisional or Role.CLERK not in by.roles_on(case):
        raise TransitionRefused(_("Only the clerk receives later papers, on a case granted first."))
    refuse_if(
        (not received, _("Tick the papers that came.")),
        *wrong_posting(posted_on, asked_at=case.decided_at, at=at),
    )
    case.materials = [*case.materials, *(one for one in received if one not in case.materials)]
    case.provisional = bool(missing_materials(case))
    with clocks.changes(case, at=at) as change:
        if not case.provisional:
            as_of = moment_on(posted_on, time.min) if posted_on else None
            change.meet_event("later_papers_received", as_of=as_of)
        case.next_due_at = next_limit(case, change.open())
    case.save(update_fields=["materials", "provisional", "next_due_at"])
    content: dict[str, Any] = {"received": received, "complete": not case.provisional}
    if posted_on:
        content["posted_on"] = posted_on.isoformat()
    audit.note("papers.later", actor=by, subject=case.number, at=at, content=content)
    issue_paper(case, application_receipt(case, received, by=by, at=at), at=at)
    return case
