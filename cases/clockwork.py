"""What a move does to the clocks of its case: the column "clocks" of procedure.md, carried out.

Called for every move by the ``moved`` signal, inside the move's transaction, so that no action can
forget it. The table itself is ``cases.limits.EFFECTS``.
"""

from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import localdate

from cases.limits import OBJECTION_EFFECTS, OWN_LIMITS, PROMISES, RUNS_ON, SILENT, effects_of
from cases.models import Case, Objection, OrganLetter
from cases.states import ENDS, Role
from workflow import clocks
from workflow.moments import moment_on


def starts_on(code: str, move: str, case: Case, at: datetime) -> date:
    """The day a clock counts from: receipt, closing date, or the day of the move."""
    if code in {"review", "acceptance"} or (code, move) == ("notify_assign", "notify"):
        return localdate(case.received_at)
    if code == "closing_file" and case.closed_on is not None and move == "close":
        return case.closed_on
    return localdate(at)


def still_owed(code: str, case: Case) -> bool:
    """Whether what this clock ran for is still to come, while no clock of it runs."""
    if code == "papers_later":
        return case.provisional
    return bool(case.notified) and OrganLetter.objects.untold(case)


def given_date(code: str, facts: dict[str, Any]) -> date | None:
    """The due date of a clock whose length is no rule but a date in the move's own facts."""
    fact = OWN_LIMITS.get(code)
    return facts[fact] if fact else None


def run_clocks(
    *, subject: Case, record: Any, facts: dict[str, Any], at: datetime, **kwargs: Any
) -> None:
    """Meet, cancel, pause, resume and start what the move's row says; then note the next limit."""
    effects = effects_of(record.move, notified=bool(subject.notified))
    if effects is None:
        return
    today, received = localdate(at), localdate(subject.received_at)
    starting = effects.starting(record.target, facts)
    posted_on = facts.get("posted_on")
    # What was posted before the end is in time (民诉法 85): the day of posting decides.
    as_of = moment_on(posted_on, time.min) if posted_on else None
    with clocks.changes(subject, at=at, starting=(*starting, *effects.again)) as change:
        if effects.event:
            change.meet_event(effects.event, as_of=as_of)
        if effects.meet:
            change.meet(*effects.meet)
        if effects.cancel:
            change.cancel(*(() if effects.cancels_all else effects.cancel))
        if effects.pause:
            change.pause(*effects.pause, on=today, notice=effects.paper)
        if effects.resume:
            change.resume(*effects.resume, on=today)
        for code in starting:
            on = starts_on(code, record.move, subject, at)
            if code in PROMISES and change.in_force(code, on) is None:
                continue  # nothing was promised yet on that day
            if code in RUNS_ON and change.open(code):
                continue
            change.restart(
                code,
                on=on,
                due_on=given_date(code, facts),
                rule_on=received,  # a case keeps the rules of the day of its receipt
                channel=subject.channel,
            )
        for code in effects.again:
            if still_owed(code, subject) and not change.open(code):
                start_again(change, code, subject, on=today)
        still_open = change.open()
    subject.open_clocks = {clock.code: clock for clock in still_open}
    subject.next_due_at = next_limit(subject, still_open)


def start_again(change: clocks.Changes, code: str, case: Case, *, on: date) -> None:
    """From the day of reopening, with the whole of its length: as the limit of the state itself.
    Where a day was named at first, there are as many days until the next as there were to that."""
    before = [clock for clock in change.clocks if clock.code == code]
    if not before:
        return  # it never ran: nothing was cut short
    first = before[0]
    given = first.given_due_on
    change.start(
        code,
        on=on,
        due_on=on + (given - first.started_on) if given else None,
        rule_on=localdate(case.received_at),
        channel=case.channel,
    )


def next_limit(case: Case, open_clocks: list[Any]) -> datetime | None:
    """The earliest limit that binds somebody; an end has none, and the time to object is not ours."""
    if case.status in ENDS:
        return None
    limits = [
        clock.due_at
        for clock in open_clocks
        if clock.due_at is not None and clock.code not in SILENT
    ]
    return min(limits, default=None)


def remember_actor(*, subject: Case, record: Any, by: Any, **kwargs: Any) -> None:
    """Keep who acted in which role, for the four eyes."""
    people = subject.acted.get(record.role, [])
    if by.pk not in people:
        subject.acted = {**subject.acted, record.role: [*people, by.pk]}


# Objections: the bureau's own clocks


def run_objection_clocks(
    *, subject: Objection, record: Any, facts: dict[str, Any], at: datetime, **kwargs: Any
) -> None:
    """The same for a move of an objection. Its limit runs from its receipt, by the rule of that day:
    before 2022 in working days."""
    effects = OBJECTION_EFFECTS.get(record.move)
    if effects is None:
        return
    with clocks.changes(subject, at=at, starting=effects.start) as change:
        if effects.event:
            change.meet_event(effects.event)
        for code in effects.start:
            on = localdate(subject.received_at if record.move == "file" else at)
            change.start(code, on=on, due_on=given_date(code, facts), rule_on=on)


def remember_bureau(*, subject: Objection, record: Any, by: Any, **kwargs: Any) -> None:
    """Who acts for the bureau has acted on the case: that person can't carry the order out too."""
    case = subject.case
    if record.role == Role.BUREAU and by.pk not in case.acted.get(record.role, []):
        remember_actor(subject=case, record=record, by=by)
        case.save(update_fields=["acted"])
