"""A notice of rest days: imported by one administrator, confirmed or rejected by another.

These are no moves of a case; what they leave is in the audit chain, and in each case whose dates
change.
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.models import CaseClock, ObjectionClock
from cases.states import Role
from workflow import calendar_notices, recompute
from workflow.calendar_notices import NoticeRefused
from workflow.models import CalendarNotice, Recompute
from workflow.notice_files import Draft
from workflow.units import unit_of_work


def import_notice(
    *,
    draft: Draft,
    paper_no: str,
    published_on: date | None,
    source_name: str,
    by: Any,
    at: datetime,
) -> CalendarNotice:
    """Keep it for the second person. Nothing is reckoned with it yet."""
    _refuse_others(by)
    return calendar_notices.take_in(
        draft,
        paper_no=paper_no,
        published_on=published_on,
        source_name=source_name,
        by=by,
        at=at,
    )


@unit_of_work()
def confirm_notice(*, notice_id: int, by: Any, at: datetime) -> Recompute:
    """From this commit on limits are reckoned with it, and all open clocks are to be dated anew."""
    _refuse_others(by)
    notice = calendar_notices.put_into_force(notice_id, by=by, at=at)
    for clocks in (ObjectionClock, CaseClock):
        asked = recompute.request(
            clocks, reason=Recompute.Reason.CALENDAR, notice=notice, by=by, at=at
        )
    return asked  # that of the cases, of which the page shows how far it is


def reject_notice(*, notice_id: int, why: str, by: Any, at: datetime) -> CalendarNotice:
    """It never counts; the reason is kept."""
    _refuse_others(by)
    return calendar_notices.reject(notice_id, why=why, by=by, at=at)


def _refuse_others(by: Any) -> None:
    if not by.is_active or Role.ADMIN not in by.roles:
        raise NoticeRefused(_("Only an administrator may do this."))
