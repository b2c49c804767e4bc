"""From a file to a calendar in force: one person imports a notice, another confirms or rejects it.

Who may do so is the domain's to say; that they are two is held here and by the database.
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from workflow import audit
from workflow.calendar_store import confirm, digest_of
from workflow.models import CalendarDay, CalendarNotice
from workflow.moments import local_day
from workflow.notice_files import Draft, Listing
from workflow.units import unit_of_work


class NoticeRefused(Exception):
    """A notice can't be taken in, confirmed or rejected; ``sentences`` say why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


def days_of(notice: CalendarNotice) -> list[Listing]:
    """What the notice lists, in the order of the days."""
    return list(notice.days.order_by("date").values_list("date", "status", "occasion"))


@unit_of_work()
def take_in(
    draft: Draft,
    *,
    paper_no: str,
    published_on: date | None,
    source_name: str,
    by: Any,
    at: datetime,
) -> CalendarNotice:
    """Keep a notice without defects until a second person has looked at it."""
    if draft.defects or draft.year is None:
        raise NoticeRefused(*map(str, draft.defects))
    digest = digest_of(draft.days)
    _refuse_to_take_in(draft, draft.year, digest, paper_no, published_on, at)
    notice = CalendarNotice.objects.create(
        year=draft.year,
        paper_no=paper_no.strip(),
        published_on=published_on,
        digest=digest,
        source_name=source_name[:200],
        imported_at=at,
        imported_by=by,
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(notice=notice, date=day, status=status, occasion=occasion)
        for day, status, occasion in draft.days
    )
    _note("imported", notice, by, at)
    return notice


def _refuse_to_take_in(
    draft: Draft, year: int, digest: str, paper_no: str, published_on: date | None, at: datetime
) -> None:
    if not paper_no.strip():
        raise NoticeRefused(_("Give the number of the notice: it is the basis of every new date."))
    if published_on is not None and published_on > local_day(at):
        raise NoticeRefused(_("The notice can't have been published after today."))
    _refuse_the_same(year, draft.days)
    same = CalendarNotice.objects.waiting().filter(year=year, digest=digest).first()
    if same is not None:
        raise NoticeRefused(
            _("%(notice)s lists the same days and waits for a second person.") % {"notice": same}
        )


def _refuse_the_same(year: int, days: list[Listing]) -> None:
    """Whatever its occasions are called: what is off and what is worked would stay as it is."""
    present = CalendarNotice.objects.latest_of(year)
    if present is not None and _worked(days) == _worked(days_of(present)):
        raise NoticeRefused(
            _("%(notice)s lists the same days and is in force: nothing is to be done.")
            % {"notice": present}
        )


def _worked(days: list[Listing]) -> dict[date, str]:
    return {day: status for day, status, _occasion in days}


@unit_of_work()
def put_into_force(notice_id: int, *, by: Any, at: datetime) -> CalendarNotice:
    """Confirmed by a second person: from now on limits are reckoned with it."""
    notice = _decided_by(notice_id, by)
    if digest_of(days_of(notice)) != notice.digest:
        raise NoticeRefused(
            _("The days of the notice are not those that were imported: reject it.")
        )
    _refuse_the_same(notice.year, days_of(notice))
    notice.confirmed_by = by
    notice.save(update_fields=["confirmed_by"])
    confirm(notice, at=at)
    _note("confirmed", notice, by, at)
    return notice


@unit_of_work()
def reject(notice_id: int, *, why: str, by: Any, at: datetime) -> CalendarNotice:
    """It is kept, with the reason, and never counts. Its importer may take it back as well."""
    notice = _waiting(notice_id)
    if not why.strip():
        raise NoticeRefused(_("Say why it is rejected."))
    notice.rejected_at, notice.rejected_by = at, by
    notice.rejected_why = why.strip()[:200]
    notice.save(update_fields=["rejected_at", "rejected_by", "rejected_why"])
    _note("rejected", notice, by, at)
    return notice


def why_not_confirm(notice: CalendarNotice, by: Any) -> str:
    """Why this person can't confirm it; empty: the person can."""
    if notice.imported_by_id is None:
        return _("Nobody knows who imported this notice: reject it and import it again.")
    if notice.imported_by_id == by.pk:
        return _("You imported this notice: another administrator must confirm it.")
    return ""


def _decided_by(notice_id: int, by: Any) -> CalendarNotice:
    notice = _waiting(notice_id)
    if refusal := why_not_confirm(notice, by):
        raise NoticeRefused(refusal)
    return notice


def _waiting(notice_id: int) -> CalendarNotice:
    notice = CalendarNotice.objects.select_for_update(of=("self",)).get(pk=notice_id)
    if not notice.waits:
        raise NoticeRefused(_("%(notice)s has been decided on already.") % {"notice": notice})
    return notice


def _note(what: str, notice: CalendarNotice, by: Any, at: datetime) -> None:
    audit.note(
        f"calendarnotice.{what}",
        actor=by,
        subject=f"calendarnotice {notice.pk}",
        at=at,
        content={
            "year": notice.year,
            "paper_no": notice.paper_no,
            "digest": notice.digest,
            "revision": notice.revision,
            "why": notice.rejected_why,
        },
    )
