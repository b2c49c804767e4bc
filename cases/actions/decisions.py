"""The facts of the papers that decisions issue, taken from a case at that moment."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import override

from cases import codes
from cases.models import Case, CaseClock
from documents.kinds import AssignmentNotice, GrantDecision, RefusalDecision


def due_of(case: Case, code: str) -> CaseClock:
    """The clock of this code that runs now."""
    return case.clocks.select_related("rule").filter(code=code).latest("seq")


def in_chinese(choices: type, code: str) -> str:
    """The Chinese name of a code: papers are in Chinese whatever the person reads."""
    with override("zh-hans"):
        return str(choices(code).label) if code else ""


def masked_phone(phone: str) -> str:
    """138****5678: enough to recognise, too little to call."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else ""


def grant_decision(case: Case, *, at: datetime) -> GrantDecision:
    return GrantDecision(
        agency=case.agency.issuer(),
        recipient=case.applicant.name,
        applied_on=localdate(case.received_at),
        cause=case.cause,
        papers_count=len(case.materials),
        scope_basis=case.scope_basis,
        means=case.means or None,
        income=income_per_head(case),
        form_of_aid=in_chinese(codes.AidForm, case.aid_form),
        decided_on=localdate(at),
        assign_by=due_of(case, "assign").due_on,
        provisional=case.provisional,
        provisional_ground=in_chinese(codes.UrgentGround, case.urgent_ground),
    )


def income_per_head(case: Case):
    """Yuan a month and head, where both numbers were given."""
    if case.monthly_income_yuan is None or not case.household_size:
        return None
    return (case.monthly_income_yuan / case.household_size).quantize(case.monthly_income_yuan)


def refusal_decision(case: Case, *, at: datetime) -> RefusalDecision:
    window = due_of(case, "objection_window").rule
    return RefusalDecision(
        agency=case.agency.issuer(),
        recipient=case.applicant.name,
        applied_on=localdate(case.received_at),
        cause=case.cause,
        refusal_ground=in_chinese(codes.RefusalCode, case.refusal_code),
        reasons=case.decision_reasons,
        decided_on=localdate(at),
        bureau=case.agency.parent.name if case.agency.parent else "",
        objection_days=window.amount,
        objection_confirmed=window.confirmed,
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
        form_of_aid=in_chinese(codes.AidForm, case.aid_form),
        assigned_on=localdate(at),
        agreement_by=due_of(case, "agreement").due_on,
    )
