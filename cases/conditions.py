"""When a move is allowed. Each guard looks at the case alone and carries the sentence it needs."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.codes import MeansTest
from cases.eligibility import waived_by
from cases.evidence import Facts, Item, bring_of, checklist
from workflow.transitions import condition

#: Objections that hold a case: the bureau has still to rule, or its order to be carried out.
WAITING = {"status__in": ["filed", "examining", "corrected"], "carried_out_at": None}
ORDERED = {"status": "corrected", "carried_out_at": None}


def means_are_exempt(case: Any) -> bool:
    """No statement of means is needed: no hardship test, or hardship that is not checked, by the
    rules of the day of receipt. They are kept in memory (cases.models.eligibility)."""
    return waived_by(case.stated_facts(), case.rules_of_its_day()) is not None


def agent_must_prove(case: Any) -> bool:
    """Somebody applies for the applicant: identity and authority of the agent are proved (L40)."""
    return getattr(case, "agent", None) is not None


def number_is_doubted(case: Any) -> bool:
    """The check digit of the identity number doesn't fit, and nobody has confirmed it yet."""
    doubt = getattr(case, "number_doubt", None)
    return doubt is not None and bool(doubt.is_open)


def evidence_of(case: Any) -> list[Item]:
    """The checklist of papers for this application, by the rules of the day of its receipt. Where an
    organ notified there is no application, and nothing is asked of the accused (L36)."""
    return [] if case.notified else checklist(facts_of_evidence(case))


def facts_of_evidence(case: Any) -> Facts:
    on = localdate(case.received_at)
    waiver = waived_by(case.stated_facts(), case.rules_of_its_day())
    return Facts(
        on=on,
        matter=case.matter,
        means_exempt=waiver is not None,
        proves_group=bool(waiver and waiver.groups | waiver.besides),
        group_basis=waiver.basis if waiver else "",
        group_confirmed=waiver is None or waiver.confirmed,
        groups=tuple(case.groups),
        id_type=case.applicant.id_type,
        agent=agent_must_prove(case),
        minor=case.applicant.is_minor(on=on),
        materials=frozenset(case.materials),
    )


def bringing(case: Any) -> dict[str, str]:
    """What exactly is to be brought for each paper, in the words of the notice (Chinese)."""
    return bring_of(facts_of_evidence(case))


def missing_materials(case: Any) -> list[str]:
    """The papers still to come before the application can be accepted (L41, L43)."""
    return [item.code for item in evidence_of(case) if item.missing]


def hearing_told(case: Any, *, since: date) -> date | None:
    """The day of the hearing that an organ's notice named, unless it lies before ``since``."""
    told = case.organ_notice.hearing_at if case.notified else None
    on = localdate(told) if told is not None else None
    return on if on is not None and on >= since else None


def wrong_posting(
    posted_on: date | None, *, asked_at: datetime | None, at: datetime
) -> Iterator[tuple[bool, Any]]:
    """What is wrong with a day of posting: it decides whether papers came in time (民诉法 85)."""
    if posted_on is not None and asked_at is not None:
        yield posted_on > localdate(at), _("The day of posting lies in the future.")
        early = posted_on < localdate(asked_at)
        yield early, _("They were posted before they were asked for: look at the envelope again.")


@condition(_("The applicant's identity, or a reason why there is no paper, is missing."))
def identity_is_given(case: Any) -> bool:
    applicant = case.applicant
    return bool(applicant.id_no) or bool(applicant.no_id_reason)


@condition(_("Papers were already asked for once; the law allows one request only (L43)."))
def papers_not_yet_asked_for(case: Any) -> bool:
    return case.papers_asked_at is None


@condition(
    _("Required papers are missing: ask for them first, or the head may grant aid first (L44).")
)
def papers_are_there(case: Any) -> bool:
    return not missing_materials(case)


@condition(
    _("The identity number does not fit its check digit: the head of the agency must confirm it.")
)
def identity_is_confirmed(case: Any) -> bool:
    return not number_is_doubted(case)


@condition(_("The date for the reply has not passed yet."))
def reply_is_overdue(case: Any) -> bool:
    return case.clocks.filter(code="supplement", state="breached").exists()


@condition(_("The review found a test failed: return it to review, or refuse."))
def review_supports_a_grant(case: Any) -> bool:
    means_pass = {MeansTest.MET, MeansTest.NOT_REQUIRED, MeansTest.NOT_CHECKED}
    return bool(case.person_qualifies and case.scope_basis) and case.means in means_pass


@condition(_("No lawyer is proposed."))
def a_lawyer_is_proposed(case: Any) -> bool:
    return case.proposed_lawyer_id is not None


@condition(_("The agreement and the power of attorney must be uploaded first."))
def agreement_is_uploaded(case: Any) -> bool:
    kinds = set(case.attachments.values_list("kind", flat=True))
    return {"agreement", "power_of_attorney"} <= kinds


@condition(_("The notice of termination has not been served."))
def termination_is_served(case: Any) -> bool:
    return case.status != "terminated" or case.termination_served_on is not None


@condition(_("The time for an objection is not over."))
def objection_window_is_over(case: Any) -> bool:
    return (
        case.status != "terminated"
        or not case.clocks.filter(code="objection_window", state__in=["running", "paused"]).exists()
    )


@condition(_("No organ's notice is kept: take one in on the page for notices."))
def a_notice_is_there(case: Any) -> bool:
    return bool(case.notified and getattr(case, "organ_notice", None))


@condition(_("An objection is open, or what it ordered has not been carried out."))
def no_objection_is_open(case: Any) -> bool:
    return case.status != "terminated" or not case.objections.filter(**WAITING).exists()


@condition(_("No order of the bureau waits: an objection must have been corrected (L49)."))
def an_order_waits(case: Any) -> bool:
    # No bureau has acted on most cases: that is known without asking.
    return "bureau" in case.acted and bool(case.objections.filter(**ORDERED).exists())


@condition(_("Objections are raised against a refusal or a termination that stands (L49)."))
def a_decision_can_be_contested(objection: Any) -> bool:
    return objection.case.status in {"refused", "terminated"}


@condition(_("Another objection on this case is open: it is ruled on, and carried out, first."))
def no_other_objection_is_open(objection: Any) -> bool:
    others = objection.case.objections.filter(**WAITING)
    return not others.exclude(pk=objection.pk).exists()
