"""Make an appointment for a hard question: it is answered then."""

from datetime import datetime
from typing import Any

from cases.models import Consultation
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def book_consultation(
    *,
    consultation_id: int,
    appointment_at: datetime,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Consultation:
    consultation: Consultation = Consultation.objects.locked(pk=consultation_id)
    perform(consultation.book, by=by, at=at, expect=expect, appointment_at=appointment_at)
    return consultation
