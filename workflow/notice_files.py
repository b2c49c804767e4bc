"""A notice of rest days as a file: CSV or JSON, read with a sentence for every defect.

CSV: ``date,status,occasion``, a header in English or Chinese or none. JSON: our own form
``{"year", "paper_no", "published_on", "days": [{"date", "status", "occasion"}]}``, or that of the
public collection holiday-cn, ``{"year", "papers", "days": [{"name", "date", "isOffDay"}]}``.
Nothing here touches the database.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow import festivals
from workflow.calendars import SATURDAY
from workflow.festivals import first_year, last_year, statutory_days

#: A notice has some forty lines; what is longer than this is no notice.
LONGEST = 100_000
#: So many characters fit into an occasion and into a number.
OCCASION = 60

OFF = frozenset({"off", "休", "休息", "放假", "假", "放假调休", "true"})
WORK = frozenset({"work", "班", "上班", "补班", "调休上班", "工作", "false"})
DATE_WORDS = frozenset({"date", "day", "日期", "日"})
DATE_FORM = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")

#: The festivals as Chinese papers name them: kept in English, shown in the reader's language.
FESTIVALS = {
    "元旦": festivals.NEW_YEAR,
    "春节": festivals.SPRING,
    "清明节": festivals.TOMB_SWEEPING,
    "清明": festivals.TOMB_SWEEPING,
    "劳动节": festivals.LABOUR,
    "端午节": festivals.DRAGON_BOAT,
    "端午": festivals.DRAGON_BOAT,
    "中秋节": festivals.MID_AUTUMN,
    "中秋": festivals.MID_AUTUMN,
    "国庆节": festivals.NATIONAL,
    "国庆": festivals.NATIONAL,
}

#: (date, "off" or "work", occasion)
Listing = tuple[date, str, str]


@dataclass(frozen=True, slots=True)
class Defect:
    """What is wrong with a file, where, in a sentence; ``line`` is None for the whole file."""

    line: int | None
    sentence: str

    def __str__(self) -> str:
        if self.line is None:
            return self.sentence
        return _("Line %(line)d: %(sentence)s") % {"line": self.line, "sentence": self.sentence}


@dataclass(slots=True)
class Draft:
    """What a file says. With defects it can't be imported; warnings are for a person to weigh."""

    year: int | None = None
    paper_no: str = ""
    published_on: date | None = None
    days: list[Listing] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    warnings: list[Defect] = field(default_factory=list)
    text: str = ""


class _Unreadable(ValueError):
    """The file can't be read at all; its text is the sentence."""


def read_notice(content: bytes, *, year: int | None = None) -> Draft:
    """Read a file. ``year`` is what the person says; the file may say it as well."""
    draft = Draft(year=year)
    try:
        draft.text = _decoded(content)
        if draft.text.lstrip().startswith(("{", "[")):
            lines = _from_json(draft)
        else:
            lines = _from_csv(draft.text)
        _settle_year(draft, year)
        _take(draft, list(lines))
    except _Unreadable as error:
        draft.defects.append(Defect(None, str(error)))
        return draft
    if not draft.days and not draft.defects:
        draft.defects.append(Defect(None, _empty()))
    if not draft.defects and draft.year is not None:
        draft.warnings += warnings(draft.year, draft.days)
    return draft


def warnings(year: int, days: Iterable[Listing]) -> list[Defect]:
    """What is unusual about a notice, for both persons to weigh: none of it forbids anything."""
    listed = {day: status for day, status, _occasion in days}
    found = [
        Defect(
            None,
            _("%(day)s is a statutory day off (%(occasion)s) and not among the days off.")
            % {"day": _in_words(day), "occasion": _(occasion)},
        )
        for day, occasion in sorted(statutory_days(year).items())
        if listed.get(day) != "off"
    ]
    found += [
        Defect(
            None,
            _("%(day)s is no weekend: it would be worked anyway, and need not make up for a day.")
            % {"day": _in_words(day)},
        )
        for day, status in sorted(listed.items())
        if status == "work" and day.weekday() < SATURDAY
    ]
    return found


def _decoded(content: bytes) -> str:
    if len(content) > LONGEST:
        raise _Unreadable(_("The file is too long for a notice of rest days."))
    if not content.strip():
        raise _Unreadable(_empty())
    if content.startswith(b"PK"):
        raise _Unreadable(_("This is a workbook or an archive: save the table as CSV."))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise _Unreadable(_("The file is not in UTF-8 or GB18030: save it as CSV in UTF-8."))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _Unreadable(_("The file is not in UTF-8 or GB18030: save it as CSV in UTF-8."))


