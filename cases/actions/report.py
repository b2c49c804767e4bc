"""Report: the lawyer hands in the complete closing file; the closing report and the log of what was
done are issued (L50, L46)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.actions.papers import issue_papers
from cases.actions.papers.closing import closing_report
from cases.actions.papers.handling import progress_log
from cases.models import Case
from workflow.transitions import perform, refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def report_case(
    *,
    case_id: int,
    papers: list[str],
    summary: str,
    by: Any,
    at: datetime,
    organ: str = "",
    recovered_yuan: Decimal | None = None,
    expect: int | None = None,
) -> Case:
    """``summary`` says how the case was handled: the report prints it, the record keeps it."""
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.report, by=by, at=at, expect=expect, reason=summary, papers=papers)
    refuse_if((not summary.strip(), _("Say how the case was handled: the report prints it.")))
    facts = closing_report(case, at=at, organ=organ, summary=summary, recovered=recovered_yuan)
    issue_papers(case, [progress_log(case, at=at), facts], at=at)
    return case
