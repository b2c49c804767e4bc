"""Papers of a case in hand: what was done on it, and the request for another handler."""

from datetime import datetime

from django.utils.timezone import localdate

from cases.actions.papers import party_name
from cases.actions.phrases import AID_FORMS, HANDLING_STEPS, STAGES, in_words
from cases.masking import masked_phone
from cases.models import Case
from documents.coverage import legible
from documents.kinds import ChangeRequest, ProgressLog
from documents.kinds.progress_log import Entry


def progress_log(case: Case, *, at: datetime | None = None) -> ProgressLog:
    """Every logged step; without a moment it is a draft. A note was typed long before: what can't be printed in it stands as 〓."""
    assert case.lawyer is not None
    assert case.firm is not None
    events = case.handling_events.values_list("happened_on", "kind", "note")
    return ProgressLog(
        agency=case.agency.issuer(),
        case_number=case.number,
        recipient=party_name(case),
        cause=case.cause,
        stage=in_words(STAGES, case.stage),
        form_of_aid=in_words(AID_FORMS, case.aid_form),
        firm=case.firm.name,
        lawyer=case.lawyer.name,
        entries=tuple(
            Entry(day=day, step=in_words(HANDLING_STEPS, kind), content=legible(note))
            for day, kind, note in events
        ),
        logged_on=localdate(at) if at else None,
    )


def change_request(case: Case) -> ChangeRequest:
    """For the recipient to fill in: what is known is printed, the rest is written by hand."""
    assert case.lawyer is not None
    assert case.firm is not None
    return ChangeRequest(
        agency=case.agency.issuer(),
        case_number=case.number,
        asked_by="recipient",
        recipient=case.applicant.name,
        phone=masked_phone(case.applicant.phone),
        cause=case.cause,
        form_of_aid=in_words(AID_FORMS, case.aid_form),
        firm=case.firm.name,
        lawyer=case.lawyer.name,
    )