@dataclass(frozen=True, slots=True)
class _Raw:
    """One day as written: the line (or the place in the list), and its three words."""

    line: int
    date: str
    status: str
    occasion: str


def _from_csv(text: str) -> Iterator[_Raw]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        delimiter = next((sign for sign in ",，\t;；" if sign in line), ",")
        [cells] = csv.reader([line.strip()], delimiter=delimiter, skipinitialspace=True)
        words = [cell.strip() for cell in cells] + ["", "", ""]
        if number == 1 and words[0].lower() in DATE_WORDS:
            continue
        yield _Raw(number, words[0], words[1], words[2])


def _from_json(draft: Draft) -> Iterator[_Raw]:
    try:
        given = json.loads(draft.text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise _Unreadable(_("The file is no sound JSON: see line %d.") % line) from error
    if isinstance(given, list):
        given = {"days": given}
    days = given.get("days")
    if not isinstance(days, list):
        raise _Unreadable(_("The file has no list “days”."))
    if isinstance(given.get("year"), int):
        draft.year = given["year"]
    draft.paper_no = str(given.get("paper_no") or "")[:OCCASION]
    if said := given.get("published_on"):
        draft.published_on = _date(str(said))
        if draft.published_on is None:
            draft.defects.append(Defect(None, _not_a_date(str(said))))
    return (_raw_day(number, day) for number, day in enumerate(days, start=1))


def _raw_day(number: int, day: Any) -> _Raw:
    if not isinstance(day, dict):
        return _Raw(number, str(day), "", "")
    status = day.get("status", day.get("isOffDay", ""))
    occasion = day.get("occasion", day.get("name", ""))
    return _Raw(number, str(day.get("date", "")), str(status), str(occasion or ""))


def _settle_year(draft: Draft, said: int | None) -> None:
    """The year of the file, the year of the person: they must not differ."""
    if said is not None and draft.year not in {None, said}:
        draft.defects.append(
            Defect(
                None,
                _("The file is about %(file)d, and you said %(said)d.")
                % {"file": draft.year, "said": said},
            )
        )
    draft.year = said if said is not None else draft.year
    if draft.year is None:
        draft.defects.append(Defect(None, _("Say which year the notice is about.")))
    elif not first_year() <= draft.year <= last_year():
        draft.defects.append(
            Defect(
                None,
                _("The calendar knows the years %(first)d to %(last)d.")
                % {"first": first_year(), "last": last_year()},
            )
        )


def _take(draft: Draft, lines: list[_Raw]) -> None:
    """The lines that are sound become days; each other line becomes a defect."""
    seen: dict[date, int] = {}
    for raw in lines:
        day, status = _date(raw.date), _status(raw.status)
        for wrong in _wrong_with(draft.year, raw, day, status, seen):
            draft.defects.append(Defect(raw.line, wrong))
        if day is not None and status:
            seen.setdefault(day, raw.line)
            draft.days.append((day, status, FESTIVALS.get(raw.occasion, raw.occasion)))
    draft.days.sort()


def _wrong_with(
    year: int | None, raw: _Raw, day: date | None, status: str, seen: dict[date, int]
) -> Iterator[str]:
    if day is None:
        yield _not_a_date(raw.date)
    elif year is not None and day.year != year and (day.year, day.month) != (year - 1, 12):
        yield _(
            "%(day)s lies in another year: a notice lists days of its own year and of the "
            "December before."
        ) % {"day": day}
    elif day in seen:
        yield _("%(day)s stands on line %(line)d already.") % {"day": day, "line": seen[day]}
    if not status:
        yield _("“%(status)s” is neither off (休) nor work (班).") % {"status": raw.status}
    if len(raw.occasion) > OCCASION:
        yield _("The occasion is longer than %d characters.") % OCCASION


def _date(text: str) -> date | None:
    found = DATE_FORM.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _status(text: str) -> str:
    word = text.strip().lower()
    return "off" if word in OFF else "work" if word in WORK else ""


def _not_a_date(text: str) -> str:
    return _("“%(text)s” is no date: write it like 2027-01-01.") % {"text": text}


def _in_words(day: date) -> str:
    """With its weekday, since that is what the reader checks."""
    return f"{day} {date_format(day, 'l')}"


def _empty() -> str:
    return _("The file lists no day: an empty notice would read as a year without holidays.")
