"""Walks every path through states x moves x people, in memory, and looks for broken sentences.

A situation is all that decides what can happen next: the status, the open clocks, who acted in
which role, and the few facts that guards look at. Permissions and guards are the real ones, asked
with stand-ins; clocks follow the real table of effects. Breadth first, so the way to a finding is
the shortest there is. Sentences are those of procedure.md section 4.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from cases.limits import EFFECTS, RUNS_ON, SHIPPED, Effects, effects_of
from cases.models import Case, Objection
from cases.states import ENDS, OBJECTION_TURN, PAUSED, RUNNING, TODO, TURN
from tests.cases.situations import (
    DECIDED,
    UNDECIDED,
    Situation,
    facts_after,
    objection_in,
    stand_in,
)
from workflow.diagrams import targets_of
from workflow.transitions import Granted, moves_in

#: A small agency: each role once alone, and the pairs that must never meet on one case.
TEAM = {
    "Chen": {"clerk"},
    "Rao": {"reviewer"},
    "Shi": {"supervisor"},
    "Ou": {"officer"},
    "Lu": {"lawyer"},
    "Pan": {"provider"},
    "An": {"archivist"},
    "Rao-Shi": {"reviewer", "supervisor"},
    "Ou-Shi": {"officer", "supervisor"},
    "Bu": {"bureau"},
}
#: Enough where four eyes are not the question.
SMALL_TEAM = {person: roles for person, roles in TEAM.items() if len(roles) == 1}
#: Who could rule on what they had a part in.
RULING_TEAMS = [
    SMALL_TEAM | {f"Bu-{name}": {"bureau", role}}
    for name, role in (("Shi", "supervisor"), ("Rao", "reviewer"), ("Ou", "officer"))
]
#: Typed here, not read from the code.
DECIDERS = {"reviewer", "supervisor", "officer"}
RULINGS = {"uphold", "correct"}
WAITING = {"filed", "examining", "corrected"}
PAIRS = [{"reviewer", "supervisor"}, {"officer", "supervisor"}, {"supervisor", "bureau"}]
#: Who approves with these moves must not be who proposed; what is proposed is then settled.
APPROVALS = {"grant": "recommended_by", "refuse": "recommended_by", "approve": "proposed_by"}
OWED_ON = ("notify_assign", "papers_later")
SIDE_BY_SIDE = ("review", "acceptance")
OTHER_SIDE = {"supplement", "cooperation"}


@dataclass(frozen=True)
class Edge:
    name: str
    source: str
    targets: tuple[str, ...]
    permission: Any
    guards: tuple[Callable[[Any], bool], ...]


@dataclass(frozen=True)
class Finding:
    sentence: int
    state: str
    move: str
    what: str

    def __str__(self) -> str:
        return f"sentence {self.sentence}: {self.what} (state {self.state}, move {self.move})"


def edges_of_the_code(model: Any = Case) -> tuple[Edge, ...]:
    return tuple(
        Edge(
            edge.name,
            str(edge.source),
            tuple(targets_of(edge)),
            edge.permission,
            tuple(edge.conditions),
        )
        for edge in moves_in(model)
    )


@dataclass(frozen=True)
class Procedure:
    """What is explored: the code's own tables, or damaged ones to test the tester."""

    edges: tuple[Edge, ...] = field(default_factory=edges_of_the_code)
    effects: Mapping[str, Effects] = field(default_factory=lambda: EFFECTS)
    turn: Mapping[str, Any] = field(default_factory=lambda: TURN)
    todo: Mapping[str, Any] = field(default_factory=lambda: TODO)
    end_events: Mapping[str, str] = field(
        default_factory=lambda: {rule.code: rule.end_event for rule in reversed(SHIPPED)}
    )
    ticks: bool = True
    objections: tuple[Edge, ...] = field(default_factory=lambda: edges_of_the_code(Objection))
    team: Mapping[str, set[str]] = field(default_factory=lambda: TEAM)


