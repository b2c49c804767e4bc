"""Recommend: three tests with their evidence, an opinion, and its reasons."""

from datetime import date

import pytest

from cases.states import Status
from tests.cases.factories import make
from tests.cases.reading import clocks, last, papers, refused, todo, unchanged

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
    assert papers(case) == []


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
