"""Wires between boxes on a grid. Plain Python, and the same drawing every time.

Each net joins its sources to its targets by the cheapest way: short, with few bends, round the
boxes, across other wires only at a right angle and never along them. Nets are laid one after the
other, the shortest first, so a new move finds its own way through the chart.
"""

import itertools
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import NamedTuple

Point = tuple[int, int]
Step = tuple[int, int]
RIGHT, DOWN, LEFT, UP = STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))

#: What a way costs besides its length.
BEND, CROSSING, OFF_CENTRE, BESIDE_A_BOX = 3.0, 2.5, 0.4, 1.0


class NoWay(ValueError):
    """The grid is too small: there is no room left for this wire."""


class Pin(NamedTuple):
    """A place on a box's edge where a wire may end, and the way out of the box."""

    point: Point
    out: Step


@dataclass(frozen=True)
class Box:
    """A rectangle of grid points, its edge included."""

    left: int
    top: int
    width: int
    height: int

    def points(self, *, around: int = 0) -> Iterator[Point]:
        for x in range(self.left - around, self.left + self.width + around + 1):
            for y in range(self.top - around, self.top + self.height + around + 1):
                yield x, y

    def pins(self) -> Iterator[tuple[Pin, float]]:
        """Every pin with its price: the middle of a side is the cheapest."""
        right, bottom = self.left + self.width, self.top + self.height
        for x in range(self.left + 1, right):
            price = OFF_CENTRE * abs(x - self.left - self.width / 2)
            yield Pin((x, self.top), UP), price
            yield Pin((x, bottom), DOWN), price
        for y in range(self.top + 1, bottom):
            price = OFF_CENTRE * abs(y - self.top - self.height / 2)
            yield Pin((self.left, y), LEFT), price
            yield Pin((right, y), RIGHT), price


