"""Ask for papers: one notice names everything that is missing; the clocks stand still."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import override

from cases.codes import Material
from cases.models import Case
from documents.issuing import issue
from documents.kinds import SupplementNotice
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def ask_for_papers(
    *,
    case_id: int,
    items: list[str],
    reply_by: date,
    by: Any,
    at: datetime,
    expect: int | None = None,
) -> Case:
    case: Case = Case.objects.with_places().locked(pk=case_id)
    perform(case.ask_for_papers, by=by, at=at, expect=expect, items=items, reply_by=reply_by)
    notice = SupplementNotice(
        agency=case.agency.issuer(),
        recipient=case.applicant.name,
        applied_on=localdate(case.received_at),
        cause=case.cause,
        items=_in_chinese(items),
        noticed_on=localdate(at),
        reply_by=reply_by,
    )
    case.papers.create(document=issue(notice, issuer=case.agency.issuer(), at=at))
    return case


def _in_chinese(items: list[str]) -> tuple[str, ...]:
    """Codes by their Chinese names; what was typed stays as it is. Papers are in Chinese."""
    with override("zh-hans"):
        names = {code: str(name) for code, name in Material.choices}
        return tuple(names.get(item, item) for item in items)
