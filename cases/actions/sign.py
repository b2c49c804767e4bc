"""Sign: agreement and power of attorney are there, and the case is in the lawyer's hand (P27)."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from cases.conditions import hearing_told
from cases.models import Attachment, Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def sign_agreement(
    *,
    case_id: int,
    agreement: Any,
    power_of_attorney: Any,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    """``agreement`` and ``power_of_attorney`` are uploads that passed ``check_upload``. A hearing of
    which an organ told, and that is still to come, is the first dated step of the case."""
    case: Case = Case.objects.locked(pk=case_id)
    Attachment.keep(case, Attachment.Kind.AGREEMENT, agreement, by=by, at=at)
    Attachment.keep(case, Attachment.Kind.POWER_OF_ATTORNEY, power_of_attorney, by=by, at=at)
    hearing_on = hearing_told(case, since=localdate(at))
    named: dict[str, Any] = {"hearing_on": hearing_on} if hearing_on else {}
    perform(case.sign, by=by, at=at, expect=expect, **named)
    return case
