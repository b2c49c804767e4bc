"""Terminate: aid ends on one of the eight grounds (L48); the notice is due, and one may object."""

from datetime import date

import pytest

from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import FRIDAY, moment
from tests.cases.reading import clocks, last, refused, todo, unchanged


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


def test_papers_that_were_still_awaited_are_not_awaited_any_more(case_in):
    case = make(case_in("provisional"), "terminate", ground="means_changed")

    assert clocks(case)["papers_later"][0] == "cancelled"
    assert case.termination_ground == "means_changed"


def test_the_facts_must_be_there(case_in):
    case = case_in("handling")
    with refused("Give the facts the ground rests on."):
        make(case, "terminate", reasons="  ")
    assert unchanged(case)
