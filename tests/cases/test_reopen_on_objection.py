"""The bureau's order carried out: a refused case is granted, a terminated one goes back."""

import pytest
from django.utils import translation
from django.utils.timezone import localdate

from cases import checking
from cases.conditions import no_objection_is_open
from cases.models import Assignment, Case
from cases.states import Role
from tests.cases.factories import UserFactory, case_in, make, objected, rule_on
from tests.cases.reading import clocks, own_clocks, said_of
from workflow import audit
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
