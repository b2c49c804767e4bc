"""Recommend: three tests with their evidence, an opinion, and its reasons."""

from datetime import date

import pytest

from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import TUESDAY, moment
from tests.cases.reading import clocks, facts_of_paper, last, papers, refused, todo, unchanged
from workflow.transitions import TransitionRefused

FAILED = "A test is failed: the opinion can't be to grant."


@pytest.fixture
def accepted(case_in):
    return case_in("accepted")


def test_the_opinion_goes_to_the_head_and_the_clocks_run_on(city, accepted):
    case = make(accepted, "recommend")

    assert last(case) == ("recommend", "accepted", "recommended", "reviewer", city.reviewer)
    assert todo(case) == [(Status.RECOMMENDED, None)]
    assert clocks(case) == {
        "review": ("running", date(2026, 11, 9)),
        "acceptance": ("running", date(2026, 11, 9)),
    }
    assert (case.opinion, case.means, case.person_qualifies) == ("grant", "met", True)
    assert papers(case) == ["review_sheet"]


def test_the_sheet_says_what_was_found_and_leaves_room_for_the_head(city, accepted):
    case = make(
        accepted,
        "recommend",
        means="not_met",
        opinion="refuse",
        evidence="房产登记查询结果。",
        reasons="人均月收入高于标准。",
        at=moment(TUESDAY),
    )

    facts = facts_of_paper(case)
    assert (facts["person_qualifies"], facts["means"], facts["opinion"]) == (
        True,
        "not_met",
        "refuse",
    )
    assert facts["scope_basis"] == case.scope_basis
    assert (facts["evidence"], facts["reasons"]) == ("房产登记查询结果。", "人均月收入高于标准。")
    assert facts["income"] == "620.17"
    assert facts["papers"][0] == "身份证明"
    assert (facts["reviewed_by"], facts["reviewed_on"]) == (city.reviewer.name, "2026-11-03")


def test_each_opinion_has_a_sheet_of_its_own(accepted, walk):
    case = walk(accepted, "recommend", "return_to_review", "recommend")

    assert case.papers.filter(document__kind="review_sheet").count() == 2


def test_a_name_that_no_paper_can_show_holds_the_opinion_up_in_words(registered, walk):
    """An application that came on paper: at the counter nobody could have keyed it."""
    case = walk(registered(on_paper=True, applicant={"name": "张😀"}), "accept")
    with pytest.raises(TransitionRefused, match="😀"):
        make(case, "recommend")
    assert unchanged(case)


def test_a_claim_that_nobody_can_type_again_does_not(registered, walk):
    case = walk(registered(on_paper=True, claim="拖欠工资😀\t14000元"), "accept", "recommend")

    assert facts_of_paper(case)["claim"] == "拖欠工资〓 14000元"


@pytest.mark.parametrize(
    "failed", [{"person_qualifies": False}, {"scope_basis": ""}, {"means": "not_met"}]
)
def test_a_failed_test_can_only_lead_to_a_refusal(accepted, failed):
    with refused(FAILED):
        make(accepted, "recommend", **failed)
    assert unchanged(accepted)

    case = make(accepted, "recommend", opinion="refuse", **failed)
    assert (case.status, case.opinion) == ("recommended", "refuse")


@pytest.mark.parametrize("means", ["met", "not_required", "not_checked"])
def test_hardship_is_shown_or_not_needed_or_not_checked(accepted, means):
    assert make(accepted, "recommend", means=means).means == means


def test_evidence_and_reasons_must_be_there(accepted):
    with refused("Say what evidence the tests rest on.", "Give the reasons of the opinion."):
        make(accepted, "recommend", evidence=" ", reasons="")
    assert unchanged(accepted)
