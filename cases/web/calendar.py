"""The calendar for everybody: a year of rest days and make-up days, and what each rests on."""

import calendar as months_of
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cases.recomputing import latest_recompute
from cases.states import Role
from workflow.calendar_store import current_calendar
from workflow.calendars import Because, Calendar, Day
from workflow.festivals import first_year, last_year
from workflow.models import CalendarNotice

#: While clocks are dated anew the page asks again after so many seconds, without any script.
LOOK_AGAIN = 3


@dataclass(frozen=True)
class Cell:
    """One day: its number, ``kind`` for the colour, a word, and everything for who asks."""

    number: int
    kind: str
    word: str
    said: str
    open: bool
    today: bool


@dataclass(frozen=True)
class Span:
    """Days of one kind in a row, for the list under the month."""

    days: str
    words: str


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Cell | None]]
    spans: list[Span]


@require_safe
def year(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Twelve months, the notice they rest on, and the notices there were."""
    today = localdate(timezone.now())
    chosen = today.year if year is None else year
    if not first_year() <= chosen <= last_year():
        raise Http404
    calendar = current_calendar()
    admin = Role.ADMIN in request.user.roles  # type: ignore[union-attr]
    notices = CalendarNotice.objects.select_related("imported_by", "confirmed_by", "rejected_by")
    of_year = notices.filter(year=chosen)
    work = latest_recompute() if admin else None
    context = {
        "year": chosen,
        "before": chosen - 1 if chosen > first_year() else None,
        "after": chosen + 1 if chosen < last_year() else None,
        "months": [month_of(calendar, chosen, number, today) for number in range(1, 13)],
        "weekdays": weekdays(),
        "announced": chosen in calendar.years,
        "worked": sum(calendar.works(day) for day in _days_of(chosen)),
        "history": list(of_year.in_force().order_by("-revision")),
        "rejected": of_year.filter(rejected_at__isnull=False).order_by("-pk") if admin else [],
        "waiting": notices.waiting().order_by("year", "pk") if admin else [],
        "work": work,
    }
    answer = render(request, "cases/calendar.html", context)
    if work is not None and work.running:
        answer["Refresh"] = str(LOOK_AGAIN)
    return answer


def weekdays() -> list[str]:
    """From Monday, as short as a column of a month: 一, 二 in Chinese."""
    monday = date(2024, 1, 1)
    days = [monday + timedelta(days=place) for place in range(7)]
    return [date_format(day, "D").removeprefix("星期") for day in days]


def month_of(calendar: Calendar, year: int, number: int, today: date) -> Month:
    """The month as a table of weeks from Monday, and its special days in words."""
    weeks = [
        [_cell(calendar.day(day), today) if day.month == number else None for day in week]
        for week in months_of.Calendar().monthdatescalendar(year, number)
    ]
    days = [calendar.day(day) for day in _days_of(year) if day.month == number]
    return Month(date(year, number, 1), weeks, list(_spans(days)))


def _days_of(year: int) -> Iterator[date]:
    return (
        date.fromordinal(place)
        for place in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    )


def is_open(day: Day) -> bool:
    """A notice still to come may make it another day."""
    return day.works_at_least != day.works_at_most


def _cell(day: Day, today: date) -> Cell:
    kinds = {Because.HOLIDAY: "off", Because.MAKE_UP_DAY: "made-up", Because.WEEKEND: "weekend"}
    words = {
        Because.HOLIDAY: pgettext("on a calendar", "off"),
        Because.MAKE_UP_DAY: pgettext("on a calendar", "work"),
    }
    said = {
        Because.HOLIDAY: _("rest day"),
        Because.MAKE_UP_DAY: _("worked to make up"),
        Because.WEEKEND: _("weekend"),
        Because.WEEKDAY: "",
    }
    kept = [said[day.because], _(day.occasion) if day.occasion else ""]
    kept.append(_("provisional") if is_open(day) else "")
    return Cell(
        number=day.date.day,
        kind=kinds.get(day.because, "worked"),
        word=words.get(day.because, ""),
        said=", ".join(word for word in kept if word),
        open=is_open(day),
        today=day.date == today,
    )


def _spans(days: list[Day]) -> Iterator[Span]:
    """“1–3 off: New Year's Day”, “4 worked to make up: New Year's Day”."""
    special = [day for day in days if day.because in {Because.HOLIDAY, Because.MAKE_UP_DAY}]

    def run(placed: tuple[int, Day]) -> Any:
        place, day = placed
        return day.because, day.occasion, day.date.day - place

    for (because, occasion, _place), found in groupby(enumerate(special), run):
        row = [day.date.day for _, day in found]
        word = _("worked to make up") if because is Because.MAKE_UP_DAY else _("rest day")
        if occasion:
            word = _("%(what)s: %(occasion)s") % {"what": word, "occasion": _(occasion)}
        yield Span(f"{row[0]}–{row[-1]}" if len(row) > 1 else str(row[0]), word)
