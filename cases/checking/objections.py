"""Objections: their status, numbers and clocks are those of their records, and orders are carried
out by a move of the case and by nothing else."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cases.checking.dossiers import Dossier
from cases.checking.findings import Finding
from cases.checking.rules import rule
from cases.limits import OBJECTION_EFFECTS, Effects
from cases.models import Objection, ObjectionClock, ObjectionTransition
from cases.replay import OPEN, Act, Replay
from cases.states import ObjectionStatus
from workflow.transitions import moves_in

CHUNK = 1000


@rule
def orders_are_carried_out_by_a_move(dossier: Dossier) -> Iterator[Finding]:
    """What the case's records say was carried out, and what its objections say, is the same."""
    said = {
        act.facts.get("objection") for act in dossier.moves if act.name == "reopen_on_objection"
    }
    if said != dossier.ordered:
        yield Finding(
            dossier.number,
            "objection_order",
            _("Its records and its objections disagree about which orders were carried out."),
        )


def look() -> Iterator[Finding]:
    """Every objection against its own records: by another way than its moves."""
    keys = list(Objection.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        for file in _read(keys[start : start + CHUNK]):
            yield from file.findings()


@dataclass
class _File:
    """One objection with its records and clocks."""

    row: dict[str, Any]
    acts: list[Act] = field(default_factory=list)
    clocks: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return str(self.row["number"])

    def findings(self) -> Iterator[Finding]:
        replay = self._replay()
        if self.row["status"] == ObjectionStatus.NEW:
            yield Finding(self.number, "resting_new", _("The objection was never filed."))
        elif self.row["status"] != replay.status:
            yield Finding(
                self.number,
                "status",
                _("It is “%(status)s”, but the last record says “%(target)s”.")
                % {"status": self.row["status"], "target": replay.status},
            )
        numbers = [act.seq for act in self.acts]
        if numbers != list(range(1, self.row["version"] + 1)):
            yield Finding(
                self.number,
                "record_gap",
                _("It counts %(version)d moves; the records are numbered %(numbers)s.")
                % {"version": self.row["version"], "numbers": ", ".join(map(str, numbers))},
            )
        yield from self._chain()
        yield from self._limits(replay)
        ruled = self.row["status"] in {ObjectionStatus.UPHELD, ObjectionStatus.CORRECTED}
        if ruled != (self.row["ruling__document__kind"] == "objection_decision"):
            yield Finding(
                self.number, "paper_missing", _("A paper is missing: %s.") % "objection_decision"
            )

    def _chain(self) -> Iterator[Finding]:
        status = str(ObjectionStatus.NEW.value)
        for act in self.acts:
            if act.source != status or (act.name, act.source, act.target) not in _drawn():
                yield Finding(
                    self.number,
                    "broken_chain",
                    _(
                        "Record %(seq)d says “%(move)s” from “%(source)s” to “%(target)s” after “%(before)s”."
                    )
                    % {
                        "seq": act.seq,
                        "move": act.name,
                        "source": act.source,
                        "target": act.target,
                        "before": status,
                    },
                )
            status = act.target

    def _limits(self, replay: Replay) -> Iterator[Finding]:
        found = {key: state for key, (state, _end) in self.clocks.items()}
        wanted = replay.states()
        for key in sorted(found.keys() | wanted.keys()):
            state, said = found.get(key, "–"), wanted.get(key, "–")
            if state != said and not (state == "breached" and said in OPEN):
                yield Finding(
                    self.number,
                    "clock_differs",
                    _(
                        "The clock “%(code)s” %(seq)d is “%(state)s”; by the records it is “%(said)s”."
                    )
                    % {"code": key[0], "seq": key[1], "state": state, "said": said},
                )

    def _replay(self) -> Replay:
        """The state of the objection, from its records alone."""
        ends = {key: end for key, (_state, end) in self.clocks.items()}
        received_on = localdate(self.row["received_at"])
        replay = Replay(
            received_on=received_on,
            end_event=lambda code, seq, on: ends.get((code, seq), ""),
            local_day=localdate,
            effects=OBJECTION_EFFECTS,
        ).run(self.acts)
        if self.row["carried_out_at"]:
            replay.apply(Effects(event="order_carried_out"), Act(self.row["carried_out_at"], ""))
        return replay


@cache
def _drawn() -> frozenset[tuple[str, str, str]]:
    return frozenset(
        (move.name, str(move.source), str(move.target)) for move in moves_in(Objection)
    )


def _read(keys: list[int]) -> list[_File]:
    rows = Objection.objects.filter(pk__in=keys).order_by("pk")
    columns = (
        "pk", "number", "status", "version", "received_at", "carried_out_at",
        "ruling__document__kind",
    )  # fmt: skip
    files: dict[int, _File] = {row["pk"]: _File(row) for row in rows.values(*columns)}
    acts: dict[int, list[Act]] = defaultdict(list)
    records = ObjectionTransition.objects.filter(objection__in=keys).order_by("objection", "seq")
    for objection, *record in records.values_list(
        "objection_id", "at", "move", "seq", "source", "target", "by_id", "role", "facts"
    ):
        acts[objection].append(Act(*record))
    clocks = ObjectionClock.objects.filter(subject__in=keys).order_by("pk")
    for objection, code, seq, state, end in clocks.values_list(
        "subject_id", "code", "seq", "state", "rule__end_event"
    ):
        files[objection].clocks[code, seq] = (state, end)
    for key, file in files.items():
        file.acts = acts[key]
    return list(files.values())
