"""The forecast's moves, carried out: each by itself, through the same door as every reassignment."""

import pytest
from django.conf import settings

from cases import flows
from cases.models import Case
from cases.states import Role
from tests.cases.factories import UserFactory
from tests.cases.web.conftest import NOW
from workflow.models import AuditEntry

PATH = "/forecast/reassign/"


@pytest.fixture
def head(supervisor):
    """The head of the agency, by a shorter name."""
    return supervisor


@pytest.fixture
def send(sign_in):
    """``send(head, (case, giver, taker), ...)``: presses the button; returns what the page said."""

    def press(person, *moves, **more):
        said = [f"{case.number}:{giver.pk}:{taker.pk}" for case, giver, taker in moves]
        client = sign_in(person)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        answer = client.post(PATH, {"move": said} | more, follow=True)
        assert answer.status_code == 200
        return [str(message) for message in answer.context["messages"]]

    return press


@pytest.fixture
def held(registered, clerk):
    """``held()``: another case in the clerk's hand."""

    def make():
        case = registered()
        flows.claim(case=case, by=clerk, at=NOW)
        return case

    return make


def owner(case):
    return flows.with_todo(Case.objects.filter(pk=case.pk)).get().todo_owner_id


def test_every_move_is_made_and_said(held, head, clerk, second_clerk, send):
    first, second = held(), held()

    said = send(head, (first, clerk, second_clerk), (second, clerk, second_clerk))

    assert owner(first) == owner(second) == second_clerk.pk
    assert said == [
        f"2 cases are in the hand of {second_clerk.name} now: {first.number}, {second.number}"
    ]
    assert AuditEntry.objects.filter(action="todo.reassigned").count() == 2


def test_a_case_that_changed_hands_meanwhile_stops_none_of_the_others(
    held, head, clerk, second_clerk, send
):
    gone, there = held(), held()
    flows.give_back(case=gone, by=clerk, at=NOW)

    said = send(head, (gone, clerk, second_clerk), (there, clerk, second_clerk))

    assert owner(gone) is None
    assert owner(there) == second_clerk.pk
    assert said == [
        f"{gone.number}: It is in another hand now than when the page was made.",
        f"1 case is in the hand of {second_clerk.name} now: {there.number}",
    ]


def test_who_is_barred_by_four_eyes_gets_nothing(case_in, city, head, reviewer, send):
    reviewer.memberships.create(role=Role.SUPERVISOR, office=city.agency)
    case = case_in("recommended")
    flows.claim(case=case, by=head, at=NOW)

    said = send(head, (case, head, reviewer))

    assert owner(case) == head.pk
    assert "four eyes" in said[0]


def test_who_does_not_hold_the_role_gets_nothing(held, head, clerk, other_clerk, officer, send):
    case = held()
    for wrong in (other_clerk, officer, UserFactory()):
        assert "holds the role" in send(head, (case, clerk, wrong))[0]
    assert owner(case) == clerk.pk


def test_a_lawyers_case_stays(case_in, head, lawyer, colleague, send):
    case = case_in("handling")
    assert send(head, (case, lawyer, colleague)) != []
    assert owner(case) == lawyer.pk


def test_another_agencys_case_is_not_there(held, clerk, second_clerk, stranger_supervisor, send):
    case = held()
    said = send(stranger_supervisor, (case, clerk, second_clerk))

    assert said == [f"Case {case.number} is not there."]
    assert owner(case) == clerk.pk


@pytest.mark.parametrize("person", ["clerk", "reviewer", "officer", "auditor", "admin", "lawyer"])
def test_only_a_head_of_agency_may_send_it(person, city, held, clerk, second_clerk, sign_in):
    case = held()
    move = f"{case.number}:{clerk.pk}:{second_clerk.pk}"

    assert sign_in(city.people[person]).post(PATH, {"move": move}).status_code == 404
    assert owner(case) == clerk.pk


@pytest.mark.parametrize("nonsense", ["", "x", "1:2", "620802-2026-00001:a:b", "a:1:2:3"])
def test_nonsense_moves_nothing(nonsense, head, sign_in):
    answer = sign_in(head).post(PATH, {"move": nonsense, "agency": "//elsewhere"})

    assert answer.url == "/forecast/"


def test_the_way_back_leads_to_the_same_agency(head, sign_in):
    answer = sign_in(head).post(PATH, {"agency": "agency-620800"})

    assert answer.url == "/forecast/?agency=agency-620800"
