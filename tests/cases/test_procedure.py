"""The six sentences of procedure.md section 4, on every path there is (sentences 2 to 5 in memory,
all six on the database in ``test_random_walk.py``), and the tester tested by damaged tables."""

from dataclasses import replace

import pytest

from cases import permissions
from cases.limits import EFFECTS
from cases.models import Objection
from cases.states import ENDS, RESERVED, TODO, TURN, Role, Status
from tests.cases.explorer import (
    RULING_TEAMS,
    SMALL_TEAM,
    TEAM,
    Explorer,
    Procedure,
    edges_of_the_code,
)


def findings(*, team=SMALL_TEAM, **damage):
    return [str(finding) for finding in Explorer(Procedure(team=team, **damage)).run()]


# The code as it is


def test_no_path_breaks_a_sentence():
    assert findings(team=TEAM) == []


@pytest.mark.parametrize("team", RULING_TEAMS, ids=lambda team: max(team, key=len))
def test_nobody_rules_on_what_they_had_a_part_in(team):
    assert findings(team=team) == []


def test_a_ruling_by_anybody_of_the_bureau_would_be_found():
    """With the ordinary permission in the place of that for rulings. (A head of agency is barred
    by the pair of four eyes as well.)"""
    anybody = permissions.ActsAs(Role.BUREAU)
    objections = tuple(replace(edge, permission=anybody) for edge in edges_of_the_code(Objection))
    found = findings(team=RULING_TEAMS[1], objections=objections)

    assert any("Bu-Rao rules on what Bu-Rao had a part in as reviewer" in one for one in found)


def test_an_order_that_nobody_could_carry_out_is_found():
    """A refusal is an end, but not while the bureau's order waits."""
    found = findings(edges=edges(lambda edge: edge if edge.source != "refused" else None))

    assert found == [
        "sentence 3: no end can be reached from here (state refused, move correct)",
    ]


def test_nor_where_the_promise_is_kept_by_accepting():
    """The rule of the promise may say ``end_event=accepted`` (procedure.md section 2)."""
    events = Procedure().end_events | {"acceptance": "accepted"}
    assert findings(team=TEAM, end_events=events) == []


def test_every_state_and_every_move_was_on_a_path():
    explorer = Explorer(Procedure())
    explorer.run()

    assert {one.status for one in explorer.seen} == {*Status.values} - set(RESERVED)
    made = {move for here in explorer.seen for move, _there in explorer.onward(here)}
    both = (*edges_of_the_code(), *edges_of_the_code(Objection))
    assert {edge.name for edge in both} <= made
    assert len(explorer.seen) > 2_000
    assert explorer.steps > 10_000


# The tester tested: each damage is found, and the finding names the sentence, the state, the move


def edges(change):
    return tuple(after for edge in edges_of_the_code() for after in [change(edge)] if after)


def effects(move, **change):
    return {"effects": EFFECTS | {move: replace(EFFECTS[move], **change)}}


def without(table, status):
    return {one: who for one, who in table.items() if one != status}


def moved(name, **change):
    return {"edges": edges(lambda edge: replace(edge, **change) if edge.name == name else edge)}


