"""The system checks of the procedure find what the tables of states, clocks and to-dos leave out."""

import pytest

from cases import checks
from cases.chart import PLACES
from cases.limits import EFFECTS, Effects
from cases.models import Case
from cases.states import TODO, TURN, Role, Status
from workflow.checks import state_gaps
from workflow.transitions import moves_in


def said(found):
    return [(gap.id, gap.msg) for gap in found]


def without(table, key):
    return {one: value for one, value in table.items() if one != key}


def test_the_procedure_as_it_is_has_no_gap():
    assert checks.the_procedure_has_no_gap(None) == []


@pytest.mark.parametrize("table", ["turn", "todo"])
def test_a_state_that_is_nobodys_turn_is_found(table):
    tables = {"turn": TURN, "todo": TODO} | {table: without(TODO, Status.CLOSED)}
    assert said(checks.turn_gaps(**tables)) == [
        ("cases.E001", "In the state closed it is nobody's turn.")
    ]


def test_an_end_that_is_somebodys_turn_is_found():
    assert said(checks.turn_gaps(TURN | {Status.REFUSED: Role.BUREAU}, TODO)) == [
        ("cases.E002", "The state refused is an end and yet somebody's turn.")
    ]


def test_a_state_without_a_place_in_the_chart_is_found(monkeypatch):
    monkeypatch.setattr(checks, "PLACES", without(PLACES, Status.REPORTED))
    assert said(checks.turn_gaps(TURN, TODO)) == [
        ("cases.E003", "The state reported has no place in the chart.")
    ]


def test_a_state_without_a_to_do_is_found(monkeypatch):
    monkeypatch.setattr(checks.CaseFlow, "granted", checks.CaseFlow.closed)
    assert said(checks.turn_gaps(TURN, TODO)) == [
        ("cases.E004", "The state granted has no to-do in cases.flows.")
    ]


@pytest.mark.parametrize(
    ("effects", "gap"),
    [
        (
            {"dance": Effects()},
            ("cases.E005", "EFFECTS names the move dance, which there is not."),
        ),
        (
            {"grant": Effects(start=("asign",))},
            ("cases.E006", "The move grant names the limit asign, which does not ship."),
        ),
        (
            {"sign": Effects(pause=("reviews",))},
            ("cases.E006", "The move sign names the limit reviews, which does not ship."),
        ),
        (
            {"grant": Effects(event="decide")},
            ("cases.E007", "The move grant is the event decide, which ends no limit."),
        ),
    ],
)
def test_a_slip_of_the_pen_in_the_clocks_table_is_found(effects, gap):
    assert said(checks.clock_gaps(EFFECTS | effects)) == [gap]


def test_a_state_that_was_added_without_moves_is_found():
    facts = {"start": "new", "ends": checks.ENDS, "reserved": checks.RESERVED}
    found = state_gaps([*Status.values, "forgotten"], moves_in(Case), **facts)
    assert [gap.msg for gap in found] == [
        "No move leads to the state forgotten.",
        "No move leads out of the state forgotten.",
    ]
