"""Hand an applicant a copy of all that is held about them (PIPL 45): recorded before it is made."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import permissions
from cases.masking import has_number
from cases.models import Applicant, Case
from cases.personal.disclosures import EVERYTHING
from cases.personal.holdings import held_about
from workflow import audit
from workflow.transitions import refuse_if
from workflow.units import unit_of_work


def export_personal(
    *, case_id: int, asked_by: str, identity_seen: bool, words: str, by: Any, at: datetime
) -> tuple[Case, dict[str, Any]]:
    """The case and its copy, made once it is recorded who asked and who hands it over."""
    with unit_of_work():
        case: Case = Case.objects.locked(pk=case_id)
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
            content={"what": [EVERYTHING], "reason": str(asked_by), "words": words.strip()},
        )
    return case, held_about(case, at=at, others=_others(case, by))


def _others(case: Case, user: Any) -> list[str]:
    """Further cases of the same number that this person may know of: each has a copy of its own."""
    if not case.applicant.id_no:
        return []
    same = Applicant.objects.filter(id_no_index__matches=case.applicant.id_no)
    visible = Case.objects.visible_to(user).filter(applicant__in=same).exclude(pk=case.pk)
    return list(visible.order_by("number").values_list("number", flat=True))
