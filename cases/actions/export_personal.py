"""Hand an applicant a copy of all that is held about them (PIPL 45): recorded before it is made."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import permissions
from cases.masking import has_number
from cases.models import Applicant, Case, CoApplicant
from cases.personal.disclosures import EVERYTHING
from cases.personal.holdings import held_about
from cases.personal.persons import one_of, said_of
from workflow import audit
from workflow.transitions import refuse_if
from workflow.units import unit_of_work


def export_personal(
    *,
    case_id: int,
    asked_by: str,
    identity_seen: bool,
    words: str,
    by: Any,
    at: datetime,
    co_applicant: int | None = None,
) -> tuple[Case, CoApplicant | None, dict[str, Any]]:
    """The case, whose copy it is and the copy, made once it is recorded who asked and who hands it
    over. Each person's holds the own rows alone."""
    with unit_of_work():
        case: Case = Case.objects.locked(pk=case_id)
        who = one_of(case, co_applicant)
        permissions.refuse_unless(permissions.HANDS_OVER, case, by)
        refuse_if(
            (
                not identity_seen,
                _("Look at the identity paper of who asks, and tick that you did."),
            ),
            (not words.strip(), _("Say in a few words how it was asked for.")),
            (
                has_number(words),
                _("Give the reason without anybody's number: it is kept for ever."),
            ),
        )
        audit.note(
            "personal.exported",
            actor=by,
            subject=case.number,
            at=at,
            content={"what": [EVERYTHING], "reason": str(asked_by), "words": words.strip()}
            | said_of(who),
        )
    number = (who or case.applicant).id_no
    return case, who, held_about(case, who, at=at, others=_others(case, number, by))


def _others(case: Case, number: str, user: Any) -> list[str]:
    """Further cases in which the same number applies that this person may know of: each has a copy
    of its own."""
    if not number:
        return []
    main = Applicant.objects.filter(id_no_index__matches=number)
    beside = CoApplicant.objects.filter(id_no_index__matches=number).values("case")
    same = Q(applicant__in=main) | Q(pk__in=beside)
    visible = Case.objects.visible_to(user).filter(same).exclude(pk=case.pk)
    return list(visible.order_by("number").values_list("number", flat=True))
