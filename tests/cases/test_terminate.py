"""Terminate: aid ends on one of the eight grounds (L48); the notice is due, and one may object."""

from datetime import date

import pytest
from django.utils import translation

from cases.codes import TerminationGround
from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import FRIDAY, moment
from tests.cases.reading import clocks, last, papers, refused, todo, unchanged


@pytest.mark.parametrize("status", ["granted", "proposed", "assigned", "handling", "closed"])
def test_every_clock_ends_and_the_two_of_the_termination_run(city, case_in, status):
    case = make(case_in(status), "terminate", at=moment(FRIDAY))

    assert last(case) == ("terminate", status, "terminated", "supervisor", city.supervisor)
    running = {code: due for code, (state, due) in clocks(case).items() if state == "running"}
    assert running == {
        "termination_notice": date(2026, 11, 9),
        "objection_window": date(2026, 11, 23),  # the 21st is a Saturday
    }
    assert case.clocks.open().count() == 2
    assert case.next_due_at == moment(date(2026, 11, 10), 0)
    assert todo(case) == [(Status.TERMINATED, None)]
    assert (case.terminated_from, case.proposed_lawyer) == (status, None)


@pytest.mark.parametrize("status", ["proposed", "assigned", "handling"])
def test_the_lawyers_place_is_free_again(case_in, status):
    case = make(case_in(status), "terminate")

    assert [row.state for row in case.assignments.all()] == ["ended"]


def test_the_recipient_gets_a_decision_and_the_organ_a_letter(city, case_in):
    case = case_in("handling")
    case = make(case, "terminate", at=moment(FRIDAY), ground="own_lawyer", reasons="另行委托。")

    assert papers(case)[-2:] == ["termination_decision", "termination_letter"]
    decision, letter = (paper.document for paper in list(case.papers.all())[-2:])
    assert decision.label == "（平）援终字〔2026〕第1号"
    assert decision.facts["recipient"] == case.applicant.name
    assert (decision.facts["item"], decision.facts["reasons"]) == (6, "另行委托。")
    assert decision.facts["grant_number"] == "（平）援决字〔2026〕第1号"
    assert (decision.facts["firm"], decision.facts["bureau"]) == (city.firm.name, city.bureau.name)
    assert (decision.facts["objection_days"], decision.facts["objection_confirmed"]) == (15, False)
    assert letter.label == "（平）援终函字〔2026〕第1号"
    assert (letter.facts["organ"], letter.facts["item"]) == ("崆峒区人民法院", 6)
    assert letter.facts["letter_number"] == "（平）民援函字〔2026〕第1号"
    assert letter.facts["decision_number"] == decision.label
    assert letter.facts["lawyer"] == city.lawyers["lawyer"].name


def test_where_no_organ_was_told_none_is_told_of_the_end(walk, case_in):
    proposed = case_in("proposed")
    assert papers(make(proposed, "terminate"))[-1] == "termination_decision"

    assigned = make(case_in("proposed"), "approve", organ="")
    assert papers(make(assigned, "terminate"))[-1] == "termination_decision"


@pytest.mark.parametrize("number", range(1, 9))
def test_each_ground_is_named_by_its_item(number, case_in):
    ground = TerminationGround.values[number - 1]
    case = make(case_in("granted"), "terminate", ground=ground)

    facts = case.papers.latest("pk").document.facts
    assert facts["item"] == number
    with translation.override("en"):
        assert f"(L48({number}))" in str(TerminationGround(ground).label)
    assert facts["firm"] == ""


def test_papers_that_were_still_awaited_are_not_awaited_any_more(case_in):
    case = make(case_in("provisional"), "terminate", ground="means_changed")

    assert clocks(case)["papers_later"][0] == "cancelled"
    assert case.termination_ground == "means_changed"


def test_the_facts_must_be_there(case_in):
    case = case_in("handling")
    with refused("Give the facts the ground rests on."):
        make(case, "terminate", reasons="  ")
    assert unchanged(case)
