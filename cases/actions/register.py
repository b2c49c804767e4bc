"""Register an application: the case exists from here, and its two clocks run from its receipt."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.actions.forward import keep_forwarding
from cases.actions.papers import issue_papers
from cases.actions.papers.intake import registration_papers
from cases.actions.record_agreement import Told, keep_told
from cases.identity import NUMBERED, fits
from cases.masking import may_be_a_number
from cases.models import (
    Agent,
    Applicant,
    Case,
    CoApplicant,
    Intake,
    IntakeDraft,
    NumberDoubt,
    Office,
    Opponent,
)
from documents import numbering
from workflow import audit
from workflow.transitions import TransitionRefused, perform, refuse_if
from workflow.units import unit_of_work


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What an application may bring beside applicant and facts: each as its model's own fields."""

    agent: dict[str, Any] | None = None
    co_applicants: Sequence[dict[str, Any]] = ()
    intake: dict[str, Any] = field(default_factory=dict)
    #: By whom it was passed on, and when they got it (L39).
    forwarded: dict[str, Any] | None = None
    #: That the applicant was told of the handling of personal data, and the answers.
    told: Told | None = None
    #: Why a number is kept whose check digit doesn't fit; empty where it fits.
    doubt: str = ""
    #: The draft that this was typed into, which ends here.
    draft: uuid.UUID | None = None


NOTHING = Beside()


def register_case(
    *,
    station: Office,
    applicant: dict[str, Any],
    facts: dict[str, Any],
    opponents: Iterable[str],
    submission: str,
    by: Any,
    at: datetime,
    on_paper: bool = False,
    beside: Beside = NOTHING,
) -> Case:
    """Take an application down. ``submission`` names the form or the imported row: the same one
    sent twice gives the same case. ``applicant`` and ``facts`` are the models' own fields.
    ``on_paper``: it was taken down on paper before, form and receipt are there, none are issued."""
    sent = Case.objects.filter(submission=submission)
    if not sent.exists():
        given = station, applicant, facts, opponents, submission, by, at, on_paper, beside
        try:
            return _register(*given)
        except IntegrityError:
            if not sent.exists():
                raise  # it was something else than the same form at the same moment
    return sent.get()


@unit_of_work()
def _register(
    station: Office,
    applicant: dict[str, Any],
    facts: dict[str, Any],
    opponents: Iterable[str],
    submission: str,
    by: Any,
    at: datetime,
    on_paper: bool,
    beside: Beside,
) -> Case:
    agency = station.parent
    if agency is None:
        raise TransitionRefused(_("This office is no station: an application is taken at one."))
    year = localdate(facts["received_at"]).year
    place = station.code.removeprefix("court-")
    serial = numbering.take(issuer=station.code, register="case", year=year)
    case = Case.objects.create(
        number=f"{place}-{year}-{serial:05d}",
        station=station,
        agency=agency,
        applicant=Applicant.objects.create(**applicant),
        submission=submission,
        **facts,
    )
    names = [name for name in dict.fromkeys(opponents) if name]
    Opponent.objects.bulk_create(Opponent(case=case, name=name) for name in names)
    _keep_beside(case, beside, by=by, at=at)
    perform(case.register, by=by, at=at)
    if beside.draft is not None:
        # Only now: its ``origin`` told the move which consultation is taken up.
        IntakeDraft.objects.visible_to(by).filter(key=beside.draft).delete()
    if beside.doubt:
        content = {"reason": beside.doubt}
        audit.note("number.doubted", actor=by, subject=case.number, at=at, content=content)
    if beside.forwarded:
        keep_forwarding(case, **beside.forwarded, by=by, at=at)
    keep_told(case, beside.told, by=by, at=at)
    if not on_paper:
        issue_papers(case, registration_papers(case, names, by=by), at=at)
    return case


def _keep_beside(case: Case, beside: Beside, *, by: Any, at: datetime) -> None:
    for name in ("agent", "intake", "number_doubt"):  # a new case has none, and need not ask
        Case._meta.get_field(name).set_cached_value(case, None)  # type: ignore[union-attr]
    if beside.doubt:
        _doubt(case, beside.doubt.strip(), by=by, at=at)
    if beside.agent is not None:
        Agent.objects.create(case=case, **beside.agent)
    for person in beside.co_applicants:
        CoApplicant.objects.create(case=case, **person)
    intake = {name: value for name, value in beside.intake.items() if value}
    if others := len(beside.co_applicants):
        intake["applicants"] = 1 + others
    else:
        intake.pop("claim_divisible", None)  # of one person there is nothing to divide
    if intake:
        Intake.objects.create(case=case, **intake)


def _doubt(case: Case, reason: str, *, by: Any, at: datetime) -> None:
    person = case.applicant
    refuse_if(
        (
            person.id_type not in NUMBERED or fits(person.id_no),
            _("The check digit of this number fits: there is nothing to confirm."),
        ),
        (
            may_be_a_number(reason),
            _("Give the reason without anybody's number: it is kept for ever."),
        ),
    )
    NumberDoubt.objects.create(case=case, reason=reason, by=by, at=at)
