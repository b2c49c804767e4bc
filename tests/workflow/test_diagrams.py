"""The chart: every move can be followed from box to box, and it is drawn the same every time."""

import re
import subprocess
import sys
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.diagrams import SHEET, Machine, Move, State, mermaid, state_svg, wrapped
from workflow.labels import place_labels
from workflow.routing import Box, Net, NoWay, route

PARCEL = Machine(
    "The states of a parcel",
    (
        State("there", "There", (0, 0), "Counter"),
        State("under_way", "Under way", (0, 1), "Driver"),
        State("lost", "Lost <or worse>", (1, 0.5), kind="end"),
        State("delivered", "Delivered", (0, 2), kind="end"),
    ),
    (
        Move("hand_in", "Hand in", (), ("there",)),
        Move("send", "Send", ("there",), ("under_way",)),
        Move("return_it", "Send back", ("under_way",), ("there",)),
        Move("deliver", "Deliver", ("under_way",), ("delivered",)),
        Move("lose", "Lose", ("there", "under_way"), ("lost",)),
    ),
)


def drawn(svg):
    return ET.fromstring(svg)  # noqa: S314 - drawn by ourselves


def classes(svg):
    return {
        name for element in drawn(svg).iter() for name in element.attrib.get("class", "").split()
    }


def test_every_state_and_every_move_is_in_the_picture():
    picture = drawn(state_svg(PARCEL))
    states = {one.attrib["data-state"] for one in picture.iter() if "data-state" in one.attrib}
    moves = {one.attrib["data-move"] for one in picture.iter() if "data-move" in one.attrib}

    assert states == {"there", "under_way", "lost", "delivered"}
    assert moves == {"hand_in", "send", "return_it", "deliver", "lose"}


def test_words_are_escaped():
    assert "Lost &lt;or" in state_svg(PARCEL)
    assert "Lost <or" not in state_svg(PARCEL)


def test_the_picture_has_classes_and_no_styles_of_its_own():
    svg = state_svg(PARCEL, "there")
    assert "style" not in svg
    assert not re.search(r'\s(fill|stroke|font-size)="', svg)
    assert "<script" not in svg
    assert " id=" not in svg  # two charts may stand on one page


def test_the_sheet_knows_every_class_that_is_drawn():
    known = set(re.findall(r"\.(states[\w-]*)", SHEET))
    used = classes(state_svg(PARCEL, "there"))
    assert used - known <= {"states-step", "states-wire", "states-state"}
    assert known - used - {"states-reserved"} == set()


def test_the_present_state_is_lit_and_so_are_its_ways_out_and_no_others():
    svg = state_svg(PARCEL, "there")
    lit = [one for one in drawn(svg).iter() if "states-lit" in one.attrib.get("class", "")]
    out = [
        one.text
        for one in drawn(svg).iter()
        if one.attrib.get("class", "") == "states-move states-out"
    ]

    assert [(one.attrib["data-state"], one.attrib["aria-current"]) for one in lit] == [
        ("there", "step")
    ]
    assert sorted(out) == ["Lose", "Send"]
    assert drawn(svg).attrib["aria-label"] == "The states of a parcel: There"


def test_nothing_is_lit_without_a_present_state():
    assert not classes(state_svg(PARCEL)) & {"states-lit", "states-out"}


def test_another_process_draws_the_same_bytes():
    """Sets and hashes must not decide the drawing: the file is compared by ``draw_states --check``."""
    program = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'settings.test'\n"
        "import django; django.setup()\n"
        "from tests.workflow.test_diagrams import PARCEL\n"
        "from workflow.diagrams import state_svg\n"
        "import sys; sys.stdout.write(state_svg(PARCEL, 'there'))\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert other == state_svg(PARCEL, "there")


def test_mermaid_has_an_arrow_for_every_source_and_target():
    assert mermaid(PARCEL).splitlines() == [
        "stateDiagram-v2",
        '    state "There" as there',
        '    state "Under way" as under_way',
        '    state "Lost <or worse>" as lost',
        '    state "Delivered" as delivered',
        "    [*] --> there: Hand in",
        "    there --> under_way: Send",
        "    under_way --> there: Send back",
        "    under_way --> delivered: Deliver",
        "    there --> lost: Lose",
        "    under_way --> lost: Lose",
        "    lost --> [*]",
        "    delivered --> [*]",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Close", ("Close",)),
        ("Approve the assignment", ("Approve the", "assignment")),
        ("已决定给予", ("已决定给予",)),
        ("", ("",)),
    ],
)
def test_long_words_go_on_in_the_next_line(text, lines):
    assert wrapped(text, 13) == lines


