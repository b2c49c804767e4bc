"""Send back: another lawyer should be named, and the three days go on."""

from cases.states import Status
from tests.cases.factories import make
from tests.cases.reading import clocks, last, refused, todo, unchanged


def test_the_case_goes_back_to_the_officer_and_the_clock_is_not_started_again(city, case_in):
    before = case_in("proposed")
    case = make(before, "send_back", why="请另派一名律师。")

    assert last(case) == ("send_back", "proposed", "granted", "supervisor", city.supervisor)
    assert clocks(case) == clocks(before)
    assert case.clocks.get(code="assign").seq == 1
    assert todo(case) == [(Status.GRANTED, None)]
    row = case.assignments.get()
    assert (row.state, row.ended_at) == ("sent_back", case.history.latest("seq").at)
    assert case.proposed_lawyer is None


def test_the_same_lawyer_may_be_proposed_again(city, case_in):
    case = case_in("sent_back")
    lawyer = case.assignments.get().lawyer

    case = make(case, "propose", lawyer_id=lawyer.pk)
    assert [row.state for row in case.assignments.all()] == ["sent_back", "proposed"]


def test_it_says_why(case_in):
    case = case_in("proposed")
    with refused("Say why the proposal is sent back."):
        make(case, "send_back", why=" ")
    assert unchanged(case)
