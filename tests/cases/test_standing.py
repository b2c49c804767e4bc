"""Which papers stop standing at which move: every row of the two tables, carried out."""

import pytest

from cases.models import Case
from cases.standing import ENDS, ENDS_BY_PAPER
from documents.kinds import KINDS
from documents.models import Standing
from tests.cases.factories import make
from tests.cases.moments import LATER
from tests.cases.reading import paper
from workflow.transitions import TransitionRefused, moves_in

#: Each end: its move, the way to the case, and what then became of which kinds.
ROWS = [
    ("aid_first", "supplementing", {"supplement_notice": "ended"}),
    ("deem_withdrawn", "supplementing", {"supplement_notice": "ended"}),
    ("withdraw", "supplementing", {"supplement_notice": "ended"}),
    ("withdraw", "verifying", {"cooperation_letter": "ended"}),
    ("withdraw", "granted", {"grant_decision": "ended"}),
    ("withdraw", "proposed", {"grant_decision": "ended"}),
    ("decline", "assigned", {"assignment_notice": "withdrawn"}),
    ("replace_lawyer", "assigned", {"assignment_notice": "withdrawn"}),
    ("replace_lawyer", "handling", {"assignment_notice": "withdrawn"}),
]
#: What a termination ends, by its decision; a notice that was withdrawn stays so.
TERMINATED = [
    ("granted", {"grant_decision": "ended"}),
    ("handling", {"grant_decision": "ended", "assignment_notice": "ended"}),
    ("declined", {"grant_decision": "ended", "assignment_notice": "withdrawn"}),
]
#: Moves after which everything that was issued stands as before.
NOTHING = [
    ("receive_papers", "supplementing"),
    ("refuse", "recommended"),
    ("aid_first", "accepted"),
    ("send_back", "proposed"),
    ("sign", "assigned"),
    ("close", "handling"),
    ("archive", "reported"),
    ("archive", "terminated"),
]


def became(case):
    """What became of the case's papers, by kind: the latest of each."""
    events = Standing.objects.filter(document__case_paper__case=case).order_by("pk")
    return {event.document.kind: event.what for event in events.select_related("document")}


def test_every_row_names_a_move_and_kinds_that_are_there():
    moves = {edge.name for edge in moves_in(Case)}
    kinds = {end.kind for ends in [*ENDS.values(), *ENDS_BY_PAPER.values()] for end in ends}
    kinds |= ENDS_BY_PAPER.keys()

    assert ENDS.keys() <= moves
    assert kinds <= KINDS.keys()
    assert {(move, kind) for move, _way, ended in ROWS for kind in ended} == {
        (move, end.kind) for move, ends in ENDS.items() for end in ends
    }


@pytest.mark.parametrize(("move", "where", "ended"), ROWS)
def test_a_move_ends_the_papers_of_its_row(move, where, ended, case_in, pass_time):
    case = case_in(where)
    if move == "deem_withdrawn":
        pass_time(LATER)
    make(case, move, at=LATER)

    assert became(case) == ended
    for event in Standing.objects.filter(document__case_paper__case=case):
        assert (event.at, event.by_document) == (LATER, None)


@pytest.mark.parametrize(("where", "ended"), TERMINATED)
def test_a_termination_ends_papers_by_its_decision(where, ended, case_in):
    case = make(case_in(where), "terminate", at=LATER)
    decision = paper(case, "termination_decision").document

    assert became(case) == ended
    events = Standing.objects.filter(document__case_paper__case=case, what="ended")
    assert {(event.at, event.by_document) for event in events} == {(LATER, decision)}
    assert events.count() == list(ended.values()).count("ended")


@pytest.mark.parametrize(("move", "where"), NOTHING)
def test_other_moves_end_nothing_more(move, where, case_in):
    case = case_in(where)
    before = became(case)
    if (move, where) == ("archive", "terminated"):
        make(case, "serve_termination", at=LATER)
    make(case, move, at=LATER)

    assert became(case) == before


def test_an_answered_notice_is_not_ended_by_a_later_withdrawal(case_in, walk):
    case = walk(case_in("supplementing"), "receive_papers", "withdraw")

    assert became(case) == {}


def test_a_new_notice_takes_the_place_of_the_declined_one(case_in, walk):
    case = walk(case_in("assigned"), "decline", "propose", "approve")
    first, second = (
        paper.document
        for paper in case.papers.filter(document__kind="assignment_notice").order_by("pk")
    )

    assert [(event.what, event.by_document) for event in first.standings.all()] == [
        ("withdrawn", None),
        ("replaced", second),
    ]
    assert not second.standings.exists()


def test_what_was_replaced_once_is_not_replaced_again(case_in, walk):
    case = walk(case_in("assigned"), *["decline", "propose", "approve"] * 2)

    replaced = Standing.objects.filter(document__case_paper__case=case, what="replaced")
    assert len({event.document_id for event in replaced}) == replaced.count() == 2


def test_papers_of_other_cases_stand(case_in):
    other, case = case_in("granted"), case_in("granted")
    make(case, "withdraw")

    assert became(other) == {}


def test_a_refused_move_ends_nothing(case_in, make, stranger_supervisor):
    case = case_in("handling")
    with pytest.raises(TransitionRefused):
        make(case, "terminate", by=stranger_supervisor)

    assert became(case) == {}
