"""The to-do list: who has what in hand, what waits, and that it always follows the status."""

import pytest

from cases import flows
from cases.actions.accept import accept_case
from cases.actions.terminate import terminate_case
from cases.flows import CaseFlow, claim, give_back, in_hand, open_rows, queue, reassign
from cases.models import Case
from cases.states import ENDS, RESERVED, TODO, Status
from tests.cases.moments import EVENING, NOON
from workflow.models import AuditEntry
from workflow.transitions import TransitionRefused


@pytest.mark.parametrize("status", sorted({*Status} - RESERVED - {Status.NEW}))
def test_the_open_to_do_is_the_one_the_status_names(case_in, status):
    case = case_in(status)

    nodes = [row.flow_task for row in open_rows(case)]
    assert nodes == ([CaseFlow.node_for(status)] if status in TODO else [])
    assert (case.process.finished is not None) == (status in ENDS)


def test_every_state_that_is_somebodys_turn_has_a_node():
    for status in TODO:
        assert CaseFlow.node_for(status).state == status


def test_the_edges_of_the_flow_are_the_moves(db):
    edges = {(edge.label, edge.dst.name) for edge in CaseFlow.registered._outgoing()}

    assert edges == {
        ("accept", "accepted"),
        ("aid_first", "granted"),
        ("ask_for_papers", "supplementing"),
        ("redirect", "end"),
        ("withdraw", "end"),
    }


def test_a_new_case_waits_in_the_stations_queue_and_nowhere_else(city, case):
    assert list(queue(city.clerk)) == [case]
    assert list(queue(city.second_clerk)) == [case]
    for name in ["other_clerk", "reviewer", "supervisor", "stranger_clerk", "auditor", "admin"]:
        assert list(queue(city.people[name])) == []


def test_what_one_person_claims_leaves_the_queue_of_the_others(city, case):
    claim(case=case, by=city.clerk, at=NOON)

    assert list(in_hand(city.clerk)) == [case]
    assert list(queue(city.second_clerk)) == []
    assert AuditEntry.objects.filter(action="todo.claimed", actor_id=city.clerk.pk).exists()


def test_the_second_who_claims_reads_who_has_it(city, case):
    claim(case=case, by=city.clerk, at=NOON)

    with pytest.raises(TransitionRefused, match=r"柳明.*nothing you typed is lost|柳明"):
        claim(case=case, by=city.second_clerk, at=NOON)


def test_claiming_twice_is_no_mistake(city, case):
    claim(case=case, by=city.clerk, at=NOON)
    claim(case=case, by=city.clerk, at=NOON)

    assert list(in_hand(city.clerk)) == [case]


def test_nobody_claims_what_waits_for_another_role(city, case):
    for name in ["reviewer", "stranger_clerk", "auditor"]:
        with pytest.raises(TransitionRefused):
            claim(case=case, by=city.people[name], at=NOON)


def test_what_is_given_back_waits_again(city, case):
    claim(case=case, by=city.clerk, at=NOON)
    give_back(case=case, by=city.clerk, at=NOON)

    assert list(queue(city.second_clerk)) == [case]
    with pytest.raises(TransitionRefused):
        give_back(case=case, by=city.clerk, at=NOON)


def test_a_move_of_the_same_role_is_refused_while_a_colleague_has_it_in_hand(city, case):
    claim(case=case, by=city.clerk, at=NOON)

    with pytest.raises(TransitionRefused, match="柳明"):
        accept_case(case_id=case.pk, by=city.second_clerk, at=EVENING)
    assert Case.objects.get(pk=case.pk).status == Status.REGISTERED
    assert case.history.count() == 1


def test_the_head_is_not_held_up_by_who_has_the_to_do(city, case_in):
    case = case_in(Status.GRANTED)
    claim(case=case, by=city.officer, at=EVENING)

    terminate_case(
        case_id=case.pk, ground="requested", reasons="受援人申请。", by=city.supervisor, at=EVENING
    )

    assert Case.objects.get(pk=case.pk).status == Status.TERMINATED


def test_a_lawyers_case_is_in_the_lawyers_hand_from_the_assignment(city, case_in):
    case = case_in(Status.ASSIGNED)
    lawyer = case.lawyer.user

    assert list(in_hand(lawyer)) == [case]
    with pytest.raises(TransitionRefused):
        give_back(case=case, by=lawyer, at=EVENING)


def test_the_head_reassigns_to_somebody_who_holds_the_role(city, case_in):
    case = case_in(Status.REGISTERED)
    claim(case=case, by=city.clerk, at=NOON)

    reassign(case=case, to=city.second_clerk, by=city.supervisor, at=NOON)
    assert list(in_hand(city.second_clerk)) == [case]
    with pytest.raises(TransitionRefused):
        reassign(case=case, to=city.other_clerk, by=city.supervisor, at=NOON)
    with pytest.raises(TransitionRefused):
        reassign(case=case, to=city.clerk, by=city.reviewer, at=NOON)


def test_an_ended_case_has_nothing_to_claim(city, case_in):
    case = case_in(Status.REDIRECTED)

    with pytest.raises(TransitionRefused):
        claim(case=case, by=city.clerk, at=EVENING)
    assert not flows.holders(case).exists()
