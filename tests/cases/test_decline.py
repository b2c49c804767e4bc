"""Decline: the lawyer or the firm can't take the case; three days begin again."""

from datetime import date

import pytest

from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import FRIDAY, moment
from tests.cases.reading import clocks, last, refused, todo, unchanged


@pytest.mark.parametrize(("name", "role"), [("lawyer", "lawyer"), ("secretary", "provider")])
def test_the_case_goes_back_to_the_officer_with_a_new_clock(city, case_in, name, role):
    case = make(case_in("assigned"), "decline", by=city.people[name], at=moment(FRIDAY))

    assert last(case) == ("decline", "assigned", "granted", role, city.people[name])
    assert clocks(case)["agreement"][0] == "cancelled"
    assert clocks(case)["assign"] == ("running", date(2026, 11, 9))
    assert list(case.clocks.filter(code="assign").values_list("seq", "state")) == [
        (1, "met"),
        (2, "running"),
    ]
    assert todo(case) == [(Status.GRANTED, None)]


def test_the_assignment_is_over_with_its_reason(city, case_in):
    case = make(case_in("assigned"), "decline", code="conflict")

    assert (case.lawyer, case.firm) == (None, None)
    row = case.assignments.get()
    assert (row.state, row.reason_code) == ("declined", "conflict")
    assert row.ended_at == case.history.latest("seq").at


def test_another_firm_declines_nothing(city, case_in):
    case = case_in("assigned")
    for name in ["other_lawyer", "colleague"]:
        with refused("Only this role may do it: Handling lawyer / Provider secretary."):
            make(case, "decline", by=city.people[name])
    assert unchanged(case)
