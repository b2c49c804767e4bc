"""Replace the lawyer: at the recipient's request or for a conflict (L55); another is assigned."""

from datetime import date

import pytest

from cases.models import Case
from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import FRIDAY, moment
from tests.cases.reading import clocks, facts_of_paper, last, papers, refused, todo, unchanged


@pytest.mark.parametrize(
    ("where", "status", "cancelled"),
    [
        ("assigned", "assigned", {"agreement"}),
        ("handling", "handling", {"first_meeting"}),
        ("met", "handling", {"milestone"}),
    ],
)
def test_the_lawyers_clocks_end_and_three_days_begin(city, case_in, where, status, cancelled):
    case = make(case_in(where), "replace_lawyer", at=moment(FRIDAY))

    assert last(case) == ("replace_lawyer", status, "granted", "supervisor", city.supervisor)
    found = clocks(case)
    assert {code for code, (state, _due) in found.items() if state == "cancelled"} == cancelled
    assert found["assign"] == ("running", date(2026, 11, 9))
    assert case.clocks.open().count() == 1
    assert todo(case) == [(Status.GRANTED, None)]


def test_the_lawyer_sees_the_case_no_more(city, case_in):
    case = make(case_in("handling"), "replace_lawyer", code="neglect")

    assert (case.lawyer, case.firm) == (None, None)
    assert case.assignments.get().state == "replaced"
    assert case.history.latest("seq").facts["code"] == "neglect"
    assert case not in Case.objects.visible_to(city.lawyer)


def test_the_firm_is_told_to_stop_and_hand_over(city, case_in):
    case = make(case_in("handling"), "replace_lawyer", at=moment(FRIDAY), code="conflict")

    assert papers(case)[-1] == "change_notice"
    assert case.papers.latest("pk").document.label == "（平）援更字〔2026〕第1号"
    facts = facts_of_paper(case)
    assert (facts["firm"], facts["lawyer"]) == (city.firm.name, city.lawyers["lawyer"].name)
    assert facts["assignment_number"] == "（平）援指字〔2026〕第1号"
    assert facts["reason"] == "承办律师与本案存在利益冲突"
    assert (facts["noticed_on"], facts["change_by"]) == ("2026-11-06", None)
    assert not facts["at_request"]


def test_or_to_name_another_of_its_lawyers_within_the_limit_of_an_assignment(case_in):
    case = case_in("handling")
    case = make(
        case, "replace_lawyer", at=moment(FRIDAY), code="neglect", firm_task="names_another"
    )

    facts = facts_of_paper(case)
    assert facts["change_by"] == clocks(case)["assign"][1].isoformat() == "2026-11-09"
    assert facts["at_request"]  # the recipient's right (L55)


def test_papers_that_are_still_to_come_are_still_to_come(walk, case_in):
    case = walk(case_in("provisional"), "propose", "approve", "replace_lawyer")

    assert clocks(case)["papers_later"][0] == "running"


def test_it_says_why(case_in):
    case = case_in("handling")
    with refused("Say why the lawyer is replaced."):
        make(case, "replace_lawyer", why="")
    assert unchanged(case)
