"""Return to review: the opinion does not hold yet, and the clocks don't wait for it."""

from cases.states import Status
from tests.cases.factories import make
from tests.cases.reading import clocks, last, refused, todo, unchanged


def test_the_case_goes_back_to_the_reviewers_with_its_clocks_running(city, case_in):
    before = case_in("recommended")
    case = make(before, "return_to_review", why="请核实家庭收入。")

    assert last(case) == (
        "return_to_review", "recommended", "accepted", "supervisor", city.supervisor,
    )  # fmt: skip
    assert case.history.latest("seq").facts == {"why": "请核实家庭收入。"}
    assert clocks(case) == clocks(before)
    assert {state for state, _due in clocks(case).values()} == {"running"}
    assert todo(case) == [(Status.ACCEPTED, None)]


def test_it_may_be_recommended_again(case_in):
    case = make(case_in("returned_to_review"), "recommend", opinion="refuse", means="not_met")

    assert (case.status, case.opinion, case.version) == ("recommended", "refuse", 5)


def test_it_says_what_to_look_at_again(case_in):
    case = case_in("recommended")
    with refused("Say what is to be looked at again."):
        make(case, "return_to_review", why=" ")
    assert unchanged(case)
