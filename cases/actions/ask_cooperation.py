"""Ask another agency to look into something (form 7): the clocks stand still until it answers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cases.actions.papers import issue_paper
from cases.actions.papers.cooperation import cooperation_letter
from cases.models import Case, CasePause, Cooperation
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def ask_cooperation(
    *,
    case_id: int,
    agency: str,
    items: Sequence[str],
    reply_by: date,
    by: Any,
    at: datetime,
    region: str = "",
    background: str = "",
    enclosed: Sequence[str] = (),
    expect: int | None = None,
) -> Case:
    """``reply_by`` is the last day named in the letter: no rule gives one. ``background`` and
    ``enclosed`` are printed on the letter alone."""
    case: Case = Case.objects.locked(pk=case_id)
    agency, region = agency.strip(), region.strip()
    perform(
        case.ask_cooperation,
        by=by,
        at=at,
        expect=expect,
        agency=agency,
        region=region,
        items=list(items),
        reply_by=reply_by,
    )
    asked = Cooperation.objects.create(
        case=case, agency=agency, region=region, items=list(items), asked_at=at, reply_by=reply_by
    )
    letter = cooperation_letter(case, asked, background=background, enclosed=enclosed, at=at)
    CasePause.objects.rest_on(issue_paper(case, letter, at=at))
    return case
