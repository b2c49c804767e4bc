"""Letters that a case in a lawyer's hand needs on the way (forms 13 and 15). No move."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.actions.organ_letters import keep_letter
from cases.actions.papers import issue_paper, latest
from cases.actions.papers.assignment import introduction_letter, letter_to_organ
from cases.models import Case, CasePaper
from cases.states import Role, Status
from documents.facts import Facts, to_json
from workflow import audit
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work

#: Somebody is assigned, for whom a letter can speak.
WITH_A_LAWYER = frozenset({Status.ASSIGNED, Status.HANDLING})


@unit_of_work()
def write_to_organ(*, case_id: int, organ: str, by: Any, at: datetime) -> CasePaper:
    """Tell an organ that was not known when the lawyer was assigned, or that has the case now."""
    case = _case_of_officer(case_id, by)
    refuse_if((not organ.strip(), _("Name the organ that handles the case.")))
    paper = _issue(case, letter_to_organ(case, organ=organ, at=at), by=by, at=at)
    if case.notified and organ.strip() == case.organ_notice.organ_name:
        keep_letter(case, paper, by=by, at=at)
    return paper


@unit_of_work()
def introduce_lawyer(
    *, case_id: int, to: str, purpose: str, valid_until: date, by: Any, at: datetime
) -> CasePaper:
    """Introduce the handling lawyer where the case takes them."""
    case = _case_of_officer(case_id, by)
    refuse_if(
        (not to.strip(), _("Say to whom the lawyer is introduced.")),
        (not purpose.strip(), _("Say what the lawyer comes for.")),
        (valid_until < localdate(at), _("The introduction must be valid today at least.")),
    )
    letter = introduction_letter(case, to=to, purpose=purpose, valid_until=valid_until, at=at)
    return _issue(case, letter, by=by, at=at)


def _case_of_officer(case_id: int, by: Any) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    if case.status not in WITH_A_LAWYER or Role.OFFICER not in by.roles_on(case):
        raise TransitionRefused(
            _("Only the assignment officer issues letters, while a lawyer has the case.")
        )
    return case


def _issue(case: Case, facts: Facts, *, by: Any, at: datetime) -> CasePaper:
    earlier = latest(case, facts.kind)
    if earlier and earlier.facts == to_json(facts):  # pressed twice
        said = _("This very letter was issued today: %(label)s.") % {"label": earlier.label}
        raise TransitionRefused(said)
    paper = issue_paper(case, facts, at=at)
    content = {"paper": paper.pk, "kind": facts.kind}
    audit.note("letter.issued", actor=by, subject=case.number, at=at, content=content)
    return paper
