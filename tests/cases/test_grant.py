"""Grant: aid is decided in time, the decision is issued, and a lawyer is due in three days."""

from datetime import date

import pytest

from cases.states import Status
from tests.cases.factories import make, pass_time
from tests.cases.moments import FRIDAY, moment
from tests.cases.reading import (
    clocks,
    facts_of_paper,
    last,
    paper,
    papers,
    refused,
    todo,
    unchanged,
)


@pytest.fixture
def recommended(case_in):
    return case_in("recommended")


def test_the_decision_meets_both_clocks_and_starts_the_next(city, recommended):
    at = moment(FRIDAY)
    case = make(recommended, "grant", at=at)

    assert last(case) == ("grant", "recommended", "granted", "supervisor", city.supervisor)
    assert clocks(case) == {
        "review": ("met", date(2026, 11, 9)),
        "acceptance": ("met", date(2026, 11, 9)),
        "assign": ("running", date(2026, 11, 9)),
    }
    assert {clock.met_at for clock in case.clocks.filter(state="met")} == {at}
    assert (case.decided_at, case.next_due_at) == (at, moment(date(2026, 11, 10), 0))
    assert todo(case) == [(Status.GRANTED, None)]


def test_the_applicant_gets_the_decision_with_its_number(recommended):
    case = make(recommended, "grant", at=moment(FRIDAY), aid_form="labour_arbitration")

    assert papers(case) == ["grant_decision"]
    assert paper(case, "grant_decision").document.label == "（平）援决字〔2026〕第1号"
    facts = facts_of_paper(case)
    assert facts["recipient"] == case.applicant.name
    assert (facts["decided_on"], facts["assign_by"]) == ("2026-11-06", "2026-11-09")
    assert (facts["means"], facts["income"], facts["provisional"]) == ("met", "620.17", False)


def test_a_day_that_no_notice_has_settled_is_printed_as_provisional(case_in):
    case = case_in("recommended")
    eve = moment(date(2026, 12, 30))
    case = make(case, "grant", at=eve)

    assert facts_of_paper(case)["assign_by_provisional"] is True


def test_the_second_decision_has_the_second_number(case_in, recommended):
    make(recommended, "grant")
    case = make(case_in("recommended"), "grant")

    assert paper(case, "grant_decision").document.label.endswith("第2号")


def test_a_review_that_found_a_test_failed_is_not_granted(case_in):
    case = make(case_in("accepted"), "recommend", means="not_met", opinion="refuse")
    with refused("The review found a test failed: return it to review, or refuse."):
        make(case, "grant")
    assert unchanged(case)
    assert papers(case) == ["review_sheet"]


def test_who_gave_no_income_gets_a_decision_without_it(case_in):
    case = make(case_in("recommended", monthly_income_yuan=None), "grant")

    assert facts_of_paper(case)["income"] is None


@pytest.mark.parametrize("ticked", [True, False], ids=["breached", "not yet seen by a tick"])
def test_a_decision_that_comes_late_stays_late_on_record(recommended, ticked):
    late = moment(date(2026, 11, 10), 9)
    if ticked:
        pass_time(late)
    case = make(recommended, "grant", at=late)

    review = case.clocks.get(code="review")
    assert (review.state, review.met_at) == ("met", late)
    assert review.breached_at == moment(date(2026, 11, 10), 0)
