"""What another line of hardship, or another promise, would have done to applications of the past.

Nothing is written. The line is held against what was stated then by the same judging that the
review is proposed (:mod:`cases.eligibility`); the promise is counted by the clocks' own reckoning
with the pauses that they really had (:func:`workflow.clocks.explain`). Cases are told by their
numbers, never by a name or an amount.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from cases.assessing import as_line, facts_of
from cases.eligibility import SHIPPED, Facts, Line, Outcome, Sentence, Test, Trail, in_force, judge
from cases.eligibility.table import changed
from cases.eligibility.trail import Why
from cases.models import Case, CaseClock, EligibilityFinding, HardshipLine
from cases.models.eligibility import decided_changes, foremost, regions_above
from cases.states import Status
from workflow.clocks import calendars_of, explain
from workflow.explanation import Explanation
from workflow.moments import cut_off_on, local_day, moment_on

PROMISE = "acceptance"
#: The tests that answer the question of means, in the order in which they are asked.
ON_MEANS = (Test.WAIVER, Test.EXEMPTION, Test.HARDSHIP)
#: Never decided on their means: not ours, or taken back.
LEFT_OUT = (Status.NEW, Status.REDIRECTED)


def received_between(cases: Any, first: date, last: date) -> Any:
    """Those received on these days, by the office's own calendar."""
    began = moment_on(first, time.min)
    ended = moment_on(last + timedelta(days=1), time.min)
    return cases.exclude(status__in=LEFT_OUT).filter(received_at__gte=began, received_at__lt=ended)


# Another line


@dataclass(frozen=True, slots=True)
class Turned:
    """A case that would come out otherwise, with the two sentences that say why."""

    number: str
    before: Sentence
    after: Sentence
    decided: str  # what was decided then: granted, refused or ""


@dataclass(frozen=True, slots=True)
class ByHand:
    """A case whose test the reviewer found otherwise than proposed: no line speaks for it. Which
    test, and how it was proposed and found; the reviewer's own words stay with the review."""

    number: str
    test: Test
    proposed: Outcome
    found: Outcome
    decided: str


@dataclass(frozen=True, slots=True)
class UnderLine:
    """How the cases of a period come out under another line than that of their day."""

    line: Decimal
    gains: tuple[Turned, ...]
    loses: tuple[Turned, ...]
    unchanged: int
    untested: int  # no hardship is asked for, or it is not checked
    unknown: int  # neither statement nor pledge
    unconfigured: int  # of all: no line was in force on their day
    by_hand: tuple[ByHand, ...] = ()

    @property
    def total(self) -> int:
        parts = (self.unchanged, self.untested, self.unknown)
        return sum(parts) + len(self.gains) + len(self.loses) + len(self.by_hand)


@dataclass
class _Tally:
    gains: list[Turned] = field(default_factory=list)
    loses: list[Turned] = field(default_factory=list)
    unchanged: int = 0
    untested: int = 0
    unknown: int = 0
    unconfigured: int = 0
    by_hand: list[ByHand] = field(default_factory=list)


def under_line(cases: Any, amount: Decimal) -> UnderLine:
    """Judge each case twice: with the line of its day, and with this one.

    Where no line was in force that day, the reviewer's own finding is what came out. A finding
    against what the rules proposed stands, whatever the line, as what a person decided; where this
    line makes the rules say the same as the person did, there is nothing left to tell apart."""
    tally, rules = _Tally(), changed(SHIPPED, decided_changes())
    for case, facts in _with_lines(cases):
        by_rules = in_force(facts.received_on, facts.region, rules)
        hypothetical = Line(amount=amount, region=facts.region, basis="")
        after = judge(replace(facts, line=hypothetical), by_rules)
        _sort_in(tally, case, judge(facts, by_rules), after)
    return UnderLine(
        amount,
        tuple(tally.gains),
        tuple(tally.loses),
        tally.unchanged,
        tally.untested,
        tally.unknown,
        tally.unconfigured,
        tuple(tally.by_hand),
    )


def _sort_in(tally: _Tally, case: Case, before: Trail, after: Trail) -> None:
    was, now = before.of(Test.HARDSHIP), after.of(Test.HARDSHIP)
    tally.unconfigured += was.why in {Why.NO_LINE, Why.PLEDGED_WITHOUT_LINE}
    if (hand := _overruled(case)) is not None:
        if hand.test == Test.HARDSHIP and hand.found == now.outcome:
            tally.unchanged += 1
        else:
            tally.by_hand.append(_by_hand(case, hand))
        return
    if now.why is Why.NOT_NEEDED:
        tally.untested += 1
        return
    passed = _passed(case, before)
    if after.means_pass is None or passed is None:
        tally.unknown += 1
    elif passed == after.means_pass:
        tally.unchanged += 1
    else:
        turned = Turned(case.number, was, now, decided=_decided(case))
        (tally.gains if after.means_pass else tally.loses).append(turned)


def _overruled(case: Case) -> EligibilityFinding | None:
    """Of the newest review the first test on means that was found the other way round."""
    findings = list(case.findings.all())
    latest = max((one.seq for one in findings), default=None)
    turned = {one.test: one for one in findings if one.seq == latest and one.overruled}
    return next((turned[test] for test in ON_MEANS if test in turned), None)


