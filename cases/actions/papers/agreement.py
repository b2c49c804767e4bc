"""Papers that recipient and firm sign, prepared from the case: agreement and power of attorney."""

from typing import Any

from cases.actions.papers import party_name
from cases.actions.phrases import AID_FORMS, CAPACITIES, STAGES, in_words
from cases.codes import AidForm, Stage
from cases.models import Case
from documents.kinds import AidAgreement, PowerOfAttorney
from documents.kinds.power_of_attorney import Scope

#: Where a matter that has not begun yet will be handled first, by the form of aid.
AHEAD: dict[str, str] = {
    AidForm.CIVIL: "一审",
    AidForm.ADMINISTRATIVE: "一审",
    AidForm.LABOUR: "劳动争议仲裁",
    AidForm.STATE_COMPENSATION: "国家赔偿",
    AidForm.NON_LITIGATION: "非诉讼处理",
}


def power_of_attorney(case: Case, *, scope: Scope = "") -> PowerOfAttorney:
    """Each recipient gives one of the own: of several who apply together it is the first's."""
    assert case.lawyer is not None
    who = case.applicant
    return PowerOfAttorney(
        **_shared(case, scope) | {"recipient": who.name},
        sex=who.sex,
        lawyer_phone=case.lawyer.phone,
    )


def aid_agreement(case: Case, *, scope: Scope = "") -> AidAgreement:
    """Names the notice by which the firm was assigned last."""
    notices = case.papers.filter(document__kind="assignment_notice").order_by("-pk")
    return AidAgreement(
        **_shared(case, scope),
        form_of_aid=in_words(AID_FORMS, case.aid_form),
        assignment=notices.values_list("document__label", flat=True).first() or "",
    )


def _shared(case: Case, scope: Scope) -> dict[str, Any]:
    assert case.lawyer is not None
    assert case.firm is not None
    role = CAPACITIES[case.aid_form]
    return {
        "agency": case.agency.issuer(),
        "case_number": case.number,
        "recipient": party_name(case),
        "cause": case.cause,
        "stage": _stage(case),
        "opponents": opponents_of(case),
        "firm": case.firm.name,
        "lawyer": case.lawyer.name,
        "licence_no": case.lawyer.licence_no,
        "role": role,
        "scope": "" if role == "辩护人" else scope,
    }


def _stage(case: Case) -> str:
    words = in_words(STAGES, case.stage)
    return AHEAD.get(case.aid_form, words) if case.stage == Stage.NOT_STARTED else words


def opponents_of(case: Case) -> tuple[str, ...]:
    return tuple(case.opponents.order_by("pk").values_list("name", flat=True))
