"""When a move is allowed. Each guard looks at the case alone and carries the sentence it needs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.codes import SCOPE, Group, IdType, Material, Matter, MeansTest
from workflow.transitions import condition

#: Groups whose means are not checked when papers prove them (L42). Which papers: a later issue.
EXEMPT_GROUPS = frozenset({Group.MILITARY})
#: Migrant workers claiming wages or for injury at work (L42(3)).
EXEMPT_CLAIMS = frozenset({Matter.LABOUR_PAY, Matter.WORK_INJURY})


def means_are_exempt(case: Any) -> bool:
    """No statement of means is needed: L32, or not checked under L42."""
    groups = set(case.groups)
    return (
        SCOPE[case.matter][0] == 32
        or bool(EXEMPT_GROUPS & groups)
        or (Group.MIGRANT in groups and case.matter in EXEMPT_CLAIMS)
    )


def missing_materials(case: Any) -> list[str]:
    """The papers still to come before the application can be accepted (L41, L43)."""
    needed = [Material.APPLICATION_FORM, Material.CASE_EVIDENCE]
    if case.applicant.id_type != IdType.NONE:
        needed.insert(0, Material.IDENTITY)
    if not means_are_exempt(case):
        needed.append(Material.MEANS_STATEMENT)
    return [str(material.value) for material in needed if material not in case.materials]


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