@dataclass(frozen=True)
class Net:
    """What is to be joined: each source leads to each target."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass
class Wire:
    """A laid net: its ways from corner to corner, its arrow heads, and where ways meet."""

    net: Net
    ways: list[list[Point]] = field(default_factory=list)
    starts: dict[str, Point] = field(default_factory=dict)
    heads: list[Pin] = field(default_factory=list)
    joints: list[Point] = field(default_factory=list)

    def traced(self, source: str) -> list[list[Point]]:
        """The ways that lead from one source alone to each arrow head."""
        beside: dict[Point, list[Point]] = defaultdict(list)
        for one, other in (pair for way in self.ways for pair in _unit_steps(way)):
            beside[one].append(other)
            beside[other].append(one)
        came: dict[Point, Point | None] = {self.starts[source]: None}
        queue = deque(came)
        while queue:
            here = queue.popleft()
            for point in beside[here]:
                if point not in came:
                    came[point] = here
                    queue.append(point)
        return [_corners(_back_from(came, head.point)) for head in self.heads]


def route(
    boxes: Mapping[str, Box], nets: Iterable[Net], *, width: int, height: int
) -> dict[str, Wire]:
    """Lay every net on a grid of that size."""
    grid = _Grid(boxes, width, height)
    order = sorted(nets, key=lambda net: (grid.span(net), net.name))
    return {net.name: grid.lay(net) for net in order}


class _Grid:
    """Which points are taken, and by which net along which axis."""

    def __init__(self, boxes: Mapping[str, Box], width: int, height: int) -> None:
        self.boxes, self.width, self.height = boxes, width, height
        self.walls = {point for box in boxes.values() for point in box.points()}
        self.beside = {
            point for box in boxes.values() for point in box.points(around=1)
        } - self.walls
        self.taken: dict[Point, dict[int, str]] = defaultdict(dict)
        self.pins_used: set[Point] = set()

    def span(self, net: Net) -> int:
        ends = [self.boxes[name] for name in (*net.sources, *net.targets)]
        return _spread([box.left for box in ends]) + _spread([box.top for box in ends])

    def lay(self, net: Net) -> Wire:
        wire = Wire(net)
        near = sorted(net.sources, key=lambda name: self._distance(name, net.targets[0]))
        self._connect(wire, near[0], net.targets[0])
        for source in near[1:]:
            wire.starts[source] = self._join(wire, source).point
        for target in net.targets[1:]:
            wire.heads.append(self._join(wire, target))
        return wire

    def _distance(self, one: str, other: str) -> int:
        a, b = self.boxes[one], self.boxes[other]
        return abs(a.left - b.left) + abs(a.top - b.top)

    def _free_pins(self, name: str) -> dict[Pin, float]:
        return {
            pin: price for pin, price in self.boxes[name].pins() if pin.point not in self.pins_used
        }

    def _connect(self, wire: Wire, source: str, target: str) -> None:
        """The first way of a wire: from a box to a box."""
        goals = {
            (_move(pin.point, pin.out), _back(pin.out)): (pin, price)
            for pin, price in self._free_pins(target).items()
        }
        way = self._search(wire.net.name, self._free_pins(source), goals)
        head = goals[way[-1], _step(way[-2], way[-1])][0]
        self._keep(wire, [*way, head.point])
        self.pins_used |= {way[0], head.point}
        wire.starts[source] = way[0]
        wire.heads.append(head)

    def _join(self, wire: Wire, name: str) -> Pin:
        """A further way: from a box to the nearest point of the wire. Returns its pin."""
        own = {
            point
            for point, axes in self.taken.items()
            if set(axes.values()) == {wire.net.name} and point not in self.walls
        }
        goals = {(point, step): (None, 0.0) for point in own for step in STEPS}
        pins = self._free_pins(name)
        way = self._search(wire.net.name, pins, goals)
        self._keep(wire, way)
        wire.joints.append(way[-1])
        self.pins_used.add(way[0])
        return next(pin for pin in pins if pin.point == way[0])

    def _search(
        self,
        name: str,
        pins: Mapping[Pin, float],
        goals: Mapping[tuple[Point, Step], tuple[Pin | None, float]],
    ) -> list[Point]:
        """The cheapest way from one of the pins to one of the goals (Dijkstra, A* by distance)."""
        xs = sorted({point[0] for point, _ in goals})
        ys = sorted({point[1] for point, _ in goals})
        ends = (xs[0], xs[-1], ys[0], ys[-1]) if xs else (0, 0, 0, 0)
        queue: list[tuple[float, float, Point, Step]] = []
        came: dict[tuple[Point, Step], tuple[Point, Step] | None] = {}
        best: dict[tuple[Point, Step], float] = {}
        for pin, price in pins.items():
            first = _move(pin.point, pin.out)
            extra = self._toll(name, first, pin.out, pin.out)
            if extra is None:
                continue
            key, cost = (first, pin.out), price + 1 + extra
            if cost < best.get(key, float("inf")):
                best[key], came[key] = cost, (pin.point, pin.out)
                heappush(queue, (cost + _far(first, ends), cost, *key))
        while queue:
            _, cost, point, step = heappop(queue)
            if cost > best[point, step]:
                continue
            if (point, step) in goals:
                return _unwind(came, (point, step))
            for onward in STEPS:
                if onward == _back(step):
                    continue
                after = _move(point, onward)
                toll = self._toll(name, after, step, onward)
                if toll is None or (onward != step and self._strange(name, point)):
                    continue
                price = goals.get((after, onward), (None, 0.0))[1]
                total = cost + 1 + toll + price
                if total < best.get((after, onward), float("inf")):
                    best[after, onward] = total
                    came[after, onward] = (point, step)
                    heappush(queue, (total + _far(after, ends), total, after, onward))
        raise NoWay(name)

    def _strange(self, name: str, point: Point) -> bool:
        return any(other != name for other in self.taken[point].values())

    def _toll(self, name: str, point: Point, step: Step, onward: Step) -> float | None:
        """What entering a point costs beyond its length; None where it may not be entered."""
        x, y = point
        if point in self.walls or not (0 <= x <= self.width and 0 <= y <= self.height):
            return None
        here = self.taken[point]
        if here.get(_axis(onward), name) != name:
            return None
        crossing = CROSSING if self._strange(name, point) else 0.0
        beside = BESIDE_A_BOX if point in self.beside else 0.0
        return crossing + beside + (BEND if onward != step else 0.0)

    def _keep(self, wire: Wire, way: list[Point]) -> None:
        steps = [_step(a, b) for a, b in itertools.pairwise(way)]
        for index, point in enumerate(way):
            for step in {steps[max(index - 1, 0)], steps[min(index, len(steps) - 1)]}:
                self.taken[point][_axis(step)] = wire.net.name
        for end in (way[0], way[-1]):  # nothing crosses where a wire ends or meets another way
            self.taken[end] = dict.fromkeys((0, 1), wire.net.name)
        wire.ways.append(_corners(way))


def _spread(values: Sequence[int]) -> int:
    return max(values) - min(values)


def _move(point: Point, step: Step) -> Point:
    return point[0] + step[0], point[1] + step[1]


def _back(step: Step) -> Step:
    return -step[0], -step[1]


def _step(one: Point, other: Point) -> Step:
    return other[0] - one[0], other[1] - one[1]


def _axis(step: Step) -> int:
    return 0 if step[0] else 1


def _far(point: Point, ends: tuple[int, int, int, int]) -> int:
    x, y = point
    return max(ends[0] - x, 0, x - ends[1]) + max(ends[2] - y, 0, y - ends[3])


def _unwind(
    came: Mapping[tuple[Point, Step], tuple[Point, Step] | None], key: tuple[Point, Step]
) -> list[Point]:
    way = [key[0]]
    at: tuple[Point, Step] | None = key
    while (at := came.get(at)) is not None:  # type: ignore[arg-type]
        way.append(at[0])
    return way[::-1]


def _unit_steps(way: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    for (ax, ay), (bx, by) in itertools.pairwise(way):
        count = max(abs(bx - ax), abs(by - ay))
        step = (bx - ax) // count, (by - ay) // count
        points = [(ax + i * step[0], ay + i * step[1]) for i in range(count + 1)]
        yield from itertools.pairwise(points)


def _back_from(came: Mapping[Point, Point | None], end: Point) -> list[Point]:
    way: list[Point] = []
    at: Point | None = end
    while at is not None:
        way.append(at)
        at = came[at]
    return way[::-1]


def _corners(way: list[Point]) -> list[Point]:
    """The way without the points that lie on a straight line between two others."""
    kept = [way[0]]
    for before, point, after in zip(way, way[1:], way[2:], strict=False):
        if _step(before, point) != _step(point, after):
            kept.append(point)
    return [*kept, way[-1]]
