"""A state machine as a picture: Mermaid text, and an SVG drawn here, the same every time.

The SVG carries classes and no styles, so that a page can light the present state under any
Content-Security-Policy; :data:`SHEET` is for a picture that stands alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from django.db import models

from workflow.labels import Label, place_labels
from workflow.routing import Box, Net, Pin, Wire, route
from workflow.transitions import moves_in

#: Pixels between two grid points; boxes and the spaces between them are counted in grid points.
CELL = 13
BOX_WIDTH, BOX_HEIGHT = 10, 4
GAP_ACROSS, GAP_DOWN = 8, 7
#: Room at the left for the way in, and round the rest for wires that go round.
LEFT, EDGE = 6, 3
LINE_HEIGHT = 14
ROUND = 5


@dataclass(frozen=True)
class State:
    """A box: where it stands in the chart, as (row, column); half steps are allowed."""

    code: str
    label: str
    place: tuple[float, float]
    note: str = ""
    kind: str = "step"  # step, end or reserved


@dataclass(frozen=True)
class Move:
    """A wire: one move from all its states to all it can lead to."""

    name: str
    label: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def wire(self) -> str:
        """Names the wire: one move may lead elsewhere from elsewhere."""
        return f"{self.name}>{','.join(self.targets)}"


@dataclass(frozen=True)
class Machine:
    """What is drawn. Hashable: the same machine is laid out once."""

    name: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]

    def state(self, code: str) -> State:
        return next(state for state in self.states if state.code == code)


def moves_drawn(model: type[models.Model], *, start: str) -> tuple[Move, ...]:
    """The moves of a subject, one per name and where it leads, in the order in which they are
    written."""
    found: dict[tuple[str, ...], tuple[Any, list[str]]] = {}
    for edge in moves_in(model):
        _edge, sources = found.setdefault((edge.name, *targets_of(edge)), (edge, []))
        sources += [str(edge.source)] * (edge.source != start)
    return tuple(
        Move(name, str(edge.custom["label"]), tuple(sources), tuple(targets))
        for (name, *targets), (edge, sources) in found.items()
    )


def targets_of(edge: Any) -> list[str]:
    """Where an edge can lead: most to one state, some back to where the case came from."""
    return [str(code) for code in getattr(edge.target, "allowed_states", None) or [edge.target]]


def mermaid(machine: Machine) -> str:
    """The machine as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{state.label}" as {state.code}' for state in machine.states]
    for move in machine.moves:
        for source in move.sources or ("[*]",):
            lines += [f"    {source} --> {target}: {move.label}" for target in move.targets]
    lines += [f"    {state.code} --> [*]" for state in machine.states if state.kind == "end"]
    return "\n".join(lines)


def state_svg(machine: Machine, lit: str | None = None, *, sheet: str = "") -> str:
    """The chart. ``lit`` names the present state: its box and the ways out of it stand out."""
    chart = _chart(machine)
    entries = [move for move in machine.moves if not move.sources]
    wires = [move for move in machine.moves if move.sources]
    out = [move for move in wires if lit in move.sources]
    style = f"<style>{sheet}</style>" if sheet else ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="states" role="img" '
        f'viewBox="0 0 {chart.width} {chart.height}" aria-label="{escape(_said(machine, lit))}">',
        f'{style}<rect class="states-ground" width="{chart.width}" height="{chart.height}"/>',
        *(_entry(chart, move) for move in entries),
        *(_wire(chart.wires[move.wire], move) for move in wires),
        *(_way_out(chart.wires[move.wire], str(lit)) for move in out),
        *(_box(chart.boxes[state.code], state, lit) for state in machine.states),
        *(_label(chart.labels[move.wire], move in out) for move in machine.moves),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


# The layout: boxes from places, wires from the router, labels beside their wires


@dataclass(frozen=True)
class _Chart:
    width: int
    height: int
    boxes: Mapping[str, Box]
    wires: Mapping[str, Wire]
    labels: Mapping[str, Label]


@lru_cache(maxsize=8)
def _chart(machine: Machine) -> _Chart:
    boxes = {state.code: _place(state) for state in machine.states}
    across = max(box.left + box.width for box in boxes.values()) + EDGE
    down = max(box.top + box.height for box in boxes.values()) + EDGE
    nets = [Net(move.wire, move.sources, move.targets) for move in machine.moves if move.sources]
    wires = route(boxes, nets, width=across, height=down)
    entries = {
        move.wire: _first_way(boxes[move.targets[0]]) for move in machine.moves if not move.sources
    }
    labels = place_labels(
        {move.wire: wrapped(move.label, 13) for move in machine.moves},
        {name: wire.ways for name, wire in wires.items()}
        | {n: [way] for n, way in entries.items()},
        boxes.values(),
        cell=CELL,
        ends={move.wire: len(move.sources) > 1 for move in machine.moves},
    )
    return _Chart(across * CELL, down * CELL, boxes, wires, labels)


def _place(state: State) -> Box:
    row, column = state.place
    left = LEFT + round(column * (BOX_WIDTH + GAP_ACROSS))
    return Box(left, EDGE + round(row * (BOX_HEIGHT + GAP_DOWN)), BOX_WIDTH, BOX_HEIGHT)


def _first_way(box: Box) -> list[tuple[int, int]]:
    y = box.top + box.height // 2
    return [(box.left - LEFT + 1, y), (box.left, y)]


# The drawing


def _said(machine: Machine, lit: str | None) -> str:
    return f"{machine.name}: {machine.state(lit).label}" if lit else machine.name


