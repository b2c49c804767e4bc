"""What the acts on an objection share: its lock, and the issue of its ruling."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.actions.papers import issue_paper
from cases.models import Case, Objection
from cases.standing import follow_ruling
from documents.kinds import ObjectionDecision
from workflow.transitions import TransitionRefused


def lock_objection(objection_id: int) -> Objection:
    """Its case first, then itself: the one order of locks."""
    case_id = Objection.objects.values_list("case_id", flat=True).get(pk=objection_id)
    case: Case = Case.objects.locked(pk=case_id)
    objection: Objection = Objection.objects.locked(pk=objection_id)
    objection.case = case
    return objection


def refuse_without_letter(objection: Objection) -> None:
    """A ruling is numbered by the bureau, and a number begins with its letter."""
    bureau = objection.case.agency.parent
    if bureau is None or not bureau.letter:
        raise TransitionRefused(
            _(
                "The bureau has no letter for the numbers of its rulings: an administrator enters "
                "it under “Administration”, “Offices”. Nothing you typed is lost."
            )
        )


def issue_ruling(objection: Objection, facts: ObjectionDecision, *, at: datetime) -> None:
    """Under the bureau's own number and seal. What becomes of the contested decision is said of it."""
    objection.ruling = issue_paper(objection.case, facts, at=at)
    objection.save(update_fields=["ruling"])
    follow_ruling(objection, at=at)
