"""Sign: agreement and power of attorney are there, and the case is in the lawyer's hand (P27)."""

from datetime import datetime
from typing import Any

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
    """``agreement`` and ``power_of_attorney`` are uploads that passed ``check_upload``."""
    case: Case = Case.objects.locked(pk=case_id)
    Attachment.keep(case, Attachment.Kind.AGREEMENT, agreement, by=by, at=at)
    Attachment.keep(case, Attachment.Kind.POWER_OF_ATTORNEY, power_of_attorney, by=by, at=at)
    perform(case.sign, by=by, at=at, expect=expect)
    return case
