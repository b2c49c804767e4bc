"""Log a step of handling (form 14): what was done, and the dated next step."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.clockwork import next_limit
from cases.codes import HandlingKind
from cases.models import Case, HandlingEvent
from cases.states import Role, Status
from workflow import audit, clocks
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def log_handling(
    *,
    case_id: int,
    kind: str,
    happened_on: date,
    note: str,
    next_kind: str,
    next_on: date,
    by: Any,
    at: datetime,
) -> HandlingEvent:
    """No move: the case stays in hand. A meeting meets the clock of the first meeting; the next
    step's date becomes a clock, so that a case in hand is never without one."""
    case: Case = Case.objects.locked(pk=case_id)
    if case.status != Status.HANDLING or Role.LAWYER not in by.roles_on(case):
        raise TransitionRefused(
            _("Only the handling lawyer logs steps, while the case is in hand.")
        )
    today = localdate(at)
    refuse_if(
        (happened_on > today, _("The step lies in the future: log it when it is done.")),
        (next_on <= today, _("The next step must lie after today.")),
    )
    event: HandlingEvent = case.handling_events.create(
        kind=kind,
        happened_on=happened_on,
        note=note,
        next_kind=next_kind,
        next_on=next_on,
        by=by,
        at=at,
    )
    with clocks.changes(case, at=at) as change:
        if kind == HandlingKind.MEETING:
            change.meet_event("met")
        change.meet_event("step_done")
        change.start("milestone", on=today, due_on=next_on)
        case.next_due_at = next_limit(case, change.open())
    case.save(update_fields=["next_due_at"])
    audit.note(
        "handling.logged",
        actor=by,
        subject=case.number,
        at=at,
        content={"event": event.pk, "kind": kind, "on": happened_on.isoformat()},
    )
    return event
