"""Receive papers: everything asked for is there, and the clocks go on from the next day."""

from datetime import date

import pytest

from cases.states import Status
from tests.cases.factories import make, pass_time
from tests.cases.moments import FRIDAY, TUESDAY, moment
from tests.cases.reading import clocks, last, papers, refused, todo, unchanged


@pytest.fixture
def asked(registered):
    case = registered(materials=["identity", "application_form"])
    items = ["means_statement", "case_evidence"]
    return make(
        case, "ask_for_papers", items=items, reply_by=date(2026, 11, 12), at=moment(TUESDAY)
    )


def test_the_days_between_do_not_count(city, asked):
    """Asked on Tuesday, complete on Friday: Wednesday to Friday are left out."""
    case = make(asked, "receive_papers", at=moment(FRIDAY))

    assert last(case) == ("receive_papers", "supplementing", "registered", "clerk", city.clerk)
    assert clocks(case) == {
        "review": ("running", date(2026, 11, 12)),
        "acceptance": ("running", date(2026, 11, 10)),
        "supplement": ("met", date(2026, 11, 12)),
    }
    for code in ["review", "acceptance"]:
        pause = case.clocks.get(code=code).pauses.get()
        assert (pause.asked_on, pause.complete_on) == (TUESDAY, FRIDAY)
    assert case.next_due_at == moment(date(2026, 11, 11), 0)
    assert todo(case) == [(Status.REGISTERED, None)]
    assert papers(case) == ["supplement_notice"]


def test_papers_that_come_the_same_day_cost_no_day(asked):
    case = make(asked, "receive_papers", at=moment(TUESDAY, 17))

    assert clocks(case)["review"] == ("running", date(2026, 11, 9))


def test_what_came_lies_with_the_rest(asked):
    case = make(asked, "receive_papers")

    assert case.materials == ["identity", "application_form", "means_statement", "case_evidence"]
    assert make(case, "accept").status == "accepted"


def test_the_case_goes_back_where_it_came_from(walk, case):
    case = walk(case, "accept", "ask_for_papers", "receive_papers")

    assert last(case)[:3] == ("receive_papers", "supplementing", "accepted")
    assert todo(case) == [(Status.ACCEPTED, None)]


@pytest.mark.parametrize("received", [[], ["means_statement"], ["means_statement", "identity"]])
def test_every_paper_that_was_asked_for_must_be_there(asked, received):
    with refused("Tick every paper that was asked for; some are still missing."):
        make(asked, "receive_papers", received=received)
    assert unchanged(asked)


def test_papers_that_come_late_are_still_received_and_the_lateness_stays_on_record(asked):
    late = moment(date(2026, 11, 20))
    pass_time(late)
    case = make(asked, "receive_papers", at=late)

    supplement = case.clocks.get(code="supplement")
    assert (supplement.state, supplement.breached_at) == ("met", moment(date(2026, 11, 13), 0))
    # Asked on the 3rd, complete on the 20th: one day was counted before, six are left.
    assert clocks(case)["review"] == ("running", date(2026, 11, 26))
