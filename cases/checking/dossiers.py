"""All there is about a case, read for a thousand cases at a time: so many queries for any number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import CharField, Exists, Min, OuterRef
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from cases.flows import HUMAN, Process, Task
from cases.models import (
    Assignment,
    Case,
    CaseClock,
    CaseClockEvent,
    CasePaper,
    CasePause,
    CaseTransition,
    Objection,
    ObjectionTransition,
    OrganDispatch,
    OrganLetter,
)
from cases.replay import STEPS, Act, EndEvent, Replay
from cases.states import OBJECTION_ENDS, Role
from documents.models import Document
from workflow.models import AuditEntry, LimitRule, What

CHUNK = 1000

CASE = (
    "pk", "number", "status", "version", "process_id", "received_at", "lawyer_id", "firm_id",
    "lawyer__user_id", "proposed_lawyer_id", "provisional", "termination_served_on", "acted",
    "next_due_at",
)  # fmt: skip


@dataclass(frozen=True)
class ClockRow:
    code: str
    seq: int
    state: str
    due_at: datetime | None
    end_event: str
    open_pauses: int
    bare_pauses: int  # without a paper of this case behind them
    never_paused: bool

    @property
    def open(self) -> bool:
        return self.state in {"running", "paused", "breached"}


@dataclass(frozen=True)
class TodoRow:
    node: str
    owner: int | None
    open: bool


@dataclass
class Dossier:
    """One case with everything that must agree with it."""

    case: dict[str, Any]
    rules: "RuleBook"
    acts: list[Act] = field(default_factory=list)
    clocks: list[ClockRow] = field(default_factory=list)
    todos: list[TodoRow] = field(default_factory=list)
    process: tuple[str, str] | None = None  # its flow and its state
    assignments: list[tuple[str, int, int]] = field(default_factory=list)  # state, lawyer, firm
    papers: list[str] = field(default_factory=list)  # kinds
    bureau: list[int] = field(default_factory=list)  # who acted for it on the case's objections
    ordered: set[int] = field(default_factory=set)  # objections whose order was carried out
    rulings: int = 0
    untold: bool = False  # the newest letter to the organ is not proven sent

    @property
    def number(self) -> str:
        return str(self.case["number"])

    @property
    def status(self) -> str:
        return str(self.case["status"])

    @property
    def moves(self) -> list[Act]:
        return [act for act in self.acts if act.seq]

    @property
    def open_todos(self) -> list[TodoRow]:
        return [todo for todo in self.todos if todo.open]

    @property
    def open_clocks(self) -> list[ClockRow]:
        return [clock for clock in self.clocks if clock.open]

    @property
    def upheld(self) -> bool:
        """An objection against the termination that stands was turned down."""
        last = [act.name for act in self.acts if act.name in {"terminate", "objection.upheld"}]
        return last[-1:] == ["objection.upheld"]

    @cached_property
    def replay(self) -> Replay:
        """What the records say; each clock is met by what its own rule says."""
        own = {(clock.code, clock.seq): clock.end_event for clock in self.clocks}

        def end_event(code: str, seq: int, on: date) -> str | None:
            return own.get((code, seq)) or self.rules.end_event(code, seq, on)

        return Replay(
            received_on=localdate(self.case["received_at"]),
            end_event=end_event,
            never_paused=frozenset(
                (clock.code, clock.seq) for clock in self.clocks if clock.never_paused
            ),
            local_day=localdate,
            acted={Role.BUREAU.value: self.bureau} if self.bureau else {},
        ).run(self.acts)


class RuleBook:
    """The dated rules, by code; and since when papers of each kind are issued."""

    def __init__(self) -> None:
        by_kind = Document.objects.order_by().values_list("kind")
        self.first_issued: dict[str, datetime] = dict(by_kind.annotate(first=Min("issued_at")))
        self._rules: dict[str, list[tuple[date, date | None, str]]] = defaultdict(list)
        dated = LimitRule.objects.order_by("valid_from")
        for code, *rest in dated.values_list("code", "valid_from", "valid_to", "end_event"):
            self._rules[code].append(tuple(rest))  # type: ignore[arg-type]

    def end_event(self, code: str, seq: int, on: date) -> str | None:
        """By what the rule in force on that day is met; None when there was no rule."""
        found = None
        for valid_from, valid_to, end_event in self._rules[code]:
            if valid_from <= on <= (valid_to or on):
                found = end_event
        return found


class Dossiers:
    """Every case's dossier, in the order of their keys; ``only`` some of them."""

    def __init__(self, only: Iterable[int] | None = None) -> None:
        self.only = only
        self.rules = RuleBook()

    def __iter__(self) -> Iterator[Dossier]:
        keys = Case.objects.order_by("pk").values_list("pk", flat=True)
        if self.only is not None:
            keys = keys.filter(pk__in=self.only)
        numbers = list(keys)
        for start in range(0, len(numbers), CHUNK):
            yield from self._chunk(numbers[start : start + CHUNK])

    def _chunk(self, keys: list[int]) -> list[Dossier]:
        rows = Case.objects.filter(pk__in=keys).order_by("pk").values(*CASE)
        dossiers = {row["pk"]: Dossier(row, self.rules) for row in rows}
        _read_acts(dossiers)
        _read_clocks(dossiers)
        _read_todos(dossiers)
        for case, *assignment in Assignment.objects.filter(case__in=keys).values_list(
            "case_id", "state", "lawyer_id", "firm_id"
        ):
            dossiers[case].assignments.append(tuple(assignment))  # type: ignore[arg-type]
        for case, kind in CasePaper.objects.filter(case__in=keys).values_list(
            "case_id", "document__kind"
        ):
            dossiers[case].papers.append(kind)
        _read_letters(dossiers)
        _read_objections(dossiers)
        return list(dossiers.values())


