"""Receive the papers of a case that was granted first (L44): the aid is provisional no more."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from cases import checking
from tests.cases.factories import make, pass_time
from tests.cases.moments import TUESDAY, moment
from tests.cases.reading import clocks, facts_of_paper, refused, unchanged
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


def test_what_came_gets_a_receipt_of_its_own(city, case_in):
    case = make(
        case_in("provisional"), "receive_later_papers", received=["group_proof"], at=moment(TUESDAY)
    )

    facts = facts_of_paper(case, "application_receipt")
    assert [item["name"] for item in facts["items"]] == ["特定群体身份的证明材料"]
    assert (facts["received_on"], facts["received_by"]) == ("2026-11-03", city.clerk.name)
    assert facts["case_number"] == case.number


def test_a_paper_that_was_there_is_not_there_twice(case_in):
    case = make(case_in("provisional"), "receive_later_papers", received=["identity"])

    assert case.materials.count("identity") == 1


def test_while_a_required_paper_is_missing_the_aid_stays_provisional(registered):
    case = make(registered(materials=["application_form", "means_statement"]), "aid_first")
    case = make(case, "receive_later_papers", received=["identity"])

    assert case.provisional
    assert clocks(case)["papers_later"][0] == "running"
    assert list(checking.look(files=False)) == []

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


def test_what_was_posted_in_time_is_in_time(case_in):
    case = case_in("provisional")
    last_day = case.clocks.get(code="papers_later").due_on
    arrived = moment(last_day + timedelta(days=4))
    pass_time(arrived)
    case = make(case, "receive_later_papers", at=arrived, posted_on=last_day)

    clock = case.clocks.get(code="papers_later")
    assert (clock.state, clock.breached_at, case.provisional) == ("met", None, False)
    assert AuditEntry.objects.latest("seq").content["posted_on"] == last_day.isoformat()


def test_a_postmark_lies_between_the_grant_and_today(case_in):
    case = case_in("provisional")
    for days, sentence in (
        (-1, "They were posted before they were asked for: look at the envelope again."),
        (1, "The day of posting lies in the future."),
    ):
        with refused(sentence):
            posted_on = localdate(case.decided_at) + timedelta(days=days)
            make(case, "receive_later_papers", at=case.decided_at, posted_on=posted_on)
