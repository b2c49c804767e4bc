"""Print the last day of a limit and the ledger of days that leads to it."""

import json
import re
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow.calendar_store import CalendarMissing, current_calendar
from workflow.calendars import Calendar, OutsideCalendar
from workflow.festivals import first_year, last_year
from workflow.models import CalendarNotice, LimitRule
from workflow.moments import local_moment, moment_on
from workflow.rules import Certainty, Interval, Period, Reckoning, Roll, Unit, reckon
from workflow.shipped import shipped_calendar, shipped_rules
from workflow.wording import explain_day, explain_notice


class Question(NamedTuple):
    """What is asked: a rule of the table (a row, or one that is shipped) or only a length."""

    rule: Any
    period: Period
    began: date | datetime
    pauses: list[Interval]


class Command(BaseCommand):
    help = (
        "Prints the last day of a limit, day by day. Name a limit (limit review --from 2026-09-30) "
        "or a length (limit --amount 5 --unit working --from 2026-09-30)."
    )
    # It must answer on a fresh clone, before anything is migrated or set up.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="?", metavar="CODE", help="a limit of the rule table")
        parser.add_argument("--from", dest="start", metavar="DAY", help="the day it starts")
        parser.add_argument("--at", metavar="HH:MM", help="the minute it starts, for hours")
        parser.add_argument("--amount", metavar="N", help="instead of a CODE: how many")
        parser.add_argument("--unit", metavar="UNIT", help="calendar, working, hours or months")
        parser.add_argument("--roll", metavar="ROLL", help="next_working_day or none")
        parser.add_argument(
            "--backward",
            action="store_true",
            default=None,
            help="count towards the past, from the day of an event",
        )
        parser.add_argument(
            "--pause",
            dest="pauses",
            metavar="A:B[:PAPER]",
            action="append",
            default=[],
            help="days after A up to B do not count, by this paper; A: while it lasts",
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        start = _day(options["start"], "--from")
        pauses = [_pause(text) for text in options["pauses"]]
        migrated = self._is_migrated()
        rule, period = self._what(options, start, migrated=migrated)
        if period.backward and pauses:
            raise CommandError(_("A limit before an event can't be paused: leave out --pause."))
        asked = Question(rule, period, _began(start, options["at"], period), pauses)
        try:
            calendar = self._calendar(migrated=migrated)
            reckoning = reckon(calendar, asked.began, period, pauses)
        except OutsideCalendar as error:
            raise CommandError(
                _("The limit leaves the calendar, which knows the years %(first)s to %(last)s.")
                % {"first": first_year(), "last": last_year()}
            ) from error
        if options["json"]:
            answer = _as_json(asked, start, reckoning)
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        else:
            self.stdout.write(_as_text(asked, reckoning))

    def _is_migrated(self) -> bool:
        tables = set(connection.introspection.table_names())
        if {LimitRule._meta.db_table, CalendarNotice._meta.db_table} <= tables:
            return True
        self.stderr.write(
            _("The database has no tables yet: this answer uses the shipped calendar and limits.")
        )
        return False

    def _calendar(self, *, migrated: bool) -> Calendar:
        if not migrated:
            return shipped_calendar()
        try:
            return current_calendar()
        except CalendarMissing:
            self.stderr.write(
                _("The database has no calendar yet: this answer uses the shipped one.")
            )
            return shipped_calendar()

    def _what(self, options: dict[str, Any], start: date, *, migrated: bool) -> tuple[Any, Period]:
        """The rule, if one was named, and the period: from the rule table or from the options."""
        own = ("amount", "unit", "roll", "backward")
        named = [name for name in own if options[name] is not None]
        if options["code"] is None:
            if options["amount"] is None:
                raise CommandError(_("Name a limit (CODE) or give a length (--amount and --unit)."))
            return None, _period(options)
        if named:
            raise CommandError(
                _("A limit has its own length: give either CODE or --%(option)s, not both.")
                % {"option": named[0]}
            )
        return _rule(options["code"], start, migrated=migrated)


def _rule(code: str, start: date, *, migrated: bool) -> tuple[Any, Period]:
    """The rule of this code that was in force on the day, whatever case the code is typed in."""
    rules: list[Any] = list(LimitRule.objects.order_by("valid_from")) if migrated else []
    # Tables without a row: migrated, but not loaded yet.
    rules = rules or sorted(shipped_rules(), key=lambda rule: rule.valid_from)
    of_code = [rule for rule in rules if rule.code.lower() == code.lower()]
    if not of_code:
        known = ", ".join(sorted({rule.code for rule in rules}))
        raise CommandError(
            _("There is no limit “%(code)s”. Known limits: %(known)s.")
            % {"code": code, "known": known}
        )
    in_force = [
        rule
        for rule in of_code
        if rule.valid_from <= start and not (rule.valid_to and rule.valid_to < start)
    ]
    if not in_force:
        raise CommandError(
            _("The limit “%(code)s” was not in force on %(day)s. Its rules start on: %(days)s.")
            % {
                "code": of_code[0].code,
                "day": start,
                "days": ", ".join(str(rule.valid_from) for rule in of_code),
            }
        )
    rule = in_force[-1]
    if rule.amount is None:
        raise CommandError(
            _(
                "The limit “%(code)s” has no length of its own: its last day is named in each case. "
                "Give the length with --amount instead."
            )
            % {"code": rule.code}
        )
    return rule, Period(
        rule.amount, Unit(rule.unit), Roll(rule.roll), rule.exclude_first, rule.backward
    )


def _day(text: str | None, option: str) -> date:
    if text is None:
        raise CommandError(_("Say when it starts: --from 2026-09-30."))
    # Only this one form: Python's own reader also takes 20260930 and 2026-W40-3.
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise CommandError(
        _("“%(text)s” after %(option)s is not a day. Write it like 2026-09-30.")
        % {"text": text, "option": option}
    )


def _pause(text: str) -> Interval:
    began, colon, rest = text.partition(":")
    ended, _colon, paper = rest.partition(":")
    if not colon:
        raise CommandError(
            _("“%(text)s” after --pause is not a pause. Write it like 2026-11-25:2026-12-02.")
            % {"text": text}
        )
    first, last = _day(began, "--pause"), _day(ended, "--pause") if ended else None
    if last is not None and last < first:
        raise CommandError(
            _("The pause %(text)s ends before it begins. Put the earlier day first.")
            % {"text": text}
        )
    return Interval(first, last, paper.strip())


def _period(options: dict[str, Any]) -> Period:
    """The length that was given instead of a rule; what may not be moved is not by default."""
    amount, backward = str(options["amount"]), bool(options["backward"])
    if not re.fullmatch(r"[+-]?\d{1,6}", amount, re.ASCII):
        raise CommandError(
            _("“%(text)s” after --amount is not a whole number. Write it like 5.")
            % {"text": amount}
        )
    if int(amount) < 1:
        raise CommandError(_("--amount must be 1 or more."))
    unit = options["unit"] or Unit.CALENDAR
    if unit not in set(Unit):
        raise CommandError(_one_of("--unit", unit, Unit))
    hours = unit == Unit.HOURS
    if hours and backward:
        raise CommandError(_("A limit before an event is counted in days or months, not in hours."))
    roll = options["roll"] or (Roll.NONE if hours or backward else Roll.NEXT_WORKING_DAY)
    if roll not in set(Roll):
        raise CommandError(_one_of("--roll", roll, Roll))
    if hours and roll != Roll.NONE:
        raise CommandError(_("Hours run through rest days and are never moved: leave out --roll."))
    if backward and roll != Roll.NONE:
        raise CommandError(_("A limit before an event is never moved: leave out --roll."))
    return Period(int(amount), Unit(unit), Roll(roll), backward=backward)


def _one_of(option: str, text: str, known: Any) -> str:
    return _("“%(text)s” is not known after %(option)s. Use one of: %(known)s.") % {
        "text": text,
        "option": option,
        "known": ", ".join(known),
    }


def _began(start: date, at: str | None, period: Period) -> date | datetime:
    if period.unit is not Unit.HOURS:
        if at is not None:
            raise CommandError(_("--at is for limits in hours: this one counts whole days."))
        return start
    if at is None:
        raise CommandError(_("Hours run from a moment: add it, like --at 16:20."))
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", at, re.ASCII)
    if not match:
        raise CommandError(
            _("“%(text)s” after --at is not a time of day. Write it like 16:20.") % {"text": at}
        )
    return moment_on(start, time(int(match[1]), int(match[2])))


def _as_json(asked: Question, start: date, reckoning: Reckoning) -> dict[str, Any]:
    """The same facts for a program; days, moments and codes are not translated."""
    rule, period = asked.rule, asked.period
    answer: dict[str, Any] = {
        "code": rule and rule.code,
        "rule": rule and _rule_as_json(rule),
        "amount": period.amount,
        "unit": period.unit.value,
        "roll": period.roll.value,
        "exclude_first": period.exclude_first,
        "backward": period.backward,
        "from": start.isoformat(),
        "due_on": _iso(reckoning.due_on),
        "due_earliest": _iso(reckoning.due_earliest),
        "due_latest": _iso(reckoning.due_latest),
        "certainty": reckoning.certainty.value,
        "notices": [{"year": year, "paper_no": paper_no} for year, paper_no in reckoning.notices],
        "days": [
            {
                "date": day.date.isoformat(),
                "counted": day.counted,
                "why": day.why.value,
                "occasion": day.occasion,
                "source": day.source.value,
                "paper": day.paper,
            }
            for day in reckoning.days
        ],
    }
    if period.unit is Unit.HOURS:
        answer["due_at"] = reckoning.due_at and local_moment(reckoning.due_at).isoformat()
    return answer


def _rule_as_json(rule: Any) -> dict[str, Any]:
    return {
        "name": rule.name,
        "basis": rule.basis,
        "nature": str(rule.nature),
        "confirmed": rule.confirmed,
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": _iso(rule.valid_to),
        "cut_off": rule.cut_off and rule.cut_off.isoformat("minutes"),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _as_text(asked: Question, reckoning: Reckoning) -> str:
    """Rule, due day, then the ledger: day, weekday, number of the counted day, reason; notices."""
    rule = asked.rule
    lines = [_headline(rule and rule.code, asked.period)]
    if rule:
        lines.append(_rule_line(rule))
    lines += [_due(reckoning, asked), ""]
    number = 0
    for day in reckoning.days:
        number += day.counted
        mark = str(number) if day.counted else "-"
        weekday = date_format(day.date, "D")
        lines.append(f"{day.date}  {weekday}  {mark:>4}  {explain_day(day)}")
    lines.append("")
    lines += [explain_notice(year, paper_no) for year, paper_no in reckoning.notices]
    return "\n".join(lines)


def _rule_line(rule: Any) -> str:
    """Name, article, statute or promise, and whether the article was confirmed."""
    said = [
        _(rule.name),
        rule.basis,
        str(LimitRule.Nature(rule.nature).label),
        _("article confirmed") if rule.confirmed else _("rule of this office"),
        _("in force from %(day)s") % {"day": rule.valid_from},
    ]
    if rule.cut_off:
        said.append(_("the last day ends at %(time)s") % {"time": f"{rule.cut_off:%H:%M}"})
    return _("; ").join(part for part in said if part)


def _headline(code: str | None, period: Period) -> str:
    texts = {
        Unit.CALENDAR: ngettext("%(n)s calendar day", "%(n)s calendar days", period.amount),
        Unit.WORKING: ngettext("%(n)s working day", "%(n)s working days", period.amount),
        Unit.HOURS: ngettext("%(n)s hour", "%(n)s hours", period.amount),
        Unit.MONTHS: ngettext("%(n)s month", "%(n)s months", period.amount),
    }
    length = texts[period.unit] % {"n": period.amount}
    if period.backward:
        length = _("%(length)s before the event") % {"length": length}
    return f"{code}: {length}" if code else length


def _due(reckoning: Reckoning, asked: Question) -> str:
    words: dict[str, object] = {
        "start": _shown(asked.began),
        "due": _shown(reckoning.due_at or reckoning.due_on),
        "earliest": reckoning.due_earliest,
        "latest": reckoning.due_latest,
    }
    if reckoning.due_on is None:
        lasting = [pause.paper for pause in asked.pauses if pause.complete_on is None]
        words["paper"] = next(filter(None, lasting), "")
        if words["paper"]:
            return (
                _("From %(start)s: paused (%(paper)s), so there is no last day until it goes on.")
                % words
            )
        return _("From %(start)s: paused, so there is no last day until it goes on.") % words
    if reckoning.certainty is Certainty.PROVISIONAL:
        return (
            _(
                "From %(start)s to %(due)s, provisional: between %(earliest)s and %(latest)s, "
                "until the notice of rest days is out."
            )
            % words
        )
    return _("From %(start)s to %(due)s.") % words


def _shown(when: date | datetime | None) -> str:
    if isinstance(when, datetime):
        return f"{local_moment(when):%Y-%m-%d %H:%M}"
    return str(when)
