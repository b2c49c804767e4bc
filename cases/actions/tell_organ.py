"""Tell the organ who defends (L36): the letter is handed over or posted, and the proof is kept."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.actions.organ_letters import told, waiting_letter
from cases.models import Attachment, Case, OrganDispatch
from cases.organ_codes import DispatchWay
from cases.states import Role
from workflow.moments import moment_on
from workflow.transitions import TransitionRefused, refuse
from workflow.units import unit_of_work

#: Who hands letters out or posts them.
TELLERS = (Role.OFFICER, Role.CLERK)
#: The ways that a person records; on the others the organ or its system answers by itself.
BY_HAND = (DispatchWay.DIRECT, DispatchWay.POST)


@unit_of_work()
def tell_organ(
    *,
    case_id: int,
    way: str,
    sent_on: date,
    by: Any,
    at: datetime,
    receiver: str = "",
    reference: str = "",
    proof: Any = None,
) -> OrganDispatch:
    """No move. Handed over: to whom, that day. Posted: under which number; the day of posting
    decides. ``proof`` is an upload that passed ``check_upload``."""
    case: Case = Case.objects.locked(pk=case_id)
    letter = waiting_letter(case)
    if letter is None or not by.roles_on(case).intersection(TELLERS):
        raise TransitionRefused(
            _("The clerk or the officer tells the organ, once a letter of a notified case waits.")
        )
    receiver, reference = receiver.strip(), reference.strip()
    issued_on = localdate(letter.paper.document.issued_at)
    refuse(_wrong(way, sent_on, receiver, reference, issued_on, today=localdate(at)))
    sent_at = moment_on(sent_on, time.min) if sent_on < localdate(at) else at
    kept = Attachment.keep(case, Attachment.Kind.SERVICE, proof, by=by, at=at) if proof else None
    dispatch: OrganDispatch = letter.dispatches.create(
        way=way,
        sent_at=sent_at,
        sent_by=by,
        reference=reference,
        receiver=receiver,
        received_at=sent_at if way == DispatchWay.DIRECT else None,
        proof=kept,
    )
    told(case, dispatch, by=by, at=at)
    return dispatch


def _wrong(
    way: str, sent_on: date, receiver: str, reference: str, issued_on: date, *, today: date
) -> Iterator[Any]:
    """Each thing that can't be, in a sentence of its own."""
    if way not in BY_HAND:
        yield _("Choose whether the letter was handed over or posted.")
    if way == DispatchWay.DIRECT and not receiver:
        yield _("Say who received it.")
    if way == DispatchWay.POST and not reference:
        yield _("Give the number of the consignment: it proves the sending.")
    if sent_on > today:
        yield _("The day lies in the future.")
    if sent_on < issued_on:
        yield _("The letter was issued on %(day)s: it can't have been sent before.") % {
            "day": issued_on
        }
