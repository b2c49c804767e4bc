"""Change the seal of an agency: one administrator hands it in, another confirms or rejects it.

What was issued keeps the seal it was issued with, and no seal is ever removed or changed.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import Office
from cases.states import Role
from documents.models import Seal, SealChange
from documents.pictures import PictureRefused, clean_picture
from workflow import audit
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work

#: Offices that issue papers under a seal of their own.
SEALED = (Office.Kind.AGENCY, Office.Kind.BUREAU)
ONLY_ADMINISTRATORS = _("Only an administrator changes seals.")


@unit_of_work()
def propose_seal(
    *,
    office_id: int,
    content: bytes,
    used_from: datetime,
    decision_no: str,
    reason: str,
    by: Any,
    at: datetime,
) -> SealChange:
    """Hand in the picture of a seal; nothing changes yet."""
    if Role.ADMIN not in by.roles:
        raise TransitionRefused(ONLY_ADMINISTRATORS)  # before a stranger's file is looked at
    office = Office.objects.get(pk=office_id)
    picture = _understood(content)
    digest = hashlib.sha256(picture.content).hexdigest()
    used_from = max(used_from, at)  # a seal never reaches back
    present = Seal.objects.in_use(office.code, at=used_from).first()
    refuse_if(
        (office.kind not in SEALED, _("This office has no seal of its own.")),
        (not decision_no.strip(), _("Give the number of the decision.")),
        (not reason.strip(), _("Give the reason.")),
        (
            SealChange.objects.waiting().filter(issuer=office.code).exists(),
            _("Another seal of this office waits already: it is decided first."),
        ),
        (
            present is not None and present.sha256 == digest,
            _("This is the seal that it has by then anyway."),
        ),
    )
    change = SealChange.objects.create(
        issuer=office.code,
        image=picture.content,
        media_type=picture.media_type,
        sha256=digest,
        used_from=used_from,
        decision_no=decision_no.strip(),
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=at,
    )
    _note("seal.change_proposed", change, by=by, at=at)
    return change


@unit_of_work()
def decide_seal(
    *, change_id: int, accept: bool, by: Any, at: datetime, note: str = ""
) -> SealChange:
    """Confirm or reject what another administrator has handed in."""
    change = SealChange.objects.select_for_update().get(pk=change_id)
    refuse_if(
        (Role.ADMIN not in by.roles, ONLY_ADMINISTRATORS),
        (not change.is_pending, _("This change is decided already.")),
        (
            by.pk == change.proposed_by_id,
            _("You proposed it: another administrator must decide (four eyes)."),
        ),
        (not accept and not note.strip(), _("Say why it is rejected.")),
    )
    change.outcome = SealChange.Outcome.ACCEPTED if accept else SealChange.Outcome.REJECTED
    change.decided_by, change.decided_at, change.note = by, at, note.strip()
    if accept:
        change.made = Seal.objects.create(
            issuer=change.issuer,
            image=change.image,
            media_type=change.media_type,
            sha256=change.sha256,
            used_from=max(change.used_from, at),
        )
    change.save()
    _note("seal.change_confirmed" if accept else "seal.change_rejected", change, by=by, at=at)
    return change


def _understood(content: bytes) -> Any:
    try:
        return clean_picture(content)
    except PictureRefused as why:
        raise TransitionRefused(str(why)) from None


def _note(action: str, change: SealChange, *, by: Any, at: datetime) -> None:
    """The picture itself stays in its row; its digest is in the chain."""
    seal = change.made
    audit.note(
        action,
        actor=by,
        subject=f"seal {change.issuer}",
        at=at,
        content={
            "change": change.pk,
            "sha256": change.sha256,
            "media_type": change.media_type,
            "used_from": audit.moment(seal.used_from if seal else change.used_from),
            "decision_no": change.decision_no,
            "reason": change.reason,
            "note": change.note,
            "seal": seal.pk if seal else None,
        },
    )
