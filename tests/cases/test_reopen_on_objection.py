"""The bureau's order carried out: a refused case is granted, a terminated one goes back."""

from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.timezone import localdate

from cases import checking
from cases.actions.organ_letters import waiting_letter
from cases.actions.receive_letter import receive_letter
from cases.conditions import no_objection_is_open
from cases.models import Assignment, Case, OrganLetter
from cases.states import Role
from tests.cases.factories import UserFactory, case_in, make, objected, rule_on, walk
from tests.cases.reading import clocks, own_clocks, said_of
from workflow import audit
from workflow.clocks import explain
from workflow.transitions import TransitionRefused

refused = pytest.raises


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_a_refused_case_is_granted_by_the_bureaus_order(city):
    case = make(case_in(city, "ordered"), "reopen_on_objection")

    assert (case.status, case.refusal_code, case.decision_reasons) == ("granted", "", "")
    assert localdate(case.decided_at) == localdate(case.history.latest("seq").at)
    assert clocks(case)["assign"][0] == "running"
    facts = case.papers.filter(document__kind="grant_decision").get().document.facts
    assert (facts["bureau"], facts["ordered_by"]) == (
        city.bureau.name,
        "（平司）援异字〔2026〕第1号",
    )
    assert (facts["means"], facts["scope_basis"]) == (None, "")
    objection = case.objections.get()
    assert objection.carried_out_at is not None
    assert own_clocks(objection)["objection_order"][0] == "met"
    assert case.todo_role == Role.OFFICER
    case = make(make(make(case, "propose"), "approve"), "sign")
    assert case.status == "handling"
    assert list(checking.look()) == []
    assert audit.verify()[1] == []


@pytest.mark.parametrize(
    ("where", "clock", "open_as"),
    [
        ("granted", "assign", None),
        ("proposed", "assign", "proposed"),
        ("assigned", "agreement", "running"),
        ("handling", "first_meeting", "running"),
        ("closed", "closing_file", None),
    ],
)
def test_a_terminated_case_goes_back_to_where_it_was(city, where, clock, open_as):
    case = case_in(city, where)
    before = (case.lawyer_id, case.proposed_lawyer_id)
    case = make(case, "terminate")
    rule_on(objected(case), "examine", "correct")
    case = make(case, "reopen_on_objection")

    assert case.status == where
    assert (case.lawyer_id, case.proposed_lawyer_id) == before
    assert clocks(case)[clock][0] == "running"
    assert (case.termination_ground, case.end_reason) == ("", "")
    assert set(
        case.assignments.filter(state__in=Assignment.OPEN).values_list("state", flat=True)
    ) == ({open_as} if open_as else set())
    assert said_of(case, "termination_decision") == ["objected", "changed"]
    assert said_of(case, "grant_decision") == ["ended", "upheld"]
    assert list(checking.look()) == []


def test_a_restored_proposal_can_be_approved(city):
    case = make(case_in(city, "proposed"), "terminate")
    rule_on(objected(case), "examine", "correct")
    case = make(make(case, "reopen_on_objection"), "approve")

    assert case.status == "assigned"
    assert case.lawyer is not None


@pytest.mark.parametrize("where", ["refused", "terminated"])
def test_without_an_order_nothing_is_reopened(city, where):
    case = case_in(city, where)
    with refused(TransitionRefused, match="No order of the bureau waits"):
        make(case, "reopen_on_objection")
    rule_on(objected(case), "examine", "uphold")
    with refused(TransitionRefused, match="No order of the bureau waits"):
        make(case, "reopen_on_objection")


def test_an_order_is_carried_out_once(city):
    case = case_in(city, "taken_up_again")
    case = make(case, "terminate")
    with refused(TransitionRefused, match="No order of the bureau waits"):
        make(case, "reopen_on_objection")


def test_a_terminated_case_is_archived_only_when_no_objection_is_open(city):
    case = make(case_in(city, "terminated"), "serve_termination")
    objection = rule_on(objected(case), "examine")
    with refused(TransitionRefused) as found:
        make(case, "archive")
    assert str(found.value) == str(no_objection_is_open.sentence)

    rule_on(objection, "uphold")
    assert clocks(case)["closing_check"][0] == "running"
    case = make(Case.objects.get(pk=case.pk), "archive")
    assert case.status == "archived"
    assert clocks(case)["closing_check"][0] == "met"
    assert list(checking.look()) == []


