"""Aid first, papers later: the matter can't wait (L44)."""

from datetime import date

import pytest

from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import MONDAY, TUESDAY, moment
from tests.cases.reading import clocks, facts_of_paper, last, papers, refused, todo, unchanged
from workflow.models import LimitRule

AT = moment(TUESDAY)
PAPERS_BY = date(2026, 11, 14)  # a Saturday, and it stays there


@pytest.mark.parametrize("status", ["registered", "supplementing", "accepted"])
def test_the_head_grants_at_once(city, case_in, status):
    case = make(case_in(status), "aid_first", at=AT, papers_by=PAPERS_BY)

    assert last(case) == ("aid_first", status, "granted", "supervisor", city.supervisor)
    found = clocks(case)
    assert {found["review"][0], found["acceptance"][0]} == {"met"}
    assert found["assign"] == ("running", date(2026, 11, 6))
    assert found["papers_later"] == ("running", PAPERS_BY)
    if status == "supplementing":
        assert found["supplement"][0] == "cancelled"
    assert (case.provisional, case.decided_at) == (True, AT)
    assert todo(case) == [(Status.GRANTED, None)]


def test_the_decision_says_that_it_is_provisional_and_why(case):
    case = make(case, "aid_first", at=AT, ground="preservation")

    assert papers(case) == ["grant_decision"]
    facts = facts_of_paper(case)
    assert facts["provisional"] is True
    assert facts["provisional_ground"]
    assert (facts["means"], facts["scope_basis"]) == (None, "")


def test_the_ground_and_its_day_are_on_record(case):
    case = make(case, "aid_first", at=AT, ground="limit_near", ground_on=date(2026, 11, 5))

    facts = case.history.latest("seq").facts
    assert (facts["ground"], facts["ground_on"]) == ("limit_near", "2026-11-05")
    assert case.urgent_ground == "limit_near"


def test_a_review_that_found_no_hardship_before_does_not_stand_in_its_way(case_in):
    """Found by the random walk: the failed test stayed on the case and the paper could not be made."""
    case = make(case_in("accepted"), "recommend", means="not_met", opinion="refuse")
    case = make(make(case, "return_to_review"), "aid_first")

    assert facts_of_paper(case)["means"] is None


def test_a_promise_that_waits_for_the_accepting_is_kept_as_well(registered):
    """Found by the explorer: passed over, the acceptance would have run on for ever."""
    LimitRule.objects.create(
        code="acceptance", name="Promise", amount=5, end_event="accepted", nature="promise",
        valid_from=MONDAY, confirmed=True,
    )  # fmt: skip
    case = make(registered(), "aid_first", at=AT)

    assert clocks(case)["acceptance"] == ("met", date(2026, 11, 9))


@pytest.mark.parametrize("papers_by", [MONDAY, TUESDAY])
def test_the_papers_are_due_after_today(case, papers_by):
    with refused("The papers must be due after today."):
        make(case, "aid_first", at=AT, papers_by=papers_by)
    assert unchanged(case)
