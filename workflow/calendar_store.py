"""The calendar as the database has it: read once, kept until a notice is confirmed.

Every confirmed notice carries a fingerprint of the whole calendar up to and including it. One
short query for the newest fingerprint tells a process whether what it keeps is still the truth,
whoever imported what since.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from workflow.calendars import Calendar, Listed, YearNotice
from workflow.models import CalendarDay, CalendarNotice

#: So many calendars are kept: the present one, and those that older clocks were reckoned with.
KEPT = 8
_kept: OrderedDict[str, Calendar] = OrderedDict()


class CalendarMissing(LookupError):
    """No confirmed notice at all. Reckoning on would treat every year as one without holidays."""


def fingerprints() -> QuerySet[CalendarNotice, str]:
    """The fingerprint of the calendar in force: one value, also as a subquery of other reads."""
    confirmed = CalendarNotice.objects.filter(revision__isnull=False)
    return confirmed.order_by("-revision").values_list("fingerprint", flat=True)[:1]


def current_calendar(fingerprint: str | None = None) -> Calendar:
    """The calendar in force: one query, or none with a fingerprint that was just read."""
    fingerprint = fingerprint or fingerprints().first()
    if fingerprint is None:
        raise CalendarMissing("No notice of rest days is confirmed: run manage.py migrate.")
    return _calendar(fingerprint)


def calendar_at(revision: int) -> Calendar:
    """The calendar as it stood at a revision: what a clock of that revision was reckoned with."""
    notice = CalendarNotice.objects.filter(revision=revision).first()
    if notice is None:
        raise CalendarMissing(f"There is no revision {revision} of the calendar.")
    return _calendar(notice.fingerprint)


def calendars_at(revisions: Iterable[int]) -> dict[int, Calendar]:
    """The calendars as they stood at these revisions: one query for all that are kept."""
    wanted = set(revisions)
    notices = CalendarNotice.objects.filter(revision__in=wanted)
    found = {notice.revision or 0: notice.fingerprint for notice in notices}
    if missing := wanted - set(found):
        raise CalendarMissing(f"There is no revision {min(missing)} of the calendar.")
    return {revision: _calendar(fingerprint) for revision, fingerprint in found.items()}


def _calendar(fingerprint: str) -> Calendar:
    calendar = _kept.get(fingerprint)
    if calendar is None:
        _kept[fingerprint] = calendar = _read(fingerprint)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return calendar


def _read(fingerprint: str) -> Calendar:
    newest = CalendarNotice.objects.get(fingerprint=fingerprint)
    notices = CalendarNotice.objects.filter(revision__lte=newest.revision)
    return Calendar(
        [
            YearNotice(
                notice.year,
                {
                    day.date: Listed(day.status == CalendarDay.Status.WORK, day.occasion)
                    for day in notice.days.all()
                },
                notice.paper_no,
            )
            for notice in notices.order_by("revision").prefetch_related("days")
        ],
        revision=newest.revision or 0,
    )


def digest_of(days: Iterable[tuple[date, str, str]]) -> str:
    """SHA-256 of a notice's days as (date, status, occasion), in the order of their dates."""
    lines = (f"{day},{status},{occasion}\n" for day, status, occasion in sorted(days))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def confirm(notice: Any, *, at: datetime | None) -> None:
    """Put a notice into force: it gets the next revision, and its days stand from now on.

    Works on the historical models of a migration too. ``at`` is None for what the package ships.
    """
    newest = type(notice)._default_manager.filter(revision__isnull=False)
    before = newest.order_by("-revision").select_for_update().first()
    chain = f"{before.fingerprint if before else ''}\n{notice.year}\n{notice.digest}"
    notice.revision = before.revision + 1 if before else 1
    notice.fingerprint = hashlib.sha256(chain.encode()).hexdigest()
    notice.confirmed_at = at
    notice.save(update_fields=["revision", "fingerprint", "confirmed_at"])
