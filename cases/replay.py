"""What a case must look like, from its records alone: status, lawyer, clocks, and who acted.

The rows that say so (the case itself, its clocks, its assignment) are kept in step by the moves;
this reads the append-only records again and comes to the same end by another way. The tables of
``cases.limits`` say what a move does to the clocks, the facts of its record the rest.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cases.codes import HandlingKind
from cases.limits import EFFECTS, OWED, PROMISES, RUNS_ON, Effects, effects_of
from cases.states import Status

RUNNING, PAUSED, MET, CANCELLED = "running", "paused", "met", "cancelled"
OPEN = frozenset({RUNNING, PAUSED})

#: Limits that run from the day of receipt.
FROM_RECEIPT = frozenset({"review", "acceptance", "objection_rule"})

#: Steps that are no moves: the audit chain's action, and what they do to the clocks.
STEPS: dict[str, Effects] = {
    "handling.logged": Effects(event="step_done", start=("milestone",)),
    "papers.later": Effects(event="later_papers_received"),
    "termination.served": Effects(event="termination_served"),
    "letter.issued": Effects(),
    "means.stated": Effects(),
    "organ.told": Effects(event="organ_told"),
    "limits.told": Effects(),  # limits of others, begun and met at once
    "objection.filed": Effects(event="objection_filed"),
    "objection.upheld": Effects(start=("closing_check",)),
}

#: The limit that a step of handling may begin.
COURT = "court_15"

#: Moves after which nobody handles the case, and those after which nobody is proposed.
LETS_GO = frozenset({"decline", "replace_lawyer"})
UNPROPOSES = frozenset({"approve", "send_back", "withdraw", "terminate"})


@dataclass(frozen=True)
class Act:
    """A move, from its record, or a step between moves, from its audit entry."""

    at: datetime
    name: str
    seq: int = 0  # none for a step
    source: str = ""
    target: str = ""
    by: int = 0
    role: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class ReplayedClock:
    """A clock as the records have it. A breach is no act of anybody: it stays ``running``."""

    code: str
    seq: int
    started_on: date
    end_event: str
    state: str = RUNNING


#: The event that ends the clock of this code and number that began on this day; None: no rule.
EndEvent = Callable[[str, int, date], str | None]


@dataclass
class Replay:
    """The state of a case, built up act by act."""

    received_on: date
    end_event: EndEvent
    #: Clocks that a pause left running, since their limit was over by then.
    never_paused: frozenset[tuple[str, int]] = frozenset()
    #: The table of the subject's own moves.
    effects: Mapping[str, Effects] = field(default_factory=lambda: EFFECTS)
    local_day: Callable[[datetime], date] = datetime.date

    notified: bool = False
    status: str = Status.NEW.value
    version: int = 0
    lawyer: int | None = None
    proposed: int | None = None
    acted: dict[str, list[int]] = field(default_factory=dict)
    was_proposed: int | None = None  # when the case was terminated
    clocks: list[ReplayedClock] = field(default_factory=list)
    #: Of ``cases.limits.OWED``: what has begun to run and was not met since, running or not.
    owed: set[str] = field(default_factory=set)

    def run(self, acts: Iterable[Act]) -> "Replay":
        """All acts in the order in which they happened; a step comes after the move before it."""
        for act in acts:
            if act.seq:
                self._move(act)
            else:
                self._step(act)
        return self

    def states(self) -> dict[tuple[str, int], str]:
        return {(clock.code, clock.seq): clock.state for clock in self.clocks}

    def _move(self, act: Act) -> None:
        self.status, self.version = act.target, act.seq
        people = self.acted.setdefault(act.role, [])
        if act.by not in people:
            people.append(act.by)
        if act.name == "propose":
            self.proposed = act.facts.get("lawyer")
        elif act.name == "approve":
            self.lawyer = self.proposed
        elif act.name in LETS_GO:
            self.lawyer = None
        if act.name == "terminate":
            self.was_proposed = self.proposed
        if act.name in UNPROPOSES:
            self.proposed = None
        self.notified = self.notified or act.name == "notify"
        if act.name == "reopen_on_objection" and act.target == Status.PROPOSED:
            self.proposed = self.was_proposed
        if effects := effects_of(act.name, notified=self.notified, table=self.effects):
            self.apply(effects, act)

    def _step(self, act: Act) -> None:
        if act.name == "handling.logged" and act.facts.get("kind") == HandlingKind.MEETING:
            self._end(lambda clock: clock.end_event == "met", MET)
        if act.facts.get("complete", True):  # of later papers: some may have come, and not all
            self.apply(STEPS[act.name], act)
        if act.name == "handling.logged":
            self._hearing(act)
        for code, day in act.facts.get("limits", ()):
            self._told(code, date.fromisoformat(day))

    def _told(self, code: str, on: date) -> None:
        """The limit of somebody else whose outcome was known when it was told of."""
        seq = 1 + sum(clock.code == code for clock in self.clocks)
        self.clocks.append(ReplayedClock(code, seq, on, self.end_event(code, seq, on) or "", MET))

    def _hearing(self, act: Act) -> None:
        """The court's limit before a hearing: begun with it, met by its notice, gone with it."""
        given = act.facts.get("hearing_on")
        hearing_on = date.fromisoformat(given) if given else None
        known = [clock for clock in self.clocks if clock.code == COURT]
        kept = any(one.started_on == hearing_on and one.state != CANCELLED for one in known)
        if hearing_on and not kept:
            self._end(lambda clock: clock.code == COURT, CANCELLED)
            seq = 1 + len(known)
            end_event = self.end_event(COURT, seq, hearing_on) or ""
            self.clocks.append(ReplayedClock(COURT, seq, hearing_on, end_event))
        if act.facts.get("kind") == HandlingKind.COURT_NOTICE:
            self._end(lambda clock: clock.code == COURT, MET)
        elif hearing_on is None:
            self._end(lambda clock: clock.code == COURT, CANCELLED)

    def apply(self, effects: Effects, act: Act) -> None:
        """The order of ``cases.clockwork``: meet, cancel, pause, resume, start."""
        if effects.event:
            self._end(lambda clock: clock.end_event == effects.event, MET)
            done = {clock.code for clock in self.clocks if clock.end_event == effects.event}
            self.owed -= done
        if effects.meet:
            self._end(lambda clock: clock.code in effects.meet, MET)
        if effects.cancel:
            self._end(lambda clock: effects.cancels_all or clock.code in effects.cancel, CANCELLED)
        for clock in self._open():
            if clock.code in effects.pause and (clock.code, clock.seq) not in self.never_paused:
                clock.state = PAUSED
            elif clock.code in effects.resume:
                clock.state = RUNNING
        for code in effects.starting(act.target, act.facts):
            self._start(code, act)
        for code in effects.again:
            if code in self.owed and not any(clock.code == code for clock in self._open()):
                self._start(code, act)

    def _open(self) -> list[ReplayedClock]:
        return [clock for clock in self.clocks if clock.state in OPEN]

    def _end(self, which: Callable[[ReplayedClock], bool], state: str) -> None:
        for clock in self._open():
            if which(clock):
                clock.state = state

    def _start(self, code: str, act: Act) -> None:
        if code in RUNS_ON and any(clock.code == code for clock in self._open()):
            return
        on = self._starts_on(code, act)
        seq = 1 + sum(clock.code == code for clock in self.clocks)
        end_event = self.end_event(code, seq, on)
        if end_event is None and code in PROMISES:
            return  # nothing was promised on that day
        self._end(lambda clock: clock.code == code, CANCELLED)
        self.clocks.append(ReplayedClock(code, seq, on, end_event or ""))
        if code in OWED:
            self.owed.add(code)

    def _starts_on(self, code: str, act: Act) -> date:
        if code in FROM_RECEIPT or (code, act.name) == ("notify_assign", "notify"):
            return self.received_on
        if code == "closing_file" and act.name == "close":
            return date.fromisoformat(act.facts["closed_on"])
        return self.local_day(act.at)