def _read_acts(dossiers: dict[int, Dossier]) -> None:
    """Moves in the order of their numbers, and the steps between by their time."""
    steps: dict[str, list[Act]] = defaultdict(list)
    numbers = [dossier.number for dossier in dossiers.values()]
    entries = AuditEntry.objects.filter(subject__in=numbers, action__in=list(STEPS)).order_by("seq")
    for subject, action, at, content in entries.values_list("subject", "action", "at", "content"):
        steps[subject].append(Act(at, action, facts=content or {}))
    for dossier in dossiers.values():
        steps[dossier.number].reverse()  # the next one is the last of the list
    records = CaseTransition.objects.filter(case__in=dossiers).order_by("case_id", "seq")
    for case, *record in records.values_list(
        "case_id", "at", "move", "seq", "source", "target", "by_id", "role", "facts"
    ):
        move, dossier = Act(*record), dossiers[case]
        waiting = steps[dossier.number]
        while waiting and waiting[-1].at < move.at:
            dossier.acts.append(waiting.pop())
        dossier.acts.append(move)
    for dossier in dossiers.values():
        dossier.acts += reversed(steps[dossier.number])


def _read_clocks(dossiers: dict[int, Dossier]) -> None:
    of_cases = {"clock__subject__in": dossiers}
    lasting: dict[int, int] = defaultdict(int)
    bare: dict[int, int] = defaultdict(int)
    for clock, case, until, paper_of in CasePause.objects.filter(**of_cases).values_list(
        "clock_id", "clock__subject_id", "complete_on", "paper__case_id"
    ):
        lasting[clock] += until is None
        bare[clock] += paper_of != case
    left_running = set(
        CaseClockEvent.objects.filter(what=What.NOT_PAUSED, **of_cases).values_list(
            "clock_id", flat=True
        )
    )
    rows = CaseClock.objects.filter(subject__in=dossiers).order_by("pk")
    for case, pk, code, seq, state, due_at, end_event in rows.values_list(
        "subject_id", "pk", "code", "seq", "state", "due_at", "rule__end_event"
    ):
        row = ClockRow(
            code, seq, state, due_at, end_event, lasting[pk], bare[pk], pk in left_running
        )
        dossiers[case].clocks.append(row)


def _read_letters(dossiers: dict[int, Dossier]) -> None:
    """Whether the newest letter of each notified case is proven sent; the newest comes last."""
    proven = OrganDispatch.objects.proven().filter(letter=OuterRef("pk"))
    letters = OrganLetter.objects.filter(notice__case__in=dossiers).order_by("pk")
    for case, told in letters.values_list("notice__case", Exists(proven)):
        dossiers[case].untold = not told


def _read_objections(dossiers: dict[int, Dossier]) -> None:
    """Who acted for the bureau, how many rulings there are, and which orders were carried out."""
    records = ObjectionTransition.objects.filter(objection__case__in=dossiers).order_by("pk")
    for case, role, by, target in records.values_list("objection__case", "role", "by", "target"):
        dossier = dossiers[case]
        if role == Role.BUREAU and by not in dossier.bureau:
            dossier.bureau.append(by)
        dossier.rulings += target in OBJECTION_ENDS
    done = Objection.objects.filter(case__in=dossiers, carried_out_at__isnull=False).order_by()
    for case, key in done.values_list("case", "pk"):
        dossiers[case].ordered.add(key)


def _read_todos(dossiers: dict[int, Dossier]) -> None:
    """The rows as they are stored: a node that is gone must not stop the reading."""
    by_process = {
        dossier.case["process_id"]: dossier
        for dossier in dossiers.values()
        if dossier.case["process_id"] is not None
    }
    threads = Process.objects.filter(pk__in=by_process).annotate(
        flow=Cast("flow_class", CharField())
    )
    for process, flow, state in threads.values_list("pk", "flow", "status"):
        by_process[process].process = (flow, state)
    rows = Task.objects.filter(process__in=by_process, flow_task_type=HUMAN).order_by("pk")
    stored = rows.annotate(node=Cast("flow_task", CharField()))
    for process, node, owner, finished in stored.values_list(
        "process_id", "node", "owner_id", "finished"
    ):
        by_process[process].todos.append(TodoRow(node, owner, finished is None))


__all__ = ["Dossier", "Dossiers", "EndEvent", "RuleBook"]
