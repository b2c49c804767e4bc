"""Papers of the assignment: to the firm, to the organ, to the unit that is replaced."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from cases.actions.papers import due_day, is_provisional, latest, party_name
from cases.actions.phrases import AID_FORMS, CAPACITIES, REPLACE_REASONS, STAGES, in_words
from cases.codes import FirmTask, ReplaceReason, Stage
from cases.limits import WHEN_NOTIFIED
from cases.masking import masked_phone
from cases.models import Case, Firm, Lawyer, OrganNotice
from cases.organ_codes import NoticeReason
from documents.kinds import AssignmentNotice, ChangeNotice, IntroductionLetter, LetterToOrgan


def assignment_notice(case: Case, *, at: datetime) -> AssignmentNotice:
    assert case.lawyer is not None
    return AssignmentNotice(
        agency=case.agency.issuer(),
        firm=case.lawyer.firm.name,
        lawyer=case.lawyer.name,
        recipient=party_name(case),
        sex=case.applicant.sex,
        phone=masked_phone(case.applicant.phone),
        cause=case.cause,
        form_of_aid=in_words(AID_FORMS, case.aid_form),
        assigned_on=localdate(at),
        agreement_by=due_day(case, "agreement"),
        agreement_by_provisional=is_provisional(case, "agreement"),
    )


#: What the accused is called before and after the indictment.
BEFORE_COURT = frozenset({Stage.INVESTIGATION, Stage.PROSECUTION})


def answered(case: Case, organ: str) -> dict[str, Any]:
    """Where the letter answers this organ's own notice (L36): which one, and about whom."""
    if not case.notified or case.organ_notice.organ_name != organ:
        return {}
    notice: OrganNotice = case.organ_notice
    role = "犯罪嫌疑人" if case.stage in BEFORE_COURT else "被告人"
    if notice.reason == NoticeReason.TREATMENT:
        role = "被申请人"
    return {
        "notice_number": notice.document_no,
        "noticed_on": localdate(case.received_at),
        "role": role,
    }


def letter_to_organ(case: Case, *, organ: str, at: datetime) -> LetterToOrgan:
    assert case.lawyer is not None
    return LetterToOrgan(
        agency=case.agency.issuer(),
        organ=organ,
        recipient=party_name(case),
        cause=case.cause,
        form_of_aid=in_words(AID_FORMS, case.aid_form),
        firm=case.lawyer.firm.name,
        lawyer=case.lawyer.name,
        capacity=in_words(CAPACITIES, case.aid_form),
        assigned_on=localdate(at),
        criminal=case.criminal,
        stage=in_words(STAGES, case.stage),
        licence_no=case.lawyer.licence_no,
        phone=case.lawyer.firm.phone,
        **answered(case, organ),
    )


def introduction_letter(
    case: Case, *, to: str, purpose: str, valid_until: date, at: datetime
) -> IntroductionLetter:
    assert case.lawyer is not None
    return IntroductionLetter(
        agency=case.agency.issuer(),
        to=to,
        person=case.lawyer.name,
        unit=case.lawyer.firm.name,
        recipient=party_name(case),
        cause=case.cause,
        purpose=purpose,
        issued_on=localdate(at),
        valid_until=valid_until,
        licence_no=case.lawyer.licence_no,
    )


def change_notice(
    case: Case, *, lawyer: Lawyer, firm: Firm, code: str, task: str, at: datetime
) -> ChangeNotice:
    """To the firm that has just lost the case; a lawyer of its own is due as any other (L43)."""
    assigned = latest(case, AssignmentNotice.kind)
    same_firm = task == FirmTask.NAMES_ANOTHER
    limit = WHEN_NOTIFIED["assign"] if case.notified else "assign"
    return ChangeNotice(
        agency=case.agency.issuer(),
        firm=firm.name,
        lawyer=lawyer.name,
        recipient=party_name(case),
        cause=case.cause,
        reason=in_words(REPLACE_REASONS, code),
        noticed_on=localdate(at),
        at_request=code == ReplaceReason.NEGLECT,
        assignment_number=assigned.label if assigned else "",
        change_by=due_day(case, limit) if same_firm else None,
        change_by_provisional=same_firm and is_provisional(case, limit),
    )
