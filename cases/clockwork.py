"""What a move does to the clocks of its case: the column "clocks" of procedure.md, carried out.

Called for every move by the ``moved`` signal, inside the move's transaction, so that no action can
forget it. The table itself is ``cases.limits.EFFECTS``.
"""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from cases.limits import EFFECTS, OWN_LIMITS, PROMISES
from cases.models import Case
from cases.states import ENDS
from workflow import clocks


def starts_on(code: str, move: str, case: Case, at: datetime) -> date:
    """The day a clock counts from: receipt, closing date, or the day of the move."""
    if code in {"review", "acceptance"}:
        return localdate(case.received_at)
    if code == "closing_file" and case.closed_on is not None and move == "close":
        return case.closed_on
    return localdate(at)


def given_date(code: str, facts: dict[str, Any]) -> date | None:
    """The due date of a clock whose length is no rule but a date in the move's own facts."""
    fact = OWN_LIMITS.get(code)
    return facts[fact] if fact else None


def run_clocks(
    *, subject: Case, record: Any, facts: dict[str, Any], at: datetime, **kwargs: Any
) -> None:
    """Meet, cancel, pause, resume and start what the move's row says; then note the next limit."""
    effects = EFFECTS.get(record.move)
    if effects is None:
        return
    today = localdate(at)
    with clocks.changes(subject, at=at, starting=effects.start) as change:
        if effects.event:
            change.meet_event(effects.event)
        if effects.meet:
            change.meet(*effects.meet)
        if effects.cancel:
            change.cancel(*(() if effects.cancels_all else effects.cancel))
        if effects.pause:
            change.pause(*effects.pause, on=today, notice=effects.paper)
        if effects.resume:
            change.resume(*effects.resume, on=today)
        for code in effects.start:
            on = starts_on(code, record.move, subject, at)
            if code in PROMISES and change.in_force(code, on) is None:
                continue  # nothing was promised yet on that day
            change.restart(code, on=on, due_on=given_date(code, facts))
        still_open = change.open()
    subject.open_clocks = {clock.code: clock for clock in still_open}
    subject.next_due_at = next_limit(subject, still_open)


def next_limit(case: Case, open_clocks: list[Any]) -> datetime | None:
    """The earliest limit that binds somebody; an end has none, and the time to object is not ours."""
    if case.status in ENDS:
        return None
    limits = [
        clock.due_at
        for clock in open_clocks
        if clock.due_at is not None and clock.code != "objection_window"
    ]
    return min(limits, default=None)


def remember_actor(*, subject: Case, record: Any, by: Any, **kwargs: Any) -> None:
    """Keep who acted in which role, for the four eyes."""
    people = subject.acted.get(record.role, [])
    if by.pk not in people:
        subject.acted = {**subject.acted, record.role: [*people, by.pk]}
