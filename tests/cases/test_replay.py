"""Replaying a case's records gives its present status, lawyer and clocks (procedure.md 4.6)."""

from datetime import timedelta

import pytest

from cases.checking.dossiers import Dossiers
from cases.replay import OPEN
from tests.cases.factories import ROUTES, pass_time
from tests.cases.moments import LATER


def dossier_of(case):
    [dossier] = Dossiers(only=[case.pk])
    return dossier


def assert_replays(case):
    replay = dossier_of(case).replay
    case.refresh_from_db()
    assert (replay.status, replay.version) == (case.status, case.version)
    assert (replay.lawyer, replay.proposed) == (case.lawyer_id, case.proposed_lawyer_id)
    assert replay.acted == case.acted
    states = replay.states()
    found = {(clock.code, clock.seq): clock.state for clock in case.clocks.all()}
    assert found.keys() == states.keys()
    for key, state in found.items():
        assert state == states[key] or (state == "breached" and states[key] in OPEN), key


@pytest.mark.parametrize("where", ROUTES)
def test_every_walked_case_is_what_its_records_say(case_in, where):
    assert_replays(case_in(where))


@pytest.mark.parametrize("where", ROUTES)
def test_it_still_is_when_every_limit_has_passed(case_in, where):
    case = case_in(where)

    pass_time(LATER)

    assert_replays(case)


def test_a_clock_that_was_over_when_papers_were_asked_for_is_left_running(case, walk):
    walk(case, "ask_for_papers", at=LATER)

    assert_replays(case)
    assert dossier_of(case).replay.states()["review", 1] == "running"


def test_a_breach_between_two_moves_leaves_the_clock_met(case, walk):
    case = walk(case, "accept", "recommend")
    pass_time(LATER)

    case = walk(case, "grant", at=LATER + timedelta(hours=1))

    assert_replays(case)
    assert case.clocks.get(code="review").state == "met"


def test_a_later_rule_for_the_promise_does_not_change_what_was(case_in):
    from workflow.models import LimitRule

    case = case_in("recommended")
    rule = LimitRule.objects.get(code="acceptance", valid_to=None)
    rule.pk, rule.end_event, rule.valid_from = None, "accepted", rule.valid_from + timedelta(days=1)
    rule.save()

    assert_replays(case)
    assert dossier_of(case).replay.states()["acceptance", 1] == "running"