def _box(box: Box, state: State, lit: str | None) -> str:
    kind = f"states-state states-{state.kind}" + (" states-lit" if state.code == lit else "")
    x, y = box.left * CELL, box.top * CELL
    width, height = box.width * CELL, box.height * CELL
    lines = wrapped(state.label, 15)
    notes = [state.note] if state.note else []
    first = y + height / 2 - (len(lines) + len(notes) - 1) * LINE_HEIGHT / 2 + 4
    texts = [
        f'<text class="states-{kind_of_text}" x="{x + width / 2:g}" y="{first + i * LINE_HEIGHT:g}">'
        f"{escape(text)}</text>"
        for i, (kind_of_text, text) in enumerate(
            [("name", line) for line in lines] + [("note", note) for note in notes]
        )
    ]
    present = ' aria-current="step"' if state.code == lit else ""
    return (
        f'<g class="{kind}" data-state="{state.code}"{present}>'
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>{"".join(texts)}</g>'
    )


def _wire(wire: Wire, move: Move) -> str:
    return (
        f'<g class="states-wire" data-move="{move.name}"><title>{escape(move.label)}</title>'
        f'<path class="states-way" d="{" ".join(_path(way) for way in wire.ways)}"/>'
        f"{_joints(wire.joints)}{_heads(wire.heads)}</g>"
    )


def _way_out(wire: Wire, state: str) -> str:
    """One state's own way along a wire that it shares with others."""
    ways = " ".join(_path(way) for way in wire.traced(state))
    return (
        f'<g class="states-wire states-out"><path class="states-way" d="{ways}"/>'
        f"{_heads(wire.heads)}</g>"
    )


def _joints(joints: Sequence[tuple[int, int]]) -> str:
    return "".join(
        f'<circle class="states-joint" cx="{x * CELL}" cy="{y * CELL}" r="2.4"/>' for x, y in joints
    )


def _heads(heads: Sequence[Pin]) -> str:
    return "".join(f'<path class="states-head" d="{_head(pin)}"/>' for pin in heads)


def _entry(chart: _Chart, move: Move) -> str:
    (x, y), end = _first_way(chart.boxes[move.targets[0]])
    return (
        f'<g class="states-wire" data-move="{move.name}"><title>{escape(move.label)}</title>'
        f'<circle class="states-start" cx="{x * CELL}" cy="{y * CELL}" r="5"/>'
        f'<path class="states-way" d="{_path([(x, y), end])}"/>'
        f'<path class="states-head" d="{_head(Pin(end, (-1, 0)))}"/></g>'
    )


def _label(label: Label, out: bool) -> str:
    kind = "states-move" + (" states-out" if out else "")
    return "".join(
        f'<text class="{kind}" x="{label.x:g}" y="{label.y + i * label.line:g}">{escape(text)}</text>'
        for i, text in enumerate(label.lines)
    )


def _path(way: Sequence[tuple[int, int]]) -> str:
    """Straight lines with rounded corners."""
    points = [(x * CELL, y * CELL) for x, y in way]
    said = [f"M{points[0][0]} {points[0][1]}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        one, other = _towards(corner, before), _towards(corner, after)
        said.append(f"L{one[0]} {one[1]}Q{corner[0]} {corner[1]} {other[0]} {other[1]}")
    return "".join([*said, f"L{points[-1][0]} {points[-1][1]}"])


def _towards(corner: tuple[int, int], point: tuple[int, int]) -> tuple[int, int]:
    def step(a: int, b: int) -> int:
        return a + max(-ROUND, min(ROUND, b - a))

    return step(corner[0], point[0]), step(corner[1], point[1])


def _head(pin: Pin) -> str:
    """An arrow head that touches the box at the pin."""
    (x, y), (dx, dy) = pin
    tip_x, tip_y = x * CELL, y * CELL
    back_x, back_y = tip_x + 8 * dx, tip_y + 8 * dy
    side_x, side_y = 4 * dy, 4 * dx
    return (
        f"M{tip_x} {tip_y}L{back_x + side_x} {back_y + side_y}L{back_x - side_x} {back_y - side_y}Z"
    )


def wrapped(text: str, width: int) -> tuple[str, ...]:
    """Lines of about ``width`` Latin letters; a Chinese character takes the room of two."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if line and room(longer) > width:
            lines.append(line)
            longer = word
        line = longer
    return (*lines, line)


def room(text: str) -> int:
    """How wide a text stands, in pixels: a Chinese character takes two Latin ones."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


#: For a picture that stands alone. A page has its own sheet for the same classes.
SHEET = (
    ".states{font-family:system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif}"
    ".states-ground{fill:#fff}"
    ".states-state rect{fill:#eef4fb;stroke:#2f5d8c;stroke-width:1.4}"
    ".states-end rect{fill:#f1f1f1;stroke:#6b6b6b}"
    ".states-reserved rect{fill:#fff;stroke:#9aa6b2;stroke-dasharray:4 3}"
    ".states-lit rect{fill:#2f5d8c}.states-lit text{fill:#fff}"
    ".states-name{font-size:13px;font-weight:600;text-anchor:middle;fill:#16283a}"
    ".states-note{font-size:11px;text-anchor:middle;fill:#4c5b6a}"
    ".states-way{fill:none;stroke:#7d8b99;stroke-width:1.4}"
    ".states-head,.states-joint,.states-start{fill:#7d8b99}"
    ".states-move{font-size:11px;text-anchor:middle;fill:#33414e;paint-order:stroke;"
    "stroke:#fff;stroke-width:4px;stroke-linejoin:round}"
    ".states-out .states-way{stroke:#b4481e;stroke-width:2}"
    ".states-out .states-head,.states-out .states-joint{fill:#b4481e}"
    "text.states-out{fill:#8f3512;font-weight:600}"
)