class Explorer:
    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.by_source: dict[str, list[Edge]] = defaultdict(list)
        for edge in procedure.edges:
            self.by_source[edge.source].append(edge)
        self.seen: dict[Situation, str] = {}  # with the move that led there first
        self.back: dict[Situation, list[Situation]] = defaultdict(list)
        self.findings: dict[tuple[int, str, str, str], Finding] = {}
        self.steps = 0

    def run(self) -> list[Finding]:
        """Every situation once. A broken one is not followed: its finding names what broke it."""
        queue = deque([Situation(), Situation(papers_there=False)])
        self.seen = dict.fromkeys(queue, "")
        broken = set()
        while queue:
            here = queue.popleft()
            for move, there in self.onward(here):
                self.steps += 1
                if move != "file":  # whether anybody objects is up to them: no way out counts on it
                    self.back[there].append(here)
                if there in self.seen:
                    continue
                self.seen[there] = move
                if self._find(there, move, self._wrong_in(there)):
                    broken.add(there)
                else:
                    queue.append(there)
        self._find_dead_ends(broken)
        return sorted(self.findings.values(), key=str)

    # What can happen next

    def onward(self, here: Situation) -> Iterator[tuple[str, Situation]]:
        for edge in self.by_source[here.status]:
            for person, roles in self.procedure.team.items():
                answer = self._may(edge, here, person, roles)
                if answer is not None:
                    yield from self._made(edge, here, person, answer)
        yield from self._steps(here)
        yield from self._objections(here)
        if self.procedure.ticks:
            for code, state in here.clocks:
                if state == "running":
                    passed = (here.clocks - {(code, state)}) | {(code, "breached")}
                    yield f"tick ({code})", replace(here, clocks=passed)

    def _may(self, edge: Edge, here: Situation, person: str, roles: set[str]) -> str | None:
        subject = stand_in(here)
        if edge in self.procedure.objections:
            subject = objection_in(subject)
        if not all(guard(subject) for guard in edge.guards):
            return None
        held = roles - ({"lawyer", "provider"} if not here.lawyer else set())
        user = SimpleNamespace(pk=person, roles_on=lambda _case: held)
        answer = edge.permission.ask(subject, user)
        return str(answer.role) if isinstance(answer, Granted) else None

    def _made(
        self, edge: Edge, here: Situation, person: str, role: str
    ) -> Iterator[tuple[str, Situation]]:
        notified = here.notified or edge.name == "notify"
        effects = effects_of(edge.name, notified=notified, table=self.procedure.effects)
        back = here.ended_from if edge.name == "reopen_on_objection" else here.came_from
        targets = (back,) if len(edge.targets) > 1 else edge.targets
        there = replace(
            here,
            status=targets[0],
            clocks=self.clocks_after(here.clocks, effects, targets[0], here.owed),
            acted=here.acted
            | ({(person, role)} if len(self.procedure.team[person]) > 1 else set()),
            **facts_after(edge.name, here, targets[0], person),
        )
        if edge.name == "terminate":
            there = replace(there, owed=frozenset(set(OWED_ON) & dict(here.clocks).keys()))
        self._find(there, edge.name, self._wrong_on(edge.name, here, there, person))
        yield edge.name, there
        if effects and effects.if_named:
            named = frozenset(
                (dict(there.clocks) | dict.fromkeys(effects.if_named, "running")).items()
            )
            yield edge.name, replace(there, clocks=named)
        if edge.name == "recommend":
            yield edge.name, replace(there, supported=False)

    def clocks_after(
        self,
        clocks: frozenset[tuple[str, str]],
        effects: Effects | None,
        target: str = "",
        owed: frozenset[str] = frozenset(),
    ) -> frozenset[tuple[str, str]]:
        if effects is None:
            return clocks
        after = dict(clocks)
        for code in list(after):
            ends = effects.event and self.procedure.end_events[code] == effects.event
            if ends or effects.cancels_all or code in (*effects.meet, *effects.cancel):
                del after[code]
            elif code in effects.pause and after[code] == "running":
                after[code] = "paused"
            elif code in effects.resume and after[code] == "paused":
                after[code] = "running"
        begun = [
            code
            for code in effects.starting(target, {})
            if code not in RUNS_ON or code not in after
        ]
        begun += owed.intersection(effects.again).difference(after, begun)
        return frozenset((after | dict.fromkeys(begun, "running")).items())

    def _steps(self, here: Situation) -> Iterator[tuple[str, Situation]]:
        """What is no move: a step of handling, letters, telling the organ, later papers, service."""
        if here.status == "handling":
            for event in [("met", "step_done"), ("step_done",)]:
                clocks = here.clocks
                for one in event:
                    clocks = self.clocks_after(clocks, Effects(event=one))
                started = self.clocks_after(clocks, Effects(start=("milestone",)))
                yield "log_handling", replace(here, clocks=started)
        if here.status in {"assigned", "handling"}:
            yield "write_to_organ", here
            yield "introduce", here
        tellable = {"assigned", "handling", "closed", "reported"}
        if here.open("notify_assign") and here.status in tellable:
            clocks = self.clocks_after(here.clocks, Effects(event="organ_told"))
            yield "tell_organ", replace(here, clocks=clocks)
        if "notify_assign" in here.owed and here.ended_from in tellable:
            # The organ itself says so on its page, or its system does.
            yield "receive_letter", replace(here, owed=here.owed - {"notify_assign"})
        if here.open("papers_later") or "papers_later" in here.owed:
            clocks = self.clocks_after(here.clocks, Effects(event="later_papers_received"))
            owed = here.owed - {"papers_later"}
            yield "receive_later_papers", replace(here, clocks=clocks, owed=owed)
            yield "receive_later_papers", here  # some are there, and not all
        if here.status == "terminated" and not here.served:
            clocks = self.clocks_after(here.clocks, Effects(event="termination_served"))
            yield "serve_termination", replace(here, clocks=clocks, served=True)

    def _objections(self, here: Situation) -> Iterator[tuple[str, Situation]]:
        """What is done about an objection: by its own machine, with its own rights and guards."""
        if here.status not in {"refused", "terminated"}:
            return
        stands = here.objection if here.objection in WAITING else "new"
        for edge in self.procedure.objections:
            if edge.source != stands:
                continue
            for person, roles in self.procedure.team.items():
                role = self._may(edge, here, person, roles)
                if role is None:
                    continue
                both = len(self.procedure.team[person]) > 1
                there = replace(
                    here,
                    clocks=self.clocks_after(here.clocks, self._ruled(edge.name, here)),
                    acted=here.acted | ({(person, role)} if both and role == "bureau" else set()),
                    objection=edge.targets[0],
                )
                self._find(there, edge.name, self._wrong_on(edge.name, here, there, person))
                yield edge.name, there

    @staticmethod
    def _ruled(move: str, here: Situation) -> Effects:
        """What it does to the clocks of the case."""
        if move == "file":
            return Effects(event="objection_filed")
        if move == "uphold" and here.status == "terminated":
            return Effects(start=("closing_check",))
        return Effects()

    # What may not be

    def _find(self, there: Situation, move: str, wrong: Iterable[tuple[int, str]]) -> bool:
        wrong = list(wrong)
        for sentence, what in wrong:
            key = (sentence, there.status, move, what)
            self.findings.setdefault(key, Finding(sentence, there.status, move, what))
        return bool(wrong)

    def _wrong_on(
        self, move: str, here: Situation, there: Situation, person: str
    ) -> Iterator[tuple[int, str]]:
        if (proposer := APPROVALS.get(move)) and getattr(here, proposer) == person:
            yield 3, f"{person} approves what {person} proposed"
        if move in RULINGS and (
            part := {role for one, role in here.acted if one == person} & DECIDERS
        ):
            yield 3, f"{person} rules on what {person} had a part in as {min(part)}"
        if move == "reopen_on_objection":
            for code in sorted(here.owed - dict(there.clocks).keys()):
                yield 2, f"what is still owed has no clock: {code}"
        for pair in PAIRS:
            if pair <= {role for one, role in there.acted if one == person}:
                yield 3, f"{person} acted as {' and as '.join(sorted(pair))}"

    def _wrong_in(self, there: Situation) -> Iterator[tuple[int, str]]:
        status, modes = there.status, dict(there.clocks)
        if status in DECIDED and not there.decided:
            yield 3, "the decision was skipped"
        if status in ENDS:
            if status in self.procedure.turn:
                yield 2, "an end is somebody's turn"
            if status in self.procedure.todo:
                yield 5, "an end has a to-do"
            if left := sorted(set(modes) - set(RUNNING.get(status, ()))):
                yield 2, f"a clock runs at an end: {', '.join(left)}"
            if there.objection in WAITING and there.objection not in OBJECTION_TURN:
                yield 2, "an objection is nobody's turn"
            return
        if status not in self.procedure.turn:
            yield 2, "it is nobody's turn"
        if status not in self.procedure.todo:
            yield 5, "no to-do is open"
        elif not any(
            self.procedure.todo[status] in edge.permission.roles for edge in self.by_source[status]
        ):
            yield 5, "who has the to-do can do nothing"
        yield from _wrong_clocks(there, modes)
        yield from self._wrong_side_by_side(there, modes)

    def _wrong_side_by_side(
        self, there: Situation, modes: dict[str, str]
    ) -> Iterator[tuple[int, str]]:
        accepted_ends = self.procedure.end_events["acceptance"] == "accepted"
        both = SIDE_BY_SIDE if not accepted_ends else ("review",)
        if there.status in UNDECIDED:
            if gone := [code for code in both if code not in modes]:
                yield 4, f"no decision yet, and a clock is gone: {', '.join(gone)}"
            if len({modes[code] for code in both if code in modes} - {"breached"}) > 1:
                yield 4, "one of review and acceptance stands still, the other runs"
        elif left := [code for code in SIDE_BY_SIDE if code in modes]:
            yield 4, f"it is decided, and a clock still runs: {', '.join(left)}"

    def _find_dead_ends(self, broken: set[Situation]) -> None:
        """Backwards from the ends: whatever is not met on the way can't get there."""
        queue = deque(
            one
            for one in self.seen
            if (one.status in ENDS and one.objection not in WAITING) or one in broken
        )
        alive = set(queue)
        while queue:
            for before in self.back[queue.popleft()]:
                if before not in alive:
                    alive.add(before)
                    queue.append(before)
        for dead in self.seen:
            if dead not in alive:
                self._find(dead, self.seen[dead], [(3, "no end can be reached from here")])