def _by_hand(case: Case, hand: EligibilityFinding) -> ByHand:
    return ByHand(
        case.number,
        Test(hand.test),
        Outcome(hand.proposed),
        Outcome(hand.found),
        decided=_decided(case),
    )


def _passed(case: Case, before: Trail) -> bool | None:
    """By the line of its day; without one as the reviewer found it."""
    if before.of(Test.HARDSHIP).line is not None:
        return before.means_pass
    if case.means:
        return case.means != "not_met"
    return before.means_pass


def _decided(case: Case) -> str:
    if case.status == Status.REFUSED:
        return "refused"
    return "granted" if case.decided_at else ""


def _with_lines(cases: Any) -> Iterator[tuple[Case, Facts]]:
    """Each case with its facts and the line of its day; the lines are read once."""
    lines = list(HardshipLine.objects.confirmed())
    # Without the sealed sentences: nobody reads amounts here.
    findings = EligibilityFinding.objects.only("case", "seq", "test", "proposed", "found")
    beside = ("statements", Prefetch("findings", findings))
    found = cases.select_related("agency").prefetch_related(*beside).order_by("number")
    for case in found.iterator(chunk_size=500):
        facts = case.stated_facts()
        row = _line_of(lines, facts)
        statement = next(reversed(case.statements.all()), None)
        yield case, facts_of(case, line=as_line(row) if row else None, statement=statement)


def _line_of(lines: Iterable[HardshipLine], facts: Facts) -> HardshipLine | None:
    """As ``HardshipLine.objects.in_force`` would answer."""
    places = regions_above(facts.region)
    held = [
        line
        for line in lines
        if line.region in places
        and line.valid_from <= facts.received_on
        and (line.valid_to is None or line.valid_to >= facts.received_on)
    ]
    return foremost(held, facts.region)


# Another promise


@dataclass(frozen=True, slots=True)
class Judged:
    """One case under another promise: its last day, and when it was done; both with their ledger."""

    number: str
    started_on: date
    due_on: date
    was_due_on: date | None
    ended_at: datetime | None  # None: still open
    was_late: bool
    days_used: int
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class UnderPromise:
    """How the cases of a period stand under another promise."""

    days: int
    late: tuple[Judged, ...]
    saved: tuple[Judged, ...]  # late by the promise of then, in time by this one
    kept: int
    running: int  # open, and not over yet
    paused: int  # open and standing still: there is no last day
    given_up: int  # withdrawn or ended before anything was due
    used: tuple[tuple[int, int, int], ...]  # days used up, how many cases kept, how many late

    @property
    def total(self) -> int:
        return len(self.late) + self.kept + self.running + self.paused + self.given_up

    @property
    def newly_late(self) -> tuple[Judged, ...]:
        return tuple(one for one in self.late if not one.was_late)


def under_promise(cases: Any, days: int, *, at: datetime) -> UnderPromise:
    """Count every promise of these cases anew, as if it had been of so many days."""
    clocks = list(
        CaseClock.objects.filter(code=PROMISE, subject__in=cases.values("pk"))
        .select_related("rule", "subject")
        .prefetch_related("pauses")
        .order_by("subject__number", "seq")
    )
    calendars = calendars_of(clocks)
    late: list[Judged] = []
    saved: list[Judged] = []
    used: dict[int, list[int]] = {}
    counts = dict.fromkeys(("kept", "running", "paused", "given_up"), 0)
    for clock in clocks:
        told = explain(_promising(clock, days), calendar=calendars[clock.calendar_rev])
        stands, judged = _stands(clock, told, at)
        if judged is not None and judged.ended_at is not None:
            used.setdefault(judged.days_used, [0, 0])[stands == "late"] += 1
        if stands == "late" and judged is not None:
            late.append(judged)
            continue
        counts[stands] += 1
        if stands == "kept" and judged is not None and judged.was_late:
            saved.append(judged)
    return UnderPromise(days, tuple(late), tuple(saved), used=_columns(used), **counts)


def _columns(used: dict[int, list[int]]) -> tuple[tuple[int, int, int], ...]:
    return tuple((days, kept, late) for days, (kept, late) in sorted(used.items()))


def _promising(clock: CaseClock, days: int) -> CaseClock:
    """The same clock by the same rule with another length. Never saved."""
    other = copy(clock)
    rule = copy(clock.rule)
    rule.amount = days
    other.rule = rule
    return other


def _stands(clock: CaseClock, told: Explanation, at: datetime) -> tuple[str, Judged | None]:
    if clock.state == "cancelled":
        return "given_up", None
    if told.due_on is None:
        return "paused", None
    over = told.due_at or cut_off_on(told.due_on, clock.cut_off)
    ended = clock.met_at
    judged = Judged(
        clock.subject.number,
        clock.started_on,
        told.due_on,
        clock.due_on,
        ended,
        was_late=clock.breached_at is not None,
        days_used=_used(told, ended),
        explanation=told,
    )
    if over <= (ended or at):
        return "late", judged
    return ("running" if ended is None else "kept"), judged


def _used(told: Explanation, ended: datetime | None) -> int:
    """The days from the start to the end that no pause took out."""
    if ended is None:
        return 0
    last, still = local_day(ended), 0
    day = told.started_on
    while day < last:
        day += timedelta(days=1)
        still += any(pause.asked_on < day <= (pause.complete_on or last) for pause in told.pauses)
    return max(0, (last - told.started_on).days - still)
