"""The text of the drawn reference pages: states, moves and limits as the code has them.

English with the Chinese names beside; these come from the translation at the time of drawing.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, get_args

from django.utils.translation import gettext_lazy, override

from cases.chart import machine, objection_machine
from cases.codes import Bound, LimitEvent, in_words
from cases.limits import (
    EFFECTS,
    OBJECTION_EFFECTS,
    OUTSIDE,
    SHIPPED,
    STARTED_BY_A_STEP,
    Effects,
)
from cases.models import Case, Objection
from cases.states import (
    ENDS,
    OBJECTION_ENDS,
    OBJECTION_RUNNING,
    OBJECTION_TURN,
    PAUSED,
    RESERVED,
    RUNNING,
    TURN,
    WATCH,
    ObjectionStatus,
    Status,
)
from documents.facts import Facts
from documents.kinds import KINDS
from workflow.diagrams import SHEET, mermaid, state_svg, targets_of
from workflow.transitions import moves_in

DRAWN = "<!-- Drawn from the code by `manage.py draw_states`: change the code, then draw again. -->"


OF_A_MOVE = (
    "move",
    "English",
    "中文",
    "from → to",
    "who",
    "refused with",
    "clocks",
    "paper",
    "ground",
)


def states_page() -> str:
    with override("en"):
        chart = mermaid(machine())
        parts = [
            DRAWN,
            "# States and moves",
            "How one application lives: every state, whose turn it is and which clocks run there, "
            "and every move with who may make it and what it needs. "
            "L is the Legal Aid Law (2022), P the procedure rules (MOJ Order 148, 2023). "
            "A notified case begins with `notify`; in it `notify_assign` stands wherever the table says "
            "`assign`, runs on beside the later limits until the organ is told, and is met by that step "
            "(`tell_organ`).",
            "![The states and the moves between them](states.svg)",
            "## States",
            table(
                ("code", "English", "中文", "whose turn", "clocks that run", "paused"),
                (state_row(status) for status in Status if status != Status.NEW),
            ),
            "## Moves",
            table(OF_A_MOVE, (move_row(edges) for edges in edges_by_move().values())),
            "## The same as a diagram",
            f"```mermaid\n{chart}\n```",
            *objections_part(),
        ]
    return "\n\n".join(parts) + "\n"


def objections_part() -> Iterator[str]:
    """The second machine: an objection on its way through the bureau, with clocks of its own."""
    yield "# The objection"
    yield (
        "An objection against a refusal or a termination is a machine of its own at the justice "
        "bureau, with a clock of its own (L49). Once a correction is ordered it is the turn of the "
        "head of the agency, until the case is reopened by `reopen_on_objection`."
    )
    yield "## States of an objection"
    yield table(
        ("code", "English", "中文", "whose turn", "clocks that run"),
        (objection_row(status) for status in ObjectionStatus if status != ObjectionStatus.NEW),
    )
    yield "## Moves of an objection"
    moves = edges_by_move(Objection).values()
    yield table(OF_A_MOVE, (move_row(edges, OBJECTION_EFFECTS, "_objection") for edges in moves))
    yield "## The objection as a diagram"
    yield f"```mermaid\n{mermaid(objection_machine())}\n```"


def objection_row(status: ObjectionStatus) -> tuple[str, ...]:
    turn = OBJECTION_TURN.get(status)
    said = str(turn.label) if turn else "nobody: an end"
    if status in OBJECTION_ENDS and turn:
        said += " (until the order is carried out)"
    return (
        f"`{status.value}`",
        str(status.label),
        chinese(status.label),
        said,
        ", ".join(OBJECTION_RUNNING.get(status, ())),
    )


def states_picture() -> str:
    """English with the Chinese name under it where the translation has one, else whose turn."""
    with override("en"):
        turns = machine()
        notes = {state.code: state.note for state in turns.states}
        named = machine(lambda status: chinese(status.label) or notes.get(status.value, ""))
        return state_svg(named, sheet=SHEET)


def limits_page() -> str:
    with override("en"):
        parts = [
            DRAWN,
            "# Limits",
            "The limits that ship with this version, as dated rows. A case keeps the rules of the "
            "day of its receipt. What is not confirmed is shown to people as a rule of the office "
            "until two administrators have confirmed the article. A limit that binds somebody "
            "outside makes nothing of ours late. Limits of tracks that this version does not carry "
            "out yet (legal help, mediation, complaints, consultation) are rows "
            "and start nowhere: they are marked “–” under *started by*.",
            table(
                (
                    "code",
                    "English",
                    "中文",
                    "length",
                    "last day on a rest day",
                    "last day ends",
                    "runs from",
                    "met by",
                    "binds",
                    "started by",
                    "article",
                    "in force",
                    "nature",
                    "confirmed",
                ),
                (limit_row(rule) for rule in by_code()),
            ),
        ]
    return "\n\n".join(parts) + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell or "–" for cell in line) + " |" for line in lines)


def chinese(text: Any) -> str:
    """The translation, or nothing where there is none yet."""
    with override("zh-hans"):
        said = str(text)
    with override("en"):
        return said if said != str(text) else ""


# States


def state_row(status: Status) -> tuple[str, ...]:
    return (
        f"`{status.value}`",
        str(status.label),
        chinese(status.label),
        _turn(status),
        ", ".join(RUNNING.get(status, ())),
        ", ".join(PAUSED.get(status, ())),
    )


def _turn(status: Status) -> str:
    if status in ENDS:
        return "nobody: an end"
    said = str(TURN[status].label)
    if status in WATCH:
        said += f" (watched by: {WATCH[status].label})"
    return said + (" (reserved)" if status in RESERVED else "")


# Moves


def edges_by_move(model: Any = Case) -> dict[str, list[Any]]:
    """The edges of each move, in the order in which the moves are written."""
    found: dict[str, list[Any]] = {}
    for edge in moves_in(model):
        found.setdefault(edge.name, []).append(edge)
    return found


def move_row(
    edges: list[Any], effects: Mapping[str, Effects] = EFFECTS, module: str = ""
) -> tuple[str, ...]:
    """``module``: what follows the move in the name of its action's file."""
    edge = edges[0]
    label = edge.custom["label"]
    return (
        f"`{edge.name}`",
        str(label),
        chinese(label),
        "; ".join(_ways(edges)),
        " / ".join(str(role.label) for role in edge.permission.roles),
        " ".join([*(str(guard.sentence) for guard in edge.conditions), *sentences_in(edge)]),
        "; ".join(changes(effects.get(edge.name, Effects()))),
        ", ".join(papers_of(edge.name + module)),
        inspect.getdoc(edge.method).split("\n\n")[0].replace("\n", " "),  # type: ignore[union-attr]
    )


