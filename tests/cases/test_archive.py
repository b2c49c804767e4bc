"""Archive: the file is complete and the subsidy decided; a terminated case waits for objections."""

from datetime import date
from decimal import Decimal

import pytest

from tests.cases.factories import MOVES, make, pass_time
from tests.cases.moments import FRIDAY, LATER, NOON, moment
from tests.cases.reading import clocks, last, papers, refused, todo, unchanged


def test_the_case_has_ended_and_nothing_runs(city, case_in):
    case = make(case_in("reported"), "archive", at=moment(FRIDAY), subsidy_yuan=Decimal("1500.00"))

    assert last(case) == ("archive", "reported", "archived", "archivist", city.archivist)
    assert clocks(case)["closing_check"] == ("met", date(2026, 12, 2))
    assert not case.clocks.open().exists()
    assert (todo(case), case.next_due_at) == ([], None)
    assert case.process.finished is not None
    assert case.subsidy_yuan == Decimal("1500.00")
    assert case.history.latest("seq").facts == {"subsidy_yuan": "1500.00"}
    assert papers(case) == ["grant_decision", "assignment_notice"]


def test_papers_that_never_came_end_with_the_case(walk, case_in):
    case = walk(case_in("provisional"), "propose", "approve", "sign", "close", "report", "archive")

    assert clocks(case)["papers_later"][0] == "cancelled"


def test_no_subsidy_is_an_answer_too_and_none_is_not(case_in):
    case = case_in("reported")
    with refused("Decide the subsidy; zero is an answer."):
        make(case, "archive", subsidy_yuan=None)
    assert unchanged(case)
    assert make(case, "archive", subsidy_yuan=Decimal("0.00")).status == "archived"


# From terminated


def archive(case, city, at):
    MOVES["archive"][0](case_id=case.pk, subsidy_yuan=Decimal(0), by=city.archivist, at=at)


def test_a_terminated_case_waits_for_the_notice_and_for_objections(city, case_in):
    case = case_in("terminated")
    with refused(
        "The notice of termination has not been served.", "The time for an objection is not over."
    ):
        archive(case, city, NOON)

    case = make(case, "serve_termination")
    with refused("The time for an objection is not over."):
        archive(case, city, NOON)
    assert unchanged(case)

    pass_time(LATER)
    archive(case, city, LATER)
    case.refresh_from_db()
    assert (case.status, todo(case), case.clocks.open().count()) == ("archived", [], 0)


def test_the_time_alone_is_not_enough(city, case_in):
    case = case_in("terminated")
    pass_time(LATER)

    with refused("The notice of termination has not been served."):
        archive(case, city, LATER)


@pytest.mark.parametrize("name", ["lawyer", "supervisor", "clerk"])
def test_only_the_archivist_archives(city, case_in, name):
    case = case_in("reported")
    with refused("Only this role may do it: Archivist and finance."):
        make(case, "archive", by=city.people[name])
