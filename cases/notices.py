"""Who is told what when a limit comes near or passes (read by the tick).

Two days and one day before: the person whose turn it is. On the last day and at the breach: the
head of the agency too. Inside the system exactly once; by e-mail at least once, with a key.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q

from cases.flows import open_rows
from cases.models import Case, CaseClock, CaseMessage, Membership, Notice, User
from cases.states import AGENCY_ROLES, STATION_ROLES, Role
from workflow import audit
from workflow.models import Stage

#: From the last day on the head of the agency hears of it as well.
SUPERVISOR_STAGES = frozenset({Stage.LAST_DAY, Stage.BREACH})


def told(case: Case, stage: str) -> list[User]:
    """The people to tell: who has the to-do in hand, else all who could take it; then the head."""
    owner = open_rows(case).exclude(owner=None).values_list("owner_id", flat=True).first()
    people = Q(pk=owner) if owner else Q(pk__in=_holders(case, case.todo_role))
    if stage in SUPERVISOR_STAGES:
        people |= Q(pk__in=_holders(case, Role.SUPERVISOR))
    return list(User.objects.filter(people, is_active=True).order_by("pk"))


def _holders(case: Case, role: str | None) -> Any:
    held = Membership.objects.filter(role=role or "")
    if role in STATION_ROLES:
        held = held.filter(office_id=case.station_id)
    elif role in AGENCY_ROLES:
        held = held.filter(office_id=case.agency_id)
    else:
        held = held.none()
    return held.values("user_id")


def announce(clock: CaseClock, *, stage: str, missed: Any, at: datetime) -> None:
    """Called by the tick in its transaction, once per stage of a clock."""
    case, due_on = clock.subject, clock.due_on
    if clock.code == "objection_window" or due_on is None:
        return  # the applicant's own time: nobody here is late
    for person in told(case, stage):
        key = f"{clock.pk}:{clock.epoch}:{stage}:{person.pk}"
        notice, new = Notice.objects.get_or_create(
            key=key,
            defaults={
                "user": person,
                "case": case,
                "clock": clock,
                "stage": stage,
                "due_on": due_on,
                "at": at,
            },
        )
        if new and person.email:
            CaseMessage.objects.create(
                key=f"{key}:email",
                channel="email",
                notice=notice,
                payload={"epoch": clock.epoch},
                not_before=at,
            )
    if stage == Stage.BREACH:
        audit.note(
            "clock.breached",
            actor=None,
            subject=case.number,
            at=at,
            content={"clock": clock.pk, "code": clock.code, "due_on": due_on.isoformat()},
        )
