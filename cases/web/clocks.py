"""The clocks of a case as its page shows them: time left, the reason, and the ledger of days."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.web.timeleft import TimeLeft, of_clock
from workflow.calendar_store import current_calendar
from workflow.calendars import Calendar
from workflow.clocks import explain
from workflow.models import LimitRule
from workflow.rules import Roll, Unit
from workflow.wording import explain_day

#: Always shown, the earlier first, whatever has become of them (procedure.md section 4).
ALWAYS = ("review", "acceptance")


@dataclass(frozen=True)
class LedgerLine:
    date: date
    number: int | None  # the how-manieth day counted
    words: str


@dataclass(frozen=True)
class ShownClock:
    clock: Any
    left: TimeLeft
    length: str
    ledger: tuple[LedgerLine, ...]

    @property
    def local_rule(self) -> bool:
        """Its article is not confirmed: it counts as a rule of this office."""
        return not self.clock.rule.confirmed


def read_clocks(case: Any) -> list[Any]:
    """All clocks of the case with rules and pauses, in two queries."""
    return list(case.clocks.select_related("rule").prefetch_related("pauses").order_by("pk"))


def show_clocks(clocks: list[Any], *, at: datetime) -> tuple[list[ShownClock], list[ShownClock]]:
    """What is shown at once, review and acceptance first, and what has ended."""
    latest = {clock.code: clock for clock in clocks}
    always = sorted((latest[code] for code in ALWAYS if code in latest), key=_end)
    now = always + [clock for clock in clocks if clock.is_open and clock not in always]
    calendar = current_calendar()
    shown = [_show(clock, at, calendar) for clock in now]
    past = [_show(clock, at, None) for clock in clocks if clock not in now]
    return shown, past


def _end(clock: Any) -> tuple[bool, Any]:
    """For sorting: what stands still has no end, and comes last."""
    return clock.due_on is None, clock.due_on or clock.started_on


def length_of(rule: LimitRule) -> str:
    """How long the rule gives and how it counts, in one sentence."""
    if rule.amount is None:
        return _("up to the day that was named")
    units = {
        Unit.CALENDAR: ngettext("%(count)d calendar day", "%(count)d calendar days", rule.amount),
        Unit.WORKING: ngettext("%(count)d working day", "%(count)d working days", rule.amount),
        Unit.HOURS: ngettext("%(count)d hour", "%(count)d hours", rule.amount),
        Unit.MONTHS: ngettext("%(count)d month", "%(count)d months", rule.amount),
    }
    words = [units[Unit(rule.unit)] % {"count": rule.amount}]
    if rule.exclude_first and rule.unit != Unit.HOURS:
        words.append(_("the first day is not counted"))
    if rule.roll == Roll.NEXT_WORKING_DAY:
        words.append(_("a last day on a rest day moves to the next working day"))
    return _("; ").join(words)


def _show(clock: Any, at: datetime, calendar: Calendar | None) -> ShownClock:
    ledger = _ledger(clock, calendar) if calendar else ()
    return ShownClock(clock, of_clock(clock, at=at), length_of(clock.rule), ledger)


def _ledger(clock: Any, calendar: Calendar) -> tuple[LedgerLine, ...]:
    lines, number = [], 0
    for day in explain(clock, calendar=calendar).days:
        number += day.counted
        lines.append(LedgerLine(day.date, number if day.counted else None, explain_day(day)))
    return tuple(lines)
