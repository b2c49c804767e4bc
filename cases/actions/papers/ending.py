"""Papers of the end: withdrawn, redirected, terminated."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from cases.actions.papers import latest, objecting, party_name
from cases.actions.phrases import MATERIALS, STAGES, TERMINATION_GROUNDS, in_words
from cases.codes import TerminationGround
from cases.models import Case
from documents.kinds import (
    GrantDecision,
    LetterToOrgan,
    RedirectionNote,
    SupplementNotice,
    TerminationDecision,
    TerminationLetter,
    WithdrawalRecord,
)
from documents.models import Document


def withdrawal_record(case: Case, *, by: Any, at: datetime, request: str = "") -> WithdrawalRecord:
    """Without a request it rests on the notice that was not answered (L43)."""
    notice = None if request else latest(case, SupplementNotice.kind)
    return WithdrawalRecord(
        agency=case.agency.issuer(),
        case_number=case.number,
        station=case.station.name,
        applicant=party_name(case),
        cause=case.cause,
        received_on=localdate(case.received_at),
        recorded_on=localdate(at),
        recorded_by=str(by),
        request=request,
        notice_number=notice.label if notice else "",
        items=() if request else tuple(in_words(MATERIALS, one) for one in case.papers_asked_for),
        reply_by=None if request else case.reply_by,
    )


def redirection_note(case: Case, *, by: Any, at: datetime) -> RedirectionNote:
    return RedirectionNote(
        agency=case.agency.issuer(),
        case_number=case.number,
        station=case.station.name,
        applicant=party_name(case),
        cause=case.cause,
        received_on=localdate(case.received_at),
        to=case.redirected_to,
        why=case.end_reason,
        told_on=localdate(at),
        told_by=str(by),
        stage=in_words(STAGES, case.stage),
    )


def item_of(case: Case) -> int:
    """The item of L48 that a case was terminated on."""
    return TerminationGround.values.index(case.termination_ground) + 1


def termination_decision(case: Case, *, at: datetime) -> TerminationDecision:
    assert case.decided_at is not None
    granted = latest(case, GrantDecision.kind)
    return TerminationDecision(
        agency=case.agency.issuer(),
        recipient=party_name(case),
        cause=case.cause,
        granted_on=localdate(case.decided_at),
        item=item_of(case),
        ground=TERMINATION_GROUNDS[case.termination_ground],
        reasons=case.end_reason,
        decided_on=localdate(at),
        grant_number=granted.label if granted else "",
        firm=case.firm.name if case.firm else "",
        **objecting(case),
    )


def letter_told(case: Case) -> Document | None:
    """The letter by which an organ was told of the lawyer: whom it told hears of the end too."""
    return latest(case, LetterToOrgan.kind)


def termination_letter(
    case: Case, *, decision: Document, told: Document, at: datetime
) -> TerminationLetter:
    """In the words in which the organ was told who stands by the recipient."""
    letter = told.read_facts()
    assert isinstance(letter, LetterToOrgan)
    return TerminationLetter(
        agency=case.agency.issuer(),
        organ=letter.organ,
        recipient=letter.recipient,
        cause=letter.cause,
        firm=letter.firm,
        lawyer=letter.lawyer,
        capacity=letter.capacity,
        item=item_of(case),
        decided_on=localdate(at),
        decision_number=decision.label,
        letter_number=told.label,
    )
