"""Words beside wires: each label at the best free place along its own wire. Plain Python."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.routing import Box, Point

FONT, LINE = 11, 12
#: What is wrong with a place, dearest first: on a box, on another label, on wires, far from an end.
ON_BOX, ON_LABEL, ON_WIRE, FAR = 1_000.0, 500.0, 9.0, 0.15


@dataclass(frozen=True)
class Rectangle:
    """In pixels; edges that only touch do not meet."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "Rectangle") -> float:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0


@dataclass(frozen=True)
class Label:
    """Lines of text, centred on ``x``; ``y`` is the base line of the first."""

    x: float
    y: float
    lines: tuple[str, ...]
    line: int = LINE


def place_labels(
    texts: Mapping[str, tuple[str, ...]],
    ways: Mapping[str, Sequence[Sequence[Point]]],
    boxes: Iterable[Box],
    *,
    cell: int,
    ends: Mapping[str, bool],
) -> dict[str, Label]:
    """A place for every text. ``ends`` says whose label belongs near the end of its wire."""
    walls = [
        Rectangle(
            box.left * cell,
            box.top * cell,
            (box.left + box.width) * cell,
            (box.top + box.height) * cell,
        )
        for box in boxes
    ]
    wires = {name: [*_strokes(laid, cell)] for name, laid in ways.items()}
    placed: dict[str, tuple[Label, Rectangle]] = {}
    for name in sorted(ways, key=lambda one: (_length(ways[one]), one)):
        taken = [rectangle for _, rectangle in placed.values()]
        others = [stroke for other, strokes in wires.items() if other != name for stroke in strokes]
        best = min(
            _spots(texts[name], ways[name][0], cell, from_end=ends[name]),
            key=lambda spot: (
                sum(ON_BOX for wall in walls if wall.shared(spot[1]))
                + sum(ON_LABEL for one in taken if one.shared(spot[1]))
                + sum(ON_WIRE for stroke in (*others, *wires[name]) if stroke.shared(spot[1]))
                + spot[2]
            ),
        )
        placed[name] = best[0], best[1]
    return {name: label for name, (label, _) in placed.items()}


def _length(ways: Sequence[Sequence[Point]]) -> int:
    return sum(
        abs(a[0] - b[0]) + abs(a[1] - b[1]) for way in ways for a, b in itertools.pairwise(way)
    )


def _strokes(ways: Sequence[Sequence[Point]], cell: int) -> Iterator[Rectangle]:
    for way in ways:
        for (ax, ay), (bx, by) in itertools.pairwise(way):
            yield Rectangle(
                min(ax, bx) * cell - 1,
                min(ay, by) * cell - 1,
                max(ax, bx) * cell + 1,
                max(ay, by) * cell + 1,
            )


def _spots(
    lines: tuple[str, ...], way: Sequence[Point], cell: int, *, from_end: bool
) -> Iterator[tuple[Label, Rectangle, float]]:
    """Places above, below and beside each point of a way, with what their distance costs."""
    width = max(_width(line) for line in lines) + 4
    height = len(lines) * LINE
    points = [*_points(way)]
    if from_end:
        points.reverse()
    for index, ((x, y), flat) in enumerate(points):
        px, py = x * cell, y * cell
        places = (
            [(px, py - height / 2 - 4), (px, py + height / 2 + 4)]
            if flat
            else [(px + width / 2 + 4, py), (px - width / 2 - 4, py)]
        )
        # The middle of a short way is better than its very end.
        price = FAR * abs(index - min(len(points) // 2, 4)) * cell
        for order, (cx, cy) in enumerate(places):
            area = Rectangle(cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2)
            yield Label(cx, area.top + FONT - 1, lines), area, price + order * 0.5


def _points(way: Sequence[Point]) -> Iterator[tuple[Point, bool]]:
    """Every grid point of a way, and whether the way lies flat there."""
    for (ax, ay), (bx, by) in itertools.pairwise(way):
        steps = max(abs(bx - ax), abs(by - ay))
        for i in range(steps + 1):
            yield (ax + (bx - ax) * i // steps, ay + (by - ay) * i // steps), ay == by


def _width(text: str) -> float:
    return sum(FONT if ord(letter) > 0x2E7F else FONT * 0.54 for letter in text)
