"""Take down what the applicant was told of the handling of personal data, and what they answered."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases import permissions
from cases.conditions import means_are_exempt
from cases.models import Agreement, Case, NoticeEdition
from cases.models.agreements import ANSWERS, Answer, Purpose, Spoken, Way
from workflow import audit
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work

#: Under this age a parent or another guardian agrees (PIPL 31).
CHILD = 14


@dataclass(frozen=True)
class Told:
    """What the counter ticks while it registers: the notice was read out, and what was said to the
    check of means (``agreed``, ``pledged``, or nothing)."""

    means: str = ""
    way: str = Way.READ_OUT
    language: str = Spoken.MANDARIN
    guardian: str = ""
    relation: str = ""


@unit_of_work()
def record_agreement(
    *,
    case_id: int,
    purpose: str,
    answer: str,
    way: str,
    language: str,
    by: Any,
    at: datetime,
    guardian: str = "",
    relation: str = "",
) -> Agreement:
    """A later word on a case: another agreement, or one taken back. The word before stays."""
    case: Case = Case.objects.locked(pk=case_id)
    permissions.refuse_unless(permissions.TAKES_DOWN, case, by)
    told = Told(way=way, language=language, guardian=guardian, relation=relation)
    return _keep(case, purpose, answer, told, by=by, at=at)


def keep_told(case: Case, told: Told | None, *, by: Any, at: datetime) -> None:
    """With the registration, inside its unit of work. ``None``: the applicant is told later."""
    if told is None:
        return
    agent = getattr(case, "agent", None)
    if agent is not None and not told.guardian:
        told = replace(
            told, guardian=agent.name, relation=agent.relation
        )  # L40: who applies for them
    _keep(case, Purpose.HANDLING, Answer.TOLD, told, by=by, at=at)
    if told.means and not means_are_exempt(case):
        _keep(case, Purpose.MEANS_CHECK, told.means, told, by=by, at=at)


def _keep(case: Case, purpose: str, answer: str, told: Told, *, by: Any, at: datetime) -> Agreement:
    before = case.agreements.standing().get(purpose)
    refuse_if(
        (answer not in ANSWERS[purpose], _("This is no answer to what was asked.")),
        (
            answer == Answer.WITHDRAWN and (before is None or before.answer != Answer.AGREED),
            _("There is no agreement that could be taken back."),
        ),
        (
            answer in {Answer.AGREED, Answer.PLEDGED}
            and is_child(case, at=at)
            and not told.guardian.strip(),
            _("The applicant is under fourteen: name the guardian who agrees (PIPL 31)."),
        ),
    )
    kept = Agreement.objects.create(
        case=case,
        edition=_edition(at),
        purpose=purpose,
        answer=answer,
        way=told.way,
        language=told.language,
        guardian=told.guardian.strip() or None,
        guardian_relation=told.relation.strip(),
        by=by,
        at=at,
    )
    audit.note(
        "agreement.recorded",
        actor=by,
        subject=case.number,
        at=at,
        content={
            "edition": kept.edition.number,
            "purpose": str(purpose),
            "answer": str(answer),
            "way": str(told.way),
            "language": str(told.language),
            "guardian": kept.guardian is not None,
        },
    )
    return kept


def _edition(at: datetime) -> NoticeEdition:
    edition: NoticeEdition | None = NoticeEdition.objects.in_force(localdate(at))
    if edition is None:
        raise TransitionRefused(_("No notice is in force: an administrator enters one first."))
    return edition


def is_child(case: Case, *, at: datetime) -> bool:
    """Under fourteen on that day."""
    born, day = case.applicant.birth_on, localdate(at)
    if born is None:
        return False
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < CHILD
