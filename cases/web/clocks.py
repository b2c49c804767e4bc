"""The clocks of a case as its page shows them: time left, the reason, and the ledger of days."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.codes import Bound, Channel, in_words, listed
from cases.web.explained import REST_DAYS, LedgerLine, ledger_of, rests_on
from cases.web.facts import Fact
from cases.web.timeleft import TimeLeft, of_clock
from workflow.calendar_store import CalendarMissing
from workflow.clocks import calendars_of, explain
from workflow.explanation import Explanation
from workflow.rules import Roll, Unit

#: Always shown, the earlier first, whatever has become of them (procedure.md section 4).
ALWAYS = ("review", "acceptance")


@dataclass(frozen=True)
class ShownClock:
    """One limit: what it says now, and why. Without any calendar it can't be explained."""

    clock: Any
    left: TimeLeft
    length: str
    explanation: Explanation | None = None
    facts: tuple[Fact, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()

    @property
    def binds(self) -> str:
        """Who must act, where it is somebody outside: then nothing of ours is late."""
        return in_words(Bound, self.clock.rule.bound) if self.clock.binds_outside else ""

    @property
    def local_rule(self) -> bool:
        """Its article is not confirmed: it counts as a rule of this office."""
        return not self.clock.rule.confirmed


def read_clocks(case: Any) -> list[Any]:
    """All clocks of the case with rules and pauses, in two queries."""
    return list(case.clocks.select_related("rule").prefetch_related("pauses").order_by("pk"))


def show_clocks(
    clocks: list[Any], *, at: datetime, papers: list[Any]
) -> tuple[list[ShownClock], list[ShownClock]]:
    """What is shown at once, review and acceptance first, and what has ended. ``papers`` are
    those of the case: pauses name theirs."""
    latest = {clock.code: clock for clock in clocks}
    always = sorted((latest[code] for code in ALWAYS if code in latest), key=_end)
    now = always + [clock for clock in clocks if clock.is_open and clock not in always]
    shown = {one.clock.pk: one for one in explain_clocks(clocks, at=at, papers=papers)}
    past = [clock for clock in clocks if clock not in now]
    return [shown[clock.pk] for clock in now], [shown[clock.pk] for clock in past]


def explain_clocks(clocks: list[Any], *, at: datetime, papers: list[Any]) -> list[ShownClock]:
    """Each with its ledger; ended ones too. One query more where not all clocks were reckoned
    with the calendar in force."""
    try:
        calendars = calendars_of(clocks)
    except CalendarMissing:
        # No day can be proven. The dates stand as they were reckoned; nothing is assumed instead.
        return [_plain(clock, at) for clock in clocks]
    return [
        _show(clock, explain(clock, calendar=calendars[clock.calendar_rev]), at, papers)
        for clock in clocks
    ]


def _end(clock: Any) -> tuple[bool, Any]:
    """For sorting: what stands still has no end, and comes last."""
    return clock.due_on is None, clock.due_on or clock.started_on


def length_of(rule: Any) -> str:
    """How long the rule, or a change that proposes one, gives and how it counts, in one sentence."""
    return _("; ").join([*_length(rule), *_hour(rule)])


def _hour(rule: Any) -> list[str]:
    if rule.cut_off is None:
        return []
    if not rule.cut_off_channels:
        return [_("the last day ends at %(hour)s") % {"hour": f"{rule.cut_off:%H:%M}"}]
    ways = listed(in_words(Channel, way) for way in rule.cut_off_channels)
    said = _("the last day ends at %(hour)s for what comes this way: %(ways)s; else at 24:00")
    return [said % {"hour": f"{rule.cut_off:%H:%M}", "ways": ways}]


def _length(rule: Any) -> list[str]:
    if rule.amount is None:
        return [_("up to the day that was named")]
    units = {
        Unit.CALENDAR: ngettext("%(count)d calendar day", "%(count)d calendar days", rule.amount),
        Unit.WORKING: ngettext("%(count)d working day", "%(count)d working days", rule.amount),
        Unit.HOURS: ngettext("%(count)d hour", "%(count)d hours", rule.amount),
        Unit.MONTHS: ngettext("%(count)d month", "%(count)d months", rule.amount),
    }
    words = [units[Unit(rule.unit)] % {"count": rule.amount}]
    if rule.backward:
        words.append(_("counted backwards from the event"))
    if rule.exclude_first and rule.unit != Unit.HOURS:
        words.append(_("the first day is not counted"))
    if rule.roll == Roll.NEXT_WORKING_DAY:
        words.append(_("a last day on a rest day moves to the next working day"))
    return words


def _show(clock: Any, explanation: Explanation, at: datetime, papers: list[Any]) -> ShownClock:
    return ShownClock(
        clock,
        of_clock(clock, at=at),
        length_of(clock.rule),
        explanation,
        rests_on(clock, explanation, papers),
        ledger_of(explanation, papers),
    )


def _plain(clock: Any, at: datetime) -> ShownClock:
    said = Fact(REST_DAYS, _("No notice of rest days is in force: no day can be explained."))
    return ShownClock(clock, of_clock(clock, at=at), length_of(clock.rule), facts=(said,))