def _ways(edges: list[Any]) -> Iterator[str]:
    """From where to where, the sources that lead to the same together."""
    ways: dict[str, list[str]] = {}
    for edge in edges:
        source = "–" if edge.source == "new" else str(edge.source)
        ways.setdefault(" or ".join(targets_of(edge)), []).append(source)
    for targets, sources in ways.items():
        yield f"{', '.join(sources)} → {targets}"


def sentences_in(edge: Any) -> list[str]:
    """What the move itself may answer, besides its conditions: the sentences in its body."""
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(edge.method)))
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    calls = (node for statement in function.body for node in ast.walk(statement))
    found = [
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
    ]
    if "self.obstacles(" in source:
        found.append("Every hard rule that the lawyer fails.")
    return [re.sub(r"%\(\w+\)\w", "…", str(sentence)) for sentence in found]


def changes(effects: Effects) -> list[str]:
    """What a move does to the clocks, in words."""
    ended = [rule.code for rule in SHIPPED if effects.event and rule.end_event == effects.event]
    words = {
        "meet": tuple(dict.fromkeys([*ended, *effects.meet])),
        "cancel": ("all",) if effects.cancels_all else effects.cancel,
        "pause": effects.pause,
        "resume": effects.resume,
        "start": effects.start,
    }
    said = [f"{verb} {', '.join(codes)}" for verb, codes in words.items() if codes]
    said += [f"in {state} start {', '.join(codes)}" for state, codes in effects.start_in]
    if effects.if_named:
        said.append(f"start {', '.join(effects.if_named)} where its day is named")
    return said + ([f"start {', '.join(effects.again)} where owed"] if effects.again else [])


def papers_of(move: str) -> list[str]:
    """The kinds of paper that a move's action issues: those whose facts its module takes in."""
    names = vars(import_module(f"cases.actions.{move}")).values()
    kinds = {kind for name in names for kind in _kinds_made(name)}
    return [named(kind) for kind in KINDS.values() if kind in kinds]


def named(kind: type[Facts]) -> str:
    """With its number in the national set, if it has one."""
    return f"{kind.form_no} {kind.title}" if kind.form_no else kind.title


def _kinds_made(name: Any) -> Iterator[type[Facts]]:
    """The kind itself, or those that a function in ``cases.actions.papers`` says that it returns."""
    if inspect.isfunction(name) and name.__module__.startswith("cases.actions.papers."):
        name = inspect.get_annotations(name).get("return")
    yield from (kind for kind in KINDS.values() if kind is name)
    for inner in get_args(name):
        yield from _kinds_made(inner)


# Limits


def by_code() -> list[Any]:
    """The rows of one code together, in the order of the table, the newest first."""
    codes = [rule.code for rule in SHIPPED]
    newest_first = sorted(SHIPPED, key=lambda rule: rule.valid_from, reverse=True)
    return sorted(newest_first, key=lambda rule: codes.index(rule.code))


def limit_row(rule: Any) -> tuple[str, ...]:
    unit = {"calendar": "days", "working": "working days"}.get(rule.unit, rule.unit)
    return (
        f"`{rule.code}`",
        rule.name,
        chinese_of_name(rule.name),
        (f"{rule.amount} {unit}" if rule.amount else "named each time")
        + (", counted backwards" if rule.backward else ""),
        {"next_working_day": "to the next working day", "none": "not moved"}[rule.roll],
        _end_of_day(rule),
        in_words(LimitEvent, rule.start_event),
        in_words(LimitEvent, rule.end_event),
        in_words(Bound, rule.bound) + (" (outside)" if rule.code in OUTSIDE else ""),
        ", ".join(f"`{move}`" for move in started_by(rule.code)),
        rule.basis,
        f"{rule.valid_from} to {rule.valid_to or 'now'}",
        {"statute": "statutory limit", "promise": "published promise"}[rule.nature],
        "yes" if rule.confirmed else "not yet",
    )


def _end_of_day(rule: Any) -> str:
    if rule.unit == "hours":
        return "at the minute"
    if rule.cut_off is None:
        return "24:00"
    return f"{rule.cut_off:%H:%M} ({', '.join(rule.cut_off_channels)}), else 24:00"


def started_by(code: str) -> list[str]:
    """The moves and steps that start such a clock."""
    tables = (EFFECTS, OBJECTION_EFFECTS)
    moves = [move for table in tables for move, one in table.items() if code in one.starts]
    return [*moves, *STARTED_BY_A_STEP.get(code, ())]


def chinese_of_name(name: str) -> str:
    """Names of limits are translated where they are shown."""
    return chinese(gettext_lazy(name))
