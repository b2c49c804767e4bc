"""The system checks of a state machine find each gap and name it."""

from types import SimpleNamespace

import pytest
from django.core.checks import run_checks

from tests.workflow.parcels.models import Crate, CrateStatus, Worker, light
from workflow.checks import every_move_is_whole, move_gaps, state_gaps
from workflow.transitions import moves_in


def edge(name="ship", source="packed", target="shipped", **changes):
    """An edge as django-fsm describes it, whole until something is taken away."""

    def method(self):
        """For something."""

    parts = {
        "name": name,
        "source": source,
        "target": target,
        "method": method,
        "custom": {"label": "Ship"},
        "permission": Worker(),
        "conditions": [light],
    }
    return SimpleNamespace(**parts | changes)


def undocumented(self):
    pass


def blank(self):
    """ """


def mute(crate):
    return True


@pytest.mark.parametrize(
    ("change", "number", "words"),
    [
        ({"method": undocumented}, 1, "has no docstring"),
        ({"method": blank}, 1, "has no docstring"),
        ({"custom": {}}, 2, "has no label"),
        ({"custom": {"label": ""}}, 2, "has no label"),
        ({"permission": None}, 3, "has no permission"),
        ({"permission": lambda crate, user: True}, 3, "has no permission"),
        ({"conditions": [light, mute]}, 4, "has a guard without a sentence: mute"),
    ],
)
def test_what_a_move_lacks_is_said_once(change, number, words):
    [gap] = move_gaps([edge(**change), edge(source="lost", **change)])
    assert gap.id == f"workflow.E00{number}"
    assert gap.msg.startswith(f"The move ship {words}")


def test_a_whole_move_has_no_gap():
    assert move_gaps([edge()]) == []


def gaps(edges, **changes):
    facts = {"start": "new", "ends": {"delivered"}, "reserved": set()}
    states = ["new", "packed", "delivered"]
    return [gap.msg for gap in state_gaps(states, edges, **facts | changes)]


WAY = [edge("pack", "new", "packed"), edge("bring", "packed", "delivered")]


def test_a_state_without_a_way_in_is_found():
    assert gaps([*WAY[1:], edge("jump", "new", "delivered")]) == [
        "No move leads to the state packed."
    ]


def test_a_state_without_a_way_out_is_found():
    assert gaps([WAY[0], edge("jump", "new", "delivered")]) == [
        "No move leads out of the state packed."
    ]


def test_an_end_needs_no_way_out_and_the_start_no_way_in():
    assert gaps(WAY) == []


def test_a_reserved_state_keeps_its_place_without_moves():
    assert gaps([edge("jump", "new", "delivered")], reserved={"packed"}) == []
    assert gaps(WAY, reserved={"packed"}) == ["The state packed is reserved and has moves."]


def test_a_target_that_depends_on_the_subject_counts_as_each_of_them():
    states = [str(status) for status in CrateStatus]
    assert state_gaps(states, moves_in(Crate), start="new", ends={"delivered"}) == []


def test_the_crates_of_these_tests_are_whole():
    assert every_move_is_whole(None) == []


def test_the_checks_run_with_all_others():
    assert run_checks(tags=["procedure"]) == []
