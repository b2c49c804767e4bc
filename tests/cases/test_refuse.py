"""Refuse: in writing, with reasons and the way to object. An end, unless an objection is corrected."""

from datetime import date

from tests.cases.factories import make
from tests.cases.moments import FRIDAY, moment
from tests.cases.reading import clocks, facts_of_paper, last, papers, refused, todo, unchanged


def test_the_refusal_meets_both_clocks_and_opens_the_time_to_object(city, case_in):
    case = make(case_in("recommended"), "refuse", at=moment(FRIDAY))

    assert last(case) == ("refuse", "recommended", "refused", "supervisor", city.supervisor)
    assert clocks(case) == {
        "review": ("met", date(2026, 11, 9)),
        "acceptance": ("met", date(2026, 11, 9)),
        "objection_window": ("running", date(2026, 11, 23)),  # the 21st is a Saturday
    }
    assert (todo(case), case.next_due_at) == ([], None)
    assert case.process.finished is not None


def test_the_applicant_gets_the_reasons_and_the_way_to_object(city, case_in):
    case = make(
        case_in("recommended"),
        "refuse",
        at=moment(FRIDAY),
        code="no_hardship",
        reasons="收入过高。",
    )

    assert papers(case) == ["refusal_decision"]
    facts = facts_of_paper(case)
    assert facts["reasons"] == "收入过高。"
    assert (facts["objection_days"], facts["bureau"]) == (15, city.bureau.name)
    assert (case.refusal_code, case.decision_reasons) == ("no_hardship", "收入过高。")


def test_reasons_must_be_given(case_in):
    case = case_in("recommended")
    with refused("Give the reasons; they are printed on the decision."):
        make(case, "refuse", reasons="\n")
    assert unchanged(case)
    assert papers(case) == ["review_sheet"]


def test_the_bureau_sees_it_from_now_on(city, case_in):
    from cases.models import Case

    case = case_in("recommended")
    assert case not in Case.objects.visible_to(city.bureau_officer)
    make(case, "refuse")
    assert case in Case.objects.visible_to(city.bureau_officer)