# The router, on any machine


def grid(draw):
    places = draw(
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=2, max_size=7, unique=True
        )
    )
    boxes = {f"s{i}": Box(6 + 18 * x, 4 + 11 * y, 10, 4) for i, (x, y) in enumerate(places)}
    names = sorted(boxes)
    nets = []
    for number in range(draw(st.integers(1, 7))):
        ends = draw(st.lists(st.sampled_from(names), min_size=2, max_size=4, unique=True))
        cut = draw(st.integers(1, len(ends) - 1))
        nets.append(Net(f"n{number}", tuple(ends[:cut]), tuple(ends[cut:])))
    return boxes, nets


def unit_steps(way):
    for (ax, ay), (bx, by) in pairwise(way):
        assert ax == bx or ay == by, "a wire runs along the grid"
        steps = max(abs(bx - ax), abs(by - ay))
        points = [
            (ax + (bx - ax) * i // steps, ay + (by - ay) * i // steps) for i in range(steps + 1)
        ]
        yield from pairwise(points)


@settings(max_examples=40)  # a chart takes some 20 ms
@given(st.data())
def test_wires_keep_clear_of_boxes_and_of_each_other(data):
    boxes, nets = grid(data.draw)
    wires = route(boxes, nets, width=70, height=50)
    inside = {
        (x, y)
        for box in boxes.values()
        for x in range(box.left + 1, box.left + box.width)
        for y in range(box.top + 1, box.top + box.height)
    }
    used = {}
    for name, wire in wires.items():
        for way in wire.ways:
            for pair in unit_steps(way):
                assert not set(pair) & inside, "a wire runs round the boxes"
                assert used.setdefault(frozenset(pair), name) == name, (
                    "two wires never share a line"
                )


@settings(max_examples=40)  # a chart takes some 20 ms
@given(st.data())
def test_every_source_leads_to_every_target(data):
    boxes, nets = grid(data.draw)
    edge = {name: {pin.point for pin, _price in boxes[name].pins()} for name in boxes}
    wires = route(boxes, nets, width=70, height=50)
    for net in nets:
        wire = wires[net.name]
        assert len(wire.heads) == len(net.targets)
        for source in net.sources:
            ways = wire.traced(source)
            assert all(way[0] in edge[source] for way in ways)
            ends = [{target for target in net.targets if way[-1] in edge[target]} for way in ways]
            assert set().union(*ends) == set(net.targets)


def test_where_there_is_no_room_the_router_says_for_which_move():
    boxes = {"a": Box(0, 0, 4, 4), "b": Box(4, 0, 4, 4)}
    with pytest.raises(NoWay, match="squeeze"):
        route(boxes, [Net("squeeze", ("a",), ("b",))], width=8, height=4)


def test_a_label_stands_on_no_box_and_on_no_other_label():
    boxes = {"a": Box(6, 4, 10, 4), "b": Box(24, 4, 10, 4), "c": Box(24, 15, 10, 4)}
    nets = [Net("x", ("a",), ("b",)), Net("y", ("b",), ("a",)), Net("z", ("a", "b"), ("c",))]
    wires = route(boxes, nets, width=44, height=24)
    labels = place_labels(
        dict.fromkeys(wires, ("Some words",)),
        {name: wire.ways for name, wire in wires.items()},
        boxes.values(),
        cell=13,
        ends=dict.fromkeys(wires, False),
    )
    areas = {
        name: (label.x - 30, label.y - 10, label.x + 30, label.y + 2)
        for name, label in labels.items()
    }

    def meet(a, b):
        return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])

    solid = [
        (box.left * 13, box.top * 13, (box.left + box.width) * 13, (box.top + box.height) * 13)
        for box in boxes.values()
    ]
    assert not any(meet(area, box) for area in areas.values() for box in solid)
    assert not any(meet(areas[a], areas[b]) for a, b in [("x", "y"), ("x", "z"), ("y", "z")])
