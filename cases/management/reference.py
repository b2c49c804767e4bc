"""The text of the drawn reference pages: states, moves and limits as the code has them.

English with the Chinese names beside; these come from the translation at the time of drawing.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.utils.translation import gettext_lazy, override

from cases.chart import machine
from cases.limits import EFFECTS, OUTSIDE, SHIPPED, Effects
from cases.models import Case
from cases.states import ENDS, PAUSED, RESERVED, RUNNING, TURN, WATCH, Status
from documents.facts import Facts
from documents.kinds import KINDS
from workflow.diagrams import SHEET, mermaid, state_svg, targets_of
from workflow.transitions import moves_in

DRAWN = "<!-- Drawn from the code by `manage.py draw_states`: change the code, then draw again. -->"


def states_page() -> str:
    with override("en"):
        chart = mermaid(machine())
        parts = [
            DRAWN,
            "# States and moves",
            "How one application lives: every state, whose turn it is and which clocks run there, "
            "and every move with who may make it and what it needs. "
            "L is the Legal Aid Law (2022), P the procedure rules (MOJ Order 148, 2023).",
            "![The states and the moves between them](states.svg)",
            "## States",
            table(
                ("code", "English", "中文", "whose turn", "clocks that run", "paused"),
                (state_row(status) for status in Status if status != Status.NEW),
            ),
            "## Moves",
            table(
                (
                    "move",
                    "English",
                    "中文",
                    "from → to",
                    "who",
                    "refused with",
                    "clocks",
                    "paper",
                    "ground",
                ),
                (move_row(edges) for edges in edges_by_move().values()),
            ),
            "## The same as a diagram",
            f"```mermaid\n{chart}\n```",
        ]
    return "\n\n".join(parts) + "\n"


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
            "The limits that ship with this version, as dated rows. A clock keeps the rule that was "
            "in force when it began. What is not confirmed is shown to people as a rule of the "
            "office until an administrator has read the article. A limit that binds somebody "
            "outside makes nothing of ours late.",
            table(
                (
                    "code",
                    "English",
                    "中文",
                    "length",
                    "last day on a rest day",
                    "article",
                    "in force",
                    "met when",
                    "nature",
                    "confirmed",
                    "binds",
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


def edges_by_move() -> dict[str, list[Any]]:
    """The edges of each move, in the order in which the moves are written."""
    written = list(vars(Case))
    edges = sorted(moves_in(Case), key=lambda edge: written.index(edge.name))
    found: dict[str, list[Any]] = {}
    for edge in edges:
        found.setdefault(edge.name, []).append(edge)
    return found


def move_row(edges: list[Any]) -> tuple[str, ...]:
    edge = edges[0]
    sources = ["–" if one.source == Status.NEW else str(one.source) for one in edges]
    label = edge.custom["label"]
    return (
        f"`{edge.name}`",
        str(label),
        chinese(label),
        f"{', '.join(sources)} → {' or '.join(targets_of(edge))}",
        " / ".join(str(role.label) for role in edge.permission.roles),
        " ".join([*(str(guard.sentence) for guard in edge.conditions), *sentences_in(edge)]),
        "; ".join(changes(EFFECTS.get(edge.name, Effects()))),
        ", ".join(papers_of(edge.name)),
        inspect.getdoc(edge.method).split("\n\n")[0].replace("\n", " "),  # type: ignore[union-attr]
    )


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
    return [f"{verb} {', '.join(codes)}" for verb, codes in words.items() if codes]


def papers_of(move: str) -> list[str]:
    """The kinds of paper that a move's action issues: those whose facts its module takes in."""
    names = vars(import_module(f"cases.actions.{move}")).values()
    kinds = {kind for kind in map(_kind_made, names) if kind is not None}
    return [f"{kind.form_no} {kind.title}" for kind in KINDS.values() if kind in kinds]


def _kind_made(name: Any) -> type[Facts] | None:
    """The kind itself, or the kind that a function of ``cases.actions.papers`` returns."""
    if inspect.isfunction(name) and name.__module__ == "cases.actions.papers":
        name = inspect.get_annotations(name).get("return")
    return name if name in KINDS.values() else None


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
        f"{rule.amount} {unit}" if rule.amount else "named each time",
        {"next_working_day": "to the next working day", "none": "not moved"}[rule.roll],
        rule.basis,
        f"{rule.valid_from} to {rule.valid_to or 'now'}",
        rule.end_event,
        {"statute": "statutory limit", "promise": "published promise"}[rule.nature],
        "yes" if rule.confirmed else "not yet",
        "somebody outside" if rule.code in OUTSIDE else "us",
    )


def chinese_of_name(name: str) -> str:
    """Names of limits are translated where they are shown."""
    return chinese(gettext_lazy(name))
