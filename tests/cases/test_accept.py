"""Accept: the papers are complete, and the agency takes the application for review."""

from datetime import date

import pytest

from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import MONDAY, NOON
from tests.cases.reading import clocks, last, papers, refused, todo, unchanged
from workflow.models import LimitRule

ALL = {"identity", "application_form", "means_statement", "case_evidence"}
MISSING = "Required papers are missing: ask for them first, or the head may grant aid first (L44)."


def test_accepting_hands_the_case_to_the_reviewers_and_leaves_the_clocks_alone(city, case):
    before = clocks(case)
    case = make(case, "accept", at=NOON)

    assert last(case) == ("accept", "registered", "accepted", "clerk", city.clerk)
    assert todo(case) == [(Status.ACCEPTED, None)]
    assert (
        clocks(case)
        == before
        == {
            "review": ("running", date(2026, 11, 9)),
            "acceptance": ("running", date(2026, 11, 9)),
        }
    )
    assert papers(case) == []


def test_where_its_rule_says_so_the_promise_is_kept_by_accepting(registered):
    LimitRule.objects.create(
        code="acceptance", name="Promise", amount=5, end_event="accepted", nature="promise",
        valid_from=MONDAY, confirmed=True,
    )  # fmt: skip
    case = make(registered(), "accept", at=NOON)

    assert {code: state for code, (state, _due) in clocks(case).items()} == {
        "review": "running",
        "acceptance": "met",
    }
    assert case.clocks.get(code="acceptance").met_at == NOON


@pytest.mark.parametrize("missing", sorted(ALL))
def test_a_missing_paper_holds_it_up(registered, missing):
    case = registered(materials=sorted(ALL - {missing}))

    with refused(MISSING):
        make(case, "accept")
    assert unchanged(case)


@pytest.mark.parametrize(
    "exempt",
    [
        {"matter": "labour_pay", "groups": ["农民工"]},  # L42(3): not checked
        {"matter": "work_injury", "groups": ["农民工"]},
        {"matter": "child_support", "groups": ["军人军属"]},
    ],
)
def test_whose_means_go_unchecked_proves_the_group_instead_of_stating_them(registered, exempt):
    case = registered(materials=sorted(ALL - {"means_statement"}), **exempt)
    with refused(MISSING):  # L42: where papers prove it
        make(case, "accept")

    case = registered(materials=sorted(ALL - {"means_statement"} | {"group_proof"}), **exempt)
    assert make(case, "accept").status == "accepted"


def test_where_no_hardship_is_asked_for_neither_is_needed(registered):
    case = registered(materials=sorted(ALL - {"means_statement"}), matter="domestic_violence")

    assert make(case, "accept").status == "accepted"


@pytest.mark.parametrize(
    "bound",
    [
        {"matter": "child_support", "groups": ["农民工"]},  # L42(3) names wages and injury at work
        {"matter": "labour_pay", "groups": ["妇女"]},
    ],
)
def test_everybody_else_does(registered, bound):
    with refused(MISSING):
        make(registered(materials=sorted(ALL - {"means_statement"}), **bound), "accept")


def test_who_has_no_paper_need_not_show_one(registered):
    nobody = {"id_type": "none", "id_no": "", "no_id_reason": "遗失，正在补办。"}
    case = registered(applicant=nobody, materials=sorted(ALL - {"identity"}))

    assert make(case, "accept").status == "accepted"
