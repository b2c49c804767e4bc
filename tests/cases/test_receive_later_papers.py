"""Receive the papers of a case that was granted first (L44): the aid is provisional no more."""

from datetime import date

import pytest

from tests.cases.factories import make
from tests.cases.moments import TUESDAY, moment
from tests.cases.reading import clocks, refused, unchanged
from workflow import audit
from workflow.models import AuditEntry

ONLY = "Only the clerk receives later papers, on a case granted first."


def test_the_clock_of_the_papers_is_met(case_in):
    before = case_in("provisional")
    case = make(before, "receive_later_papers", received=["group_proof"], at=moment(TUESDAY))

    assert clocks(case)["papers_later"][0] == "met"
    assert clocks(case)["assign"] == ("running", date(2026, 11, 5))
    assert case.next_due_at == moment(date(2026, 11, 6), 0)
    assert (case.provisional, case.materials[-1]) == (False, "group_proof")
    assert unchanged(before)  # no move
    assert AuditEntry.objects.latest("seq").action == "papers.later"
    assert audit.verify()[1] == []


def test_a_paper_that_was_there_is_not_there_twice(case_in):
    case = make(case_in("provisional"), "receive_later_papers", received=["identity"])

    assert case.materials.count("identity") == 1


def test_while_a_required_paper_is_missing_the_aid_stays_provisional(registered):
    case = make(registered(materials=["application_form", "means_statement"]), "aid_first")
    case = make(case, "receive_later_papers", received=["identity"])

    assert case.provisional
    assert clocks(case)["papers_later"][0] == "running"

    case = make(case, "receive_later_papers", received=["case_evidence"])
    assert not case.provisional
    assert clocks(case)["papers_later"][0] == "met"


def test_they_may_come_while_the_lawyer_is_at_work(walk, case_in):
    case = walk(case_in("provisional"), "propose", "approve", "sign", "receive_later_papers")

    assert (case.status, clocks(case)["papers_later"][0]) == ("handling", "met")


def test_some_paper_must_have_come(case_in):
    with refused("Tick the papers that came."):
        make(case_in("provisional"), "receive_later_papers", received=[])


def test_only_where_aid_was_granted_first_and_only_once(case_in):
    with refused(ONLY):
        make(case_in("granted"), "receive_later_papers")
    with refused(ONLY):
        make(case_in("papers_came_later"), "receive_later_papers")


@pytest.mark.parametrize("name", ["other_clerk", "reviewer", "officer", "supervisor", "admin"])
def test_only_the_clerk_receives_them(city, case_in, name):
    with refused(ONLY):
        make(case_in("provisional"), "receive_later_papers", by=city.people[name])


def test_an_ended_case_receives_nothing(walk, case_in):
    case = walk(case_in("provisional"), "withdraw")
    with refused(ONLY):
        make(case, "receive_later_papers")
