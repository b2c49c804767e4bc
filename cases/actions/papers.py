"""The papers that moves issue: their facts, taken from the case at that moment, and their issue."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from cases.actions.phrases import AID_FORMS, MATERIALS, REFUSAL_GROUNDS, URGENT_GROUNDS, in_words
from cases.masking import masked_phone
from cases.models import Case, CasePaper
from documents.facts import Facts
from documents.issuing import NotPrintable, issue
from documents.kinds import AssignmentNotice, GrantDecision, RefusalDecision, SupplementNotice
from workflow.transitions import TransitionRefused


def issue_paper(case: Case, facts: Facts, *, at: datetime) -> CasePaper:
    """Issue a paper on a case; a name that no font can print refuses the whole move, in words.

    Last in an action: the number's row stays locked until the unit of work ends.
    """
    try:
        document = issue(facts, issuer=facts.agency, at=at)
    except NotPrintable as problem:
        raise TransitionRefused(str(problem)) from None
    return CasePaper.objects.create(case=case, document=document)


def due_day(case: Case, code: str) -> date:
    """The last day of a clock that a move has just started, and that so has one."""
    due_on: date | None = case.open_clocks[code].due_on
    assert due_on is not None
    return due_on


def income_per_head(case: Case) -> Decimal | None:
    """Yuan a month and head, where both numbers were given."""
    if case.monthly_income_yuan is None or not case.household_size:
        return None
    return (case.monthly_income_yuan / case.household_size).quantize(Decimal("0.01"))


def supplement_notice(case: Case, *, at: datetime) -> SupplementNotice:
    assert case.reply_by is not None
    return SupplementNotice(
        agency=case.agency.issuer(),
        recipient=case.applicant.name,
        applied_on=localdate(case.received_at),
        cause=case.cause,
        items=tuple(in_words(MATERIALS, item) for item in case.papers_asked_for),
        noticed_on=localdate(at),
        reply_by=case.reply_by,
    )


def grant_decision(case: Case, *, at: datetime) -> GrantDecision:
    """Aid first rests on its urgent ground alone (L44), whatever a review found before."""
    return GrantDecision(
        agency=case.agency.issuer(),
        recipient=case.applicant.name,
        applied_on=localdate(case.received_at),
        cause=case.cause,
        papers_count=len(case.materials),
        scope_basis="" if case.provisional else case.scope_basis,
        means=None if case.provisional else case.means or None,  # type: ignore[arg-type]  # the move's guard knows which
        income=income_per_head(case),
        form_of_aid=in_words(AID_FORMS, case.aid_form),
        decided_on=localdate(at),
        assign_by=due_day(case, "assign"),
        provisional=case.provisional,
        provisional_ground=in_words(URGENT_GROUNDS, case.urgent_ground),
    )


def refusal_decision(case: Case, *, at: datetime) -> RefusalDecision:
    window = case.open_clocks["objection_window"].rule
    return RefusalDecision(
        agency=case.agency.issuer(),
        recipient=case.applicant.name,
        applied_on=localdate(case.received_at),
        cause=case.cause,
        refusal_ground=in_words(REFUSAL_GROUNDS, case.refusal_code),
        reasons=case.decision_reasons,
        decided_on=localdate(at),
        bureau=case.agency.parent.name if case.agency.parent else "",
        objection_days=window.amount or 0,
        objection_confirmed=window.confirmed,
        objection_basis=window.basis,
    )


def assignment_notice(case: Case, *, at: datetime) -> AssignmentNotice:
    assert case.lawyer is not None
    return AssignmentNotice(
        agency=case.agency.issuer(),
        firm=case.lawyer.firm.name,
        lawyer=case.lawyer.name,
        recipient=case.applicant.name,
        sex=case.applicant.sex,
        phone=masked_phone(case.applicant.phone),
        cause=case.cause,
        form_of_aid=in_words(AID_FORMS, case.aid_form),
        assigned_on=localdate(at),
        agreement_by=due_day(case, "agreement"),
    )