def _wrong_clocks(there: Situation, modes: dict[str, str]) -> Iterator[tuple[int, str]]:
    status = there.status
    ticking = {code for code, mode in modes.items() if mode != "paused"}
    paused = set(modes) - ticking
    if not ticking and there.objection not in WAITING:  # else it is the objection's that runs
        yield 2, "no clock runs"
    if paused and not ticking & OTHER_SIDE:
        yield 2, "a clock stands still and none of the other side runs"
    table = {*RUNNING.get(status, ()), *PAUSED.get(status, ())}
    beside = {"papers_later"} | ({"notify_assign"} if there.notified else set())
    if not there.notified and "notify_assign" in modes:
        yield 2, "the limit of a notified case runs in another"
    if strange := sorted(set(modes) - table - beside):
        yield 2, f"a clock runs that the state does not name: {', '.join(strange)}"
    excused = {"acceptance"}  # sentence 4 looks at it
    excused |= {"termination_notice"} if there.served else set()
    excused |= {"assign"} if there.notified else {"notify_assign"}
    if status == "terminated":
        excused |= {"objection_window"} if there.objection else set()
        excused |= {"closing_check"} if there.objection != "upheld" else set()
    excused |= (
        {"first_meeting", "milestone"} if modes.keys() & {"first_meeting", "milestone"} else set()
    )
    if missing := sorted(set(RUNNING.get(status, ())) - ticking - excused):
        yield 2, f"a clock of the state does not run: {', '.join(missing)}"
