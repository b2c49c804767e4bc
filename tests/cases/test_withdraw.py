"""Withdraw: the applicant asks in writing to end it, at any time before a lawyer is assigned."""

import pytest

from cases.models import Assignment
from tests.cases.factories import make
from tests.cases.reading import clocks, facts_of_paper, last, papers, refused, todo, unchanged

OPEN = ["registered", "supplementing", "accepted", "recommended", "granted", "proposed"]


@pytest.mark.parametrize("status", OPEN)
def test_the_clerk_ends_it_and_every_clock_with_it(city, case_in, status):
    before = case_in(status)
    case = make(before, "withdraw", request="双方和解，申请撤回。")

    assert last(case) == ("withdraw", status, "withdrawn", "clerk", city.clerk)
    assert not case.clocks.open().exists()
    ended = {code for code, (state, _due) in clocks(case).items() if state == "cancelled"}
    assert ended == set(before.clocks.open().values_list("code", flat=True)) | ended
    assert ended
    assert (todo(case), case.next_due_at, case.end_reason) == ([], None, "双方和解，申请撤回。")
    assert case.process.finished is not None


def test_a_record_of_it_stays_in_the_file(city, case_in):
    case = make(case_in("supplementing"), "withdraw", request="双方和解，申请撤回。")

    assert papers(case)[-1] == "withdrawal_record"
    paper, facts = case.papers.latest("pk").document, facts_of_paper(case)
    assert (paper.label, paper.number) == (case.number, None)
    assert (facts["request"], facts["recorded_by"]) == ("双方和解，申请撤回。", city.clerk.name)
    assert (facts["items"], facts["reply_by"], facts["notice_number"]) == ([], None, "")


def test_the_proposed_lawyer_is_free_again(case_in):
    case = make(case_in("proposed"), "withdraw")

    assert case.proposed_lawyer is None
    row = case.assignments.get()
    assert (row.state, row.ended_at) == (Assignment.State.ENDED, case.history.latest("seq").at)


def test_papers_that_were_still_awaited_are_not_awaited_any_more(case_in):
    case = make(case_in("provisional"), "withdraw")

    assert clocks(case)["papers_later"][0] == "cancelled"


@pytest.mark.parametrize("request_", ["", "  \n"])
def test_the_request_must_be_there(case, request_):
    with refused("Say what the applicant's signed request says."):
        make(case, "withdraw", request=request_)
    assert unchanged(case)
