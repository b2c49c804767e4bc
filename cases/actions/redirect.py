"""Redirect an application to the agency that is competent (L38)."""

from datetime import datetime
from typing import Any

from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def redirect_case(
    *,
    case_id: int,
    to: str,
    why: str,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.redirect, by=by, at=at, expect=expect, to=to, why=why)
    return case
