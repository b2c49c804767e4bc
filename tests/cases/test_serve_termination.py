"""Serve the termination: the decision reached the recipient, and the day is kept."""

from datetime import date

import pytest

from cases.city.scans import scan
from cases.models import Service
from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import MONDAY, TUESDAY, moment
from tests.cases.reading import clocks, paper, refused, todo, unchanged
from workflow import audit
from workflow.models import AuditEntry

ONLY = "Only the archivist records service, after a termination."


def test_the_notice_is_met_and_the_time_to_object_runs_on(case_in):
    before = case_in("terminated")
    case = make(before, "serve_termination", served_on=MONDAY, at=moment(TUESDAY))

    assert clocks(case)["termination_notice"] == ("met", date(2026, 11, 5))
    assert clocks(case)["objection_window"] == ("running", date(2026, 11, 17))
    assert (case.termination_served_on, case.next_due_at) == (MONDAY, None)
    assert unchanged(before)  # no move
    assert todo(case) == [(Status.TERMINATED, None)]
    service, step = AuditEntry.objects.order_by("-seq")[:2]
    assert (step.action, step.content) == ("termination.served", {"on": "2026-11-02"})
    assert (service.action, service.content["on"]) == ("papers.served", "2026-11-02")
    assert audit.verify()[1] == []


def test_the_decision_itself_is_served_with_its_proof(case_in):
    case = make(
        case_in("terminated"),
        "serve_termination",
        served_on=MONDAY,
        at=moment(TUESDAY),
        way="left",
        proof=scan("回证.pdf", "signed"),
    )

    service = Service.objects.get(paper__case=case)
    assert service.paper == paper(case, "termination_decision")
    assert (service.way, service.receiver, service.received_on) == (
        "left",
        case.applicant.name,
        MONDAY,
    )
    assert service.proof == case.attachments.get(kind="service")


def test_a_day_in_the_future_is_refused(case_in):
    case = case_in("terminated")
    with refused("The day of service lies in the future."):
        make(case, "serve_termination", served_on=date(2026, 11, 4), at=moment(TUESDAY))
    case.refresh_from_db()
    assert case.termination_served_on is None


@pytest.mark.parametrize("name", ["clerk", "supervisor", "lawyer", "admin"])
def test_only_the_archivist_records_it(city, case_in, name):
    with refused(ONLY):
        make(case_in("terminated"), "serve_termination", by=city.people[name])


@pytest.mark.parametrize("status", ["handling", "closed", "refused", "reported"])
def test_only_after_a_termination(case_in, status):
    with refused(ONLY):
        make(case_in(status), "serve_termination")
