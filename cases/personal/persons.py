"""Whose data it is: a case holds the main applicant's and those of who applies together (D12)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import Case, CoApplicant
from workflow.transitions import TransitionRefused


def one_of(case: Case, co_applicant: int | None) -> CoApplicant | None:
    """The co-applicant of this very case; none is named: the main applicant."""
    if co_applicant is None:
        return None
    who: CoApplicant | None = case.co_applicants.filter(pk=co_applicant).first()
    if who is None:
        raise TransitionRefused(_("This person does not apply together with the applicant here."))
    return who


def said_of(who: CoApplicant | None) -> dict[str, Any]:
    """What the chain says of whose data it is: a key, never a name. Of the main applicant nothing."""
    return {"co_applicant": who.pk} if who else {}