def test_who_ruled_does_not_carry_the_order_out(city):
    person = UserFactory(roles=[(Role.SUPERVISOR, city.agency), (Role.BUREAU, city.bureau)])
    case = case_in(city, "refused")
    rule_on(objected(case), "examine", "correct", by=person)
    case = Case.objects.get(pk=case.pk)
    assert case.roles_acted_by(person) == {"bureau"}

    with refused(TransitionRefused, match="You acted as “Bureau officer” on this case"):
        make(case, "reopen_on_objection", by=person)
    assert make(case, "reopen_on_objection").status == "granted"


# What is owed in any state: the organ's being told (L36), papers that come later (L44)


def reopened_after(case, *, days):
    """Terminated, and taken up again so many days after the last record."""
    case = make(case, "terminate")
    rule_on(objected(case), "examine", "correct")
    at = case.history.latest("seq").at + timedelta(days=days)
    return make(case, "reopen_on_objection", at=at), localdate(at)


def latest_of(case, code):
    clock = case.clocks.filter(code=code).latest("seq")
    return clock.seq, clock.state, clock.started_on, clock.due_on


@pytest.mark.parametrize("steps", [(), ("sign",), ("sign", "log_handling", "close")])
def test_an_organ_that_was_not_told_is_told_within_three_days_of_the_reopening(city, steps):
    case = walk(case_in(city, "notified_assigned"), *steps)
    case, on = reopened_after(case, days=1)

    assert latest_of(case, "notify_assign") == (2, "running", on, on + timedelta(days=3))
    assert waiting_letter(case) is not None
    again = case.clocks.get(code="notify_assign", seq=2)
    assert case.next_due_at <= again.due_at
    days = explain(again).days
    assert ([day.date for day in days if day.counted][-1], len(days)) == (again.due_on, 4)
    assert list(checking.look()) == []

    case = make(case, "tell_organ")
    assert latest_of(case, "notify_assign")[:2] == (2, "met")
    assert list(checking.look()) == []


def test_it_is_started_a_third_time_where_the_case_is_ended_once_more(city):
    case = make(case_in(city, "untold_taken_up_again"), "terminate")
    rule_on(objected(case), "examine", "correct")
    case = make(case, "reopen_on_objection")

    assert latest_of(case, "notify_assign")[:2] == (3, "running")
    assert list(checking.look()) == []


def test_an_organ_that_was_told_is_not_told_again_of_the_same_lawyer(city):
    case = case_in(city, "told_taken_up_again")

    assert clocks(case)["notify_assign"][0] == "met"
    assert case.clocks.filter(code="notify_assign").count() == 1
    assert waiting_letter(case) is None
    assert list(checking.look()) == []


def test_nor_is_one_that_took_its_letter_while_the_case_was_ended(city):
    case = make(case_in(city, "notified_assigned"), "terminate")
    at = case.history.latest("seq").at + timedelta(minutes=10)
    receive_letter(letter_id=OrganLetter.objects.get().pk, by=city.liaison, at=at)
    rule_on(objected(case), "examine", "correct")
    case = make(case, "reopen_on_objection")

    assert clocks(case)["notify_assign"][0] == "cancelled"
    assert waiting_letter(case) is None
    assert list(checking.look()) == []


def test_papers_that_are_still_to_come_have_as_many_days_again(city):
    case = walk(case_in(city, "provisional"), "propose", "approve", "sign")
    _seq, _state, began, due = latest_of(case, "papers_later")
    case, on = reopened_after(case, days=4)

    assert latest_of(case, "papers_later") == (2, "running", on, on + (due - began))
    assert list(checking.look()) == []

    case = make(case, "receive_later_papers")
    assert (case.provisional, latest_of(case, "papers_later")[:2]) == (False, (2, "met"))
    assert list(checking.look()) == []


def test_papers_that_came_while_the_case_was_ended_are_not_awaited_again(city):
    case = make(walk(case_in(city, "provisional"), "propose", "approve"), "terminate")
    case = make(case, "receive_later_papers")
    rule_on(objected(case), "examine", "correct")
    case = make(case, "reopen_on_objection")

    assert clocks(case)["papers_later"][0] == "cancelled"
    assert list(checking.look()) == []
