"""Archive: the file is complete and the subsidy decided."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from cases.models import Case
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def archive_case(
    *,
    case_id: int,
    subsidy_yuan: Decimal,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.archive, by=by, at=at, expect=expect, subsidy_yuan=subsidy_yuan)
    return case
