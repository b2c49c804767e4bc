"""What a case must look like, from its records alone: status, lawyer, clocks, and who acted.

The rows that say so (the case itself, its clocks, its assignment) are kept in step by the moves;
this reads the append-only records again and comes to the same end by another way. The tables of
``cases.limits`` say what a move does to the clocks, the facts of its record the rest.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cases.codes import HandlingKind
from cases.limits import EFFECTS, PROMISES, Effects
from cases.states import Status

RUNNING, PAUSED, MET, CANCELLED = "running", "paused", "met", "cancelled"
OPEN = frozenset({RUNNING, PAUSED})

#: Steps that are no moves: the audit chain's action, and what they do to the clocks.
STEPS: dict[str, Effects] = {
    "handling.logged": Effects(event="step_done", start=("milestone",)),
    "papers.later": Effects(event="later_papers_received"),
    "termination.served": Effects(event="termination_served"),
}

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
    local_day: Callable[[datetime], date] = datetime.date

    status: str = Status.NEW.value
    version: int = 0
    lawyer: int | None = None
    proposed: int | None = None
    acted: dict[str, list[int]] = field(default_factory=dict)
    clocks: list[ReplayedClock] = field(default_factory=list)

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
        if act.name in UNPROPOSES:
            self.proposed = None
        if effects := EFFECTS.get(act.name):
            self._clocks(effects, act)

    def _step(self, act: Act) -> None:
        if act.name == "handling.logged" and act.facts.get("kind") == HandlingKind.MEETING:
            self._end(lambda clock: clock.end_event == "met", MET)
        self._clocks(STEPS[act.name], act)

    def _clocks(self, effects: Effects, act: Act) -> None:
        """The order of ``cases.clockwork``: meet, cancel, pause, resume, start."""
        if effects.event:
            self._end(lambda clock: clock.end_event == effects.event, MET)
        if effects.meet:
            self._end(lambda clock: clock.code in effects.meet, MET)
        if effects.cancel:
            self._end(lambda clock: effects.cancels_all or clock.code in effects.cancel, CANCELLED)
        for clock in self._open():
            if clock.code in effects.pause and (clock.code, clock.seq) not in self.never_paused:
                clock.state = PAUSED
            elif clock.code in effects.resume:
                clock.state = RUNNING
        for code in effects.start:
            self._start(code, act)

    def _open(self) -> list[ReplayedClock]:
        return [clock for clock in self.clocks if clock.state in OPEN]

    def _end(self, which: Callable[[ReplayedClock], bool], state: str) -> None:
        for clock in self._open():
            if which(clock):
                clock.state = state

    def _start(self, code: str, act: Act) -> None:
        on = self._starts_on(code, act)
        seq = 1 + sum(clock.code == code for clock in self.clocks)
        end_event = self.end_event(code, seq, on)
        if end_event is None and code in PROMISES:
            return  # nothing was promised on that day
        self._end(lambda clock: clock.code == code, CANCELLED)
        self.clocks.append(ReplayedClock(code, seq, on, end_event or ""))

    def _starts_on(self, code: str, act: Act) -> date:
        if code in {"review", "acceptance"}:
            return self.received_on
        if code == "closing_file" and act.name == "close":
            return date.fromisoformat(act.facts["closed_on"])
        return self.local_day(act.at)
