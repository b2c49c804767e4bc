"""Walks every path through states x moves x people, in memory, and looks for broken sentences.

A situation is all that decides what can happen next: the status, the open clocks, who acted in
which role, and the few facts that guards look at. Permissions and guards are the real ones, asked
with stand-ins; clocks follow the real table of effects. Breadth first, so the way to a finding is
the shortest there is. Sentences are those of procedure.md section 4.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from cases.limits import EFFECTS, SHIPPED, Effects
from cases.models import Case
from cases.states import ENDS, PAUSED, RUNNING, TODO, TURN, Status
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
}
#: Enough where four eyes are not the question.
SMALL_TEAM = {person: roles for person, roles in TEAM.items() if len(roles) == 1}
#: Typed here, not read from the code.
PAIRS = [{"reviewer", "supervisor"}, {"officer", "supervisor"}, {"supervisor", "bureau"}]
UNDECIDED = {"registered", "supplementing", "accepted", "verifying", "recommended"}
DECIDED = {
    "granted", "proposed", "assigned", "handling", "closed", "reported", "archived", "refused",
    "terminated",
}  # fmt: skip
DECISIONS = {"grant", "refuse", "aid_first"}
#: Who approves with these moves must not be who proposed; what is proposed is then settled.
APPROVALS = {"grant": "recommended_by", "refuse": "recommended_by", "approve": "proposed_by"}
SIDE_BY_SIDE = ("review", "acceptance")
OTHER_SIDE = {"supplement", "cooperation"}


@dataclass(frozen=True)
class Situation:
    status: str = "new"
    clocks: frozenset[tuple[str, str]] = frozenset()  # (code, running | paused | breached)
    acted: frozenset[tuple[str, str]] = frozenset()  # (person, role), of people with two roles
    papers_there: bool = True
    asked: bool = False
    came_from: str = ""
    supported: bool = False  # the review found all three tests passed
    recommended_by: str = ""
    proposed_by: str = ""
    lawyer: str = ""
    decided: bool = False
    served: bool = False

    def open(self, code: str) -> str | None:
        return dict(self.clocks).get(code)


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


def edges_of_the_code() -> tuple[Edge, ...]:
    return tuple(
        Edge(
            edge.name,
            str(edge.source),
            tuple(targets_of(edge)),
            edge.permission,
            tuple(edge.conditions),
        )
        for edge in moves_in(Case)
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
        if self.procedure.ticks:
            for code, state in here.clocks:
                if state == "running":
                    passed = (here.clocks - {(code, state)}) | {(code, "breached")}
                    yield f"tick ({code})", replace(here, clocks=passed)

    def _may(self, edge: Edge, here: Situation, person: str, roles: set[str]) -> str | None:
        case = stand_in(here)
        if not all(guard(case) for guard in edge.guards):
            return None
        held = roles - ({"lawyer", "provider"} if not here.lawyer else set())
        user = SimpleNamespace(pk=person, roles_on=lambda _case: held)
        answer = edge.permission.ask(case, user)
        return str(answer.role) if isinstance(answer, Granted) else None

    def _made(
        self, edge: Edge, here: Situation, person: str, role: str
    ) -> Iterator[tuple[str, Situation]]:
        targets = (here.came_from,) if len(edge.targets) > 1 else edge.targets
        there = replace(
            here,
            status=targets[0],
            clocks=self.clocks_after(here.clocks, self.procedure.effects.get(edge.name)),
            acted=here.acted
            | ({(person, role)} if len(self.procedure.team[person]) > 1 else set()),
            **_facts(edge.name, here, person),
        )
        self._find(there, edge.name, self._wrong_on(edge.name, here, there, person))
        yield edge.name, there
        if edge.name == "recommend":
            yield edge.name, replace(there, supported=False)

    def clocks_after(
        self, clocks: frozenset[tuple[str, str]], effects: Effects | None
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
        return frozenset((after | dict.fromkeys(effects.start, "running")).items())

    def _steps(self, here: Situation) -> Iterator[tuple[str, Situation]]:
        """What is no move: a step of handling, later papers, service of a termination."""
        if here.status == "handling":
            for event in [("met", "step_done"), ("step_done",)]:
                clocks = here.clocks
                for one in event:
                    clocks = self.clocks_after(clocks, Effects(event=one))
                started = self.clocks_after(clocks, Effects(start=("milestone",)))
                yield "log_handling", replace(here, clocks=started)
        if here.open("papers_later") or here.status == "terminated":
            clocks = self.clocks_after(here.clocks, Effects(event="later_papers_received"))
            yield "receive_later_papers", replace(here, clocks=clocks)
        if here.status == "terminated" and not here.served:
            clocks = self.clocks_after(here.clocks, Effects(event="termination_served"))
            yield "serve_termination", replace(here, clocks=clocks, served=True)

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
        queue = deque(one for one in self.seen if one.status in ENDS or one in broken)
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
    if not ticking:
        yield 2, "no clock runs"
    if paused and not ticking & OTHER_SIDE:
        yield 2, "a clock stands still and none of the other side runs"
    table = {*RUNNING.get(status, ()), *PAUSED.get(status, ())}
    if strange := sorted(set(modes) - table - {"papers_later"}):
        yield 2, f"a clock runs that the state does not name: {', '.join(strange)}"
    excused = {"acceptance"}  # sentence 4 looks at it
    excused |= {"termination_notice"} if there.served else set()
    excused |= (
        {"first_meeting", "milestone"} if modes.keys() & {"first_meeting", "milestone"} else set()
    )
    if missing := sorted(set(RUNNING.get(status, ())) - ticking - excused):
        yield 2, f"a clock of the state does not run: {', '.join(missing)}"


def _facts(move: str, here: Situation, person: str) -> dict[str, Any]:
    """What a move sets on the case, as far as a guard or a sentence looks at it.

    What matters in one status alone is forgotten with the next, so that like situations are one.
    """
    facts: dict[str, Any] = {
        "decided": here.decided or move in DECISIONS,
        "asked": here.asked or move == "ask_for_papers",
        "came_from": here.status if move == "ask_for_papers" else "",
        "papers_there": here.papers_there or move == "receive_papers",
        "supported": move == "recommend",
        "recommended_by": person if move == "recommend" else "",
        "proposed_by": person if move == "propose" else "",
    }
    if move in {"approve", "decline", "replace_lawyer"}:
        facts["lawyer"] = "Lu" if move == "approve" else ""
    return facts


def stand_in(here: Situation) -> Any:
    """A case as guards and permissions see it."""
    papers = ["identity", "application_form", "means_statement", "case_evidence"]
    return SimpleNamespace(
        status=here.status,
        applicant=SimpleNamespace(id_no="x", no_id_reason="", id_type="resident_id"),
        groups=[],
        matter="labour_pay",
        materials=papers if here.papers_there else papers[:1],
        papers_asked_at=date(2026, 11, 2) if here.asked else None,
        proposed_lawyer_id=here.proposed_by or None,
        termination_served_on=date(2026, 11, 2) if here.served else None,
        person_qualifies=here.supported,
        scope_basis="31" if here.supported else "",
        means="met" if here.supported else "not_met",
        clocks=_Clocks(here),
        # What the lawyer signs is handed in by the same act.
        attachments=SimpleNamespace(
            values_list=lambda *names, **flat: ["agreement", "power_of_attorney"]
        ),
        roles_acted_by=lambda user: {role for person, role in here.acted if person == user.pk},
    )


class _Clocks:
    def __init__(self, here: Situation) -> None:
        self.here = here

    def filter(self, *, code: str, state: str = "", state__in: Any = ()) -> Any:
        found = self.here.open(code) in {state, *state__in}
        return SimpleNamespace(exists=lambda: found)


assert {str(status) for status in Status} == UNDECIDED | DECIDED | {
    "new",
    "withdrawn",
    "redirected",
}
