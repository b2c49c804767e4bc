"""Log a step of handling (form 14): what was done, and the dated next step."""

from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.clockwork import next_limit
from cases.codes import HandlingKind
from cases.models import Case, HandlingEvent
from cases.states import Role, Status
from workflow import audit, clocks
from workflow.moments import moment_on
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work

#: The court tells the agency 15 days before the hearing (刑诉法解释 49): its limit, not ours.
COURT = "court_15"


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
    step's date becomes a clock, so that a case in hand is never without one. A hearing of a
    criminal case starts the court's own limit, counted backwards from it, save in summary procedure
    (刑诉法解释 49)."""
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
    asked_of_court = case.criminal and not (case.notified and case.organ_notice.summary_procedure)
    hearing_on = next_on if asked_of_court and next_kind == HandlingKind.HEARING else None
    received = localdate(case.received_at)
    with clocks.changes(case, at=at, starting=("milestone", COURT)) as change:
        if kind == HandlingKind.MEETING:
            change.meet_event("met")
        change.meet_event("step_done")
        change.start("milestone", on=today, due_on=next_on, rule_on=received)
        _follow_hearing(change, hearing_on, rule_on=received)
        if kind == HandlingKind.COURT_NOTICE:
            change.meet(COURT, as_of=moment_on(happened_on, time.min))
        elif hearing_on is None:
            change.cancel(COURT)
        case.next_due_at = next_limit(case, change.open())
    case.save(update_fields=["next_due_at"])
    audit.note(
        "handling.logged",
        actor=by,
        subject=case.number,
        at=at,
        content={
            "event": event.pk,
            "kind": kind,
            "on": happened_on.isoformat(),
            "hearing_on": hearing_on.isoformat() if hearing_on else None,
        },
    )
    return event


def _follow_hearing(change: clocks.Changes, hearing_on: date | None, *, rule_on: date) -> None:
    """Keep the court's limit in step with the day of the hearing; once kept, it stays kept."""
    of_that_day = [
        clock
        for clock in change.clocks
        if clock.code == COURT and clock.started_on == hearing_on and clock.state != "cancelled"
    ]
    if hearing_on is not None and not of_that_day:
        change.restart(COURT, on=hearing_on, rule_on=rule_on)