DAMAGES = {
    "sentence 2: no clock runs (state granted, move grant)": effects("grant", start=()),
    "sentence 2: a clock of the state does not run: termination_notice "
    "(state terminated, move terminate)": effects("terminate", start=("objection_window",)),
    "sentence 2: a clock stands still and none of the other side runs "
    "(state supplementing, move ask_for_papers)": effects("ask_for_papers", start=()),
    "sentence 2: a clock runs that the state does not name: first_meeting "
    "(state granted, move replace_lawyer)": effects("replace_lawyer", cancel=("agreement",)),
    "sentence 2: a clock runs at an end: acceptance, review (state withdrawn, move withdraw)": effects(
        "withdraw", cancel=()
    ),
    "sentence 2: it is nobody's turn (state proposed, move propose)": {
        "turn": without(TURN, "proposed")
    },
    "sentence 2: an end is somebody's turn (state refused, move refuse)": {
        "turn": TURN | {Status.REFUSED: Role.BUREAU}
    },
    "sentence 3: the decision was skipped (state granted, move accept)": moved(
        "accept", targets=("granted",)
    ),
    "sentence 3: Ou approves what Ou proposed (state assigned, move approve)": moved(
        "approve", permission=permissions.officer
    ),
    "sentence 3: no end can be reached from here (state terminated, move terminate)": {
        "edges": edges(
            lambda edge: (
                replace(edge, guards=(lambda case: False,))
                if (edge.name, edge.source) == ("archive", "terminated")
                else edge
            )
        )
    },
    "sentence 4: one of review and acceptance stands still, the other runs "
    "(state supplementing, move ask_for_papers)": effects("ask_for_papers", pause=("review",)),
    "sentence 4: no decision yet, and a clock is gone: review (state registered, move register)": (
        effects("register", start=("acceptance",))
    ),
    "sentence 4: no decision yet, and a clock is gone: acceptance "
    "(state registered, move register)": effects("register", start=("review",)),
    "sentence 4: no decision yet, and a clock is gone: review, acceptance "
    "(state accepted, move accept)": effects("accept", event="decided"),
    "sentence 4: it is decided, and a clock still runs: review, acceptance "
    "(state granted, move grant)": effects("grant", event=""),
    "sentence 2: a clock of the state does not run: notify_assign (state granted, move notify)": (
        effects("notify", start=())
    ),
    "sentence 2: what is still owed has no clock: papers_later "
    "(state granted, move reopen_on_objection)": effects("reopen_on_objection", again=()),
    "sentence 2: what is still owed has no clock: notify_assign "
    "(state handling, move reopen_on_objection)": effects("reopen_on_objection", again=()),
    "sentence 2: no clock runs (state verifying, move ask_cooperation)": effects(
        "ask_cooperation", start=()
    ),
    "sentence 5: no to-do is open (state reported, move report)": {
        "todo": without(TODO, "reported")
    },
    "sentence 5: an end has a to-do (state archived, move archive)": {
        "todo": TODO | {Status.ARCHIVED: Role.ARCHIVIST}
    },
    "sentence 5: who has the to-do can do nothing (state recommended, move recommend)": {
        "todo": TODO | {Status.RECOMMENDED: Role.REVIEWER}
    },
}


@pytest.mark.parametrize("finding", DAMAGES)
def test_damage_is_found_and_named(finding):
    assert finding in findings(**DAMAGES[finding])


def test_a_guard_that_nothing_can_meet_is_found():
    """Without a tick the time to object is never over, and a terminated case never archived."""
    found = findings(ticks=False)
    assert found
    assert all("no end can be reached" in one and "state terminated" in one for one in found)


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        (
            0,
            {
                "sentence 3: Rao-Shi approves what Rao-Shi proposed (state granted, move grant)",
                "sentence 3: Rao-Shi acted as reviewer and as supervisor (state refused, move refuse)",
            },
        ),
        (
            1,
            {
                "sentence 3: Ou-Shi approves what Ou-Shi proposed (state assigned, move approve)",
                "sentence 3: Ou-Shi acted as officer and as supervisor (state granted, move send_back)",
            },
        ),
    ],
)
def test_a_pair_that_was_forgotten_is_found(kept, found, monkeypatch):
    """``kept``: how many of the code's pairs are left."""
    pairs = sorted(permissions.FOUR_EYES, key=lambda pair: "reviewer" not in pair)
    monkeypatch.setattr(permissions, "FOUR_EYES", tuple(pairs[:kept]))
    assert found <= set(findings(team=TEAM))


# The tables against procedure.md section 2, typed by hand

TURNS = {
    "registered": "clerk", "supplementing": "applicant", "accepted": "reviewer",
    "verifying": "other_agency", "recommended": "supervisor", "granted": "officer",
    "proposed": "supervisor", "assigned": "lawyer", "handling": "lawyer", "closed": "lawyer",
    "reported": "archivist", "terminated": "archivist",
}  # fmt: skip
CLOCKS = {
    "registered": {"review", "acceptance"},
    "supplementing": {"supplement"},
    "accepted": {"review", "acceptance"},
    "verifying": {"cooperation"},
    "recommended": {"review", "acceptance"},
    "granted": {"assign", "notify_assign"},  # one of them, by the track
    "proposed": {"assign", "notify_assign"},
    "assigned": {"agreement"},
    "handling": {"first_meeting", "milestone"},
    "closed": {"closing_file"},
    "reported": {"closing_check"},
    "refused": {"objection_window"},
    # The file is closed once an objection against the termination was turned down.
    "terminated": {"termination_notice", "objection_window", "closing_check"},
}


def test_whose_turn_it_is_and_which_clocks_run_is_as_the_procedure_says():
    from cases.states import PAUSED, RUNNING

    assert {str(status): str(who) for status, who in TURN.items()} == TURNS
    assert {str(status): set(codes) for status, codes in RUNNING.items()} == CLOCKS
    assert {str(status): set(codes) for status, codes in PAUSED.items()} == {
        "supplementing": {"review", "acceptance"},
        "verifying": {"review", "acceptance"},
    }
    assert {str(status) for status in ENDS} == {"archived", "refused", "withdrawn", "redirected"}
