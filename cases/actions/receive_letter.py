"""The organ has the letter: its liaison says so on the organ's page, or its own system took it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.actions.organ_letters import told
from cases.models import Case, OrganDispatch, OrganLetter
from cases.organ_codes import DispatchWay
from cases.states import Role
from workflow.transitions import TransitionRefused
from workflow.units import unit_of_work


@unit_of_work()
def receive_letter(*, letter_id: int, by: Any, at: datetime) -> OrganDispatch:
    """Pressed twice, or by two of the organ at once: the first press is the proof."""
    letter = OrganLetter.objects.select_related("notice", "paper").get(pk=letter_id)
    case: Case = Case.objects.locked(pk=letter.notice.case_id)
    if letter.notice.organ_id not in by.offices(Role.ORGAN):
        raise TransitionRefused(_("Only the organ itself says that it has its letter."))
    page: OrganDispatch = letter.dispatches.get(way=DispatchWay.PAGE)
    if page.received_at is None:
        _prove(case, page, receiver=by.name, received_at=at, by=by, at=at)
    return page


def settle_sent(*, at: datetime) -> int:
    """Letters that an organ's own system has accepted: from the committed rows of the outbox, so
    that a relay that dies after the sending loses nothing. Returns how many."""
    sent = OrganDispatch.objects.filter(received_at=None, message__sent_at__isnull=False)
    done = 0
    for key in list(sent.order_by("pk").values_list("pk", flat=True)[:50]):
        done += _settle(key, at=at)
    return done


@unit_of_work()
def _settle(key: int, *, at: datetime) -> int:
    found = OrganDispatch.objects.select_related("letter__notice", "letter__paper", "message")
    dispatch = found.get(pk=key)
    case: Case = Case.objects.locked(pk=dispatch.letter.notice.case_id)
    dispatch.refresh_from_db(fields=["received_at"])
    if dispatch.received_at is not None:
        return 0  # another worker was quicker
    sent_at = dispatch.message.sent_at
    assert sent_at is not None  # that is what was asked for
    receiver = str(dispatch.letter.notice.organ_name)
    _prove(case, dispatch, receiver=receiver, received_at=sent_at, by=None, at=at)
    return 1


def _prove(
    case: Case,
    dispatch: OrganDispatch,
    *,
    receiver: str,
    received_at: datetime,
    by: Any,
    at: datetime,
) -> None:
    dispatch.receiver, dispatch.received_at = receiver, received_at
    dispatch.save(update_fields=["receiver", "received_at"])
    told(case, dispatch, by=by, at=at)
