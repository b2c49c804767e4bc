"""Answer a consultation: the words stand with each question, the record says what became of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.models import Consultation
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def answer_consultation(
    *,
    consultation_id: int,
    answers: Mapping[int, str],
    handling: list[str],
    by: Any,
    at: datetime,
    redirected_to: str = "",
    expect: int | None = None,
) -> Consultation:
    """``answers`` by the position of their question. All or nothing: a refusal keeps none."""
    consultation: Consultation = Consultation.objects.locked(pk=consultation_id)
    if consultation.is_open:  # else the move below says why not, and no word is changed
        for question in consultation.questions.all():
            question.answer = answers.get(question.position, question.answer)
            question.save(update_fields=["answer"])
    settle(
        consultation, handling=handling, redirected_to=redirected_to, by=by, at=at, expect=expect
    )
    return consultation


def settle(
    consultation: Consultation,
    *,
    handling: list[str],
    by: Any,
    at: datetime,
    redirected_to: str = "",
    expect: int | None = None,
) -> None:
    """The move itself, for an answer that was given while the question was taken down too."""
    perform(
        consultation.answer,
        by=by,
        at=at,
        expect=expect,
        handling=handling,
        redirected_to=redirected_to,
    )
