"""Take a consultation down: who asks what, and, where it is known at once, the answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.actions.answer_consultation import settle
from cases.answering import due_of, rule_for
from cases.consultation import Handling
from cases.models import Consultation, Office, Question
from documents import numbering
from workflow.transitions import TransitionRefused, perform, refuse_if
from workflow.units import unit_of_work

#: The register in which a station counts its consultations.
REGISTER = "consultation"


def take_consultation_down(
    *,
    station: Office,
    asker: dict[str, Any],
    way: str,
    asked_at: datetime,
    questions: Sequence[dict[str, str]],
    submission: str,
    by: Any,
    at: datetime,
    handling: Sequence[str] = (),
    redirected_to: str = "",
    appointment_at: datetime | None = None,
) -> Consultation:
    """``asker`` and each of ``questions`` are the models' own fields. The same ``submission`` sent
    twice gives the same consultation. With an answer to every question it is answered at once."""
    sent = Consultation.objects.filter(submission=submission)
    if not sent.exists():
        facts = {"way": way, "asked_at": asked_at, "submission": submission, **asker}
        then = {"handling": [*handling], "redirected_to": redirected_to}
        try:
            return _take_down(station, facts, questions, appointment_at, then, by, at)
        except IntegrityError:
            if not sent.exists():
                raise  # it was something else than the same form at the same moment
    return sent.get()


@unit_of_work()
def _take_down(
    station: Office,
    facts: dict[str, Any],
    questions: Sequence[dict[str, str]],
    appointment_at: datetime | None,
    then: dict[str, Any],
    by: Any,
    at: datetime,
) -> Consultation:
    if station.kind != Office.Kind.STATION or station.parent_id is None:
        raise TransitionRefused(_("This office is no station: a question is taken down at one."))
    refuse_if((not questions, _("Write down what was asked.")))
    asked_at = facts["asked_at"]
    year = localdate(asked_at).year
    place = station.code.removeprefix("court-")
    serial = numbering.take(issuer=station.code, register=REGISTER, year=year)
    rule = rule_for(facts["way"], asked_at)
    consultation = Consultation.objects.create(
        number=f"{place}-ZX-{year}-{serial:05d}",
        station=station,
        taken_by=by,
        rule=rule,
        due_at=due_of(facts["way"], asked_at, rule),
        **facts,
    )
    Question.objects.bulk_create(
        Question(consultation=consultation, position=place, **one)
        for place, one in enumerate(questions, 1)
    )
    perform(consultation.take_down, by=by, at=at)
    if appointment_at is not None:
        perform(consultation.book, by=by, at=at, appointment_at=appointment_at)
    if set(then["handling"]) - {Handling.APPOINTMENT} and all(q["answer"] for q in questions):
        settle(consultation, by=by, at=at, **then)
    return consultation
