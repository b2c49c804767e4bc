"""The letter that answers a notice, once more for programs, and on its ways to the organ.

``docs/reference/organ-letter.schema.json`` describes the JSON; ``tests/cases/test_organ_letter.py``
holds both together.
"""

import hashlib
import json
from datetime import datetime, time
from typing import Any

from django.utils.timezone import localdate, localtime

from cases.clockwork import next_limit
from cases.models import (
    Case,
    CasePaper,
    Endpoint,
    OrganDispatch,
    OrganLetter,
    OrganMessage,
    OrganNotice,
    Service,
)
from cases.organ_codes import DispatchWay
from cases.states import TELLABLE
from documents.kinds import LetterToOrgan
from workflow import audit, clocks
from workflow.moments import moment_on

SCHEMA = "fayuan.organ-letter/1"
#: The channel by which another system listens.
MACHINE = "webhook"


def keep_letter(case: Case, paper: CasePaper, *, by: Any, at: datetime) -> OrganLetter:
    """Freeze the letter's machine-readable copy, put it on the organ's page where the organ has one,
    and in the outbox where its own system listens."""
    notice: OrganNotice = case.organ_notice
    content = json.dumps(content_of(case, paper, notice), ensure_ascii=False, indent=1)
    letter: OrganLetter = OrganLetter.objects.create(
        paper=paper,
        notice=notice,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
    )
    if notice.organ_id is None:
        return letter
    letter.dispatches.create(way=DispatchWay.PAGE, sent_at=at, sent_by=by)
    endpoints = Endpoint.objects.in_use().filter(office=notice.organ_id, channel=MACHINE)
    for endpoint in endpoints.unopened():
        sent = letter.dispatches.create(way=DispatchWay.MACHINE, sent_at=at, sent_by=by)
        OrganMessage.objects.create(
            key=f"organ-letter:{letter.pk}:{endpoint.pk}",
            channel=MACHINE,
            dispatch=sent,
            endpoint=endpoint,
            not_before=at,
        )
    return letter


def content_of(case: Case, paper: CasePaper, notice: OrganNotice) -> dict[str, Any]:
    """What the letter says, under names that a program can rely on."""
    document = paper.document
    facts: Any = document.read_facts()
    assert isinstance(facts, LetterToOrgan)
    return {
        "schema": SCHEMA,
        "letter": {
            "number": document.label,
            "issued_on": localdate(document.issued_at).isoformat(),
            "check_code": document.check_code,
        },
        "agency": {
            "code": case.agency.code,
            "name": case.agency.name,
            "contact": case.agency.contact,
            "phone": case.agency.phone,
        },
        "notice": {
            "number": notice.document_no,
            "organ": notice.organ_name,
            "organ_kind": notice.organ_kind,
            "reason": notice.reason,
            "basis": case.scope_basis,
            "received_at": localtime(case.received_at).isoformat(),
        },
        "case": {"number": case.number, "stage": case.stage, "cause": case.cause},
        "person": {"name": case.applicant.name},
        "assignment": {
            "firm": facts.firm,
            "firm_phone": facts.phone,
            "lawyer": facts.lawyer,
            "licence_no": facts.licence_no,
            "capacity": facts.capacity,
            "form_of_aid": facts.form_of_aid,
            "assigned_on": facts.assigned_on.isoformat(),
        },
    }


def waiting_letter(case: Case) -> OrganLetter | None:
    """The letter that the organ has still to get: it names the lawyer who has the case."""
    if not case.notified or case.status not in TELLABLE:
        return None
    letter: OrganLetter | None = (
        OrganLetter.objects.filter(notice__case=case)
        .select_related("paper__document", "notice")
        .last()
    )
    return letter if letter and not letter.dispatches.proven().exists() else None


def told(case: Case, dispatch: OrganDispatch, *, by: Any, at: datetime) -> None:
    """A way of the letter is proven. It meets the limit, if it names the lawyer who has the case;
    what was posted or handed over counts by its own day (民诉法 85)."""
    letter = dispatch.letter
    if dispatch.received_at is not None:
        _keep_service(dispatch, at=at)
    content = {"letter": letter.pk, "dispatch": dispatch.pk, "way": str(dispatch.way)}
    if not letter.is_current:
        audit.note("letter.received", actor=by, subject=case.number, at=at, content=content)
        return
    when = dispatch.received_at or dispatch.sent_at
    with clocks.changes(case, at=at) as change:
        change.meet_event("organ_told", as_of=moment_on(localdate(when), time.min))
        case.next_due_at = next_limit(case, change.open())
    case.save(update_fields=["next_due_at"])
    audit.note("organ.told", actor=by, subject=case.number, at=at, content=content)


#: The boxes of form 22 for each way.
BOXES = {
    DispatchWay.DIRECT: "direct",
    DispatchWay.PAGE: "electronic",
    DispatchWay.MACHINE: "electronic",
}


def _keep_service(dispatch: OrganDispatch, *, at: datetime) -> None:
    """The letter's service as that of any other paper; the first that is proven counts."""
    assert dispatch.received_at is not None
    Service.objects.get_or_create(
        paper=dispatch.letter.paper,
        defaults={
            "way": BOXES[DispatchWay(dispatch.way)],
            "receiver": dispatch.receiver,
            "received_on": localdate(dispatch.received_at),
            "proof": dispatch.proof,
            "by": dispatch.sent_by,
            "at": at,
        },
    )
