"""What the watchdog says: to a machine at /healthz, to an administrator above every page."""

import json
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.utils.translation import override

from cases.models import CaseClock, CaseMessage, Notice
from cases.watch import findings, sentence
from tests.cases.moments import moment
from tests.cases.web.conftest import NOW
from workflow.tick import beat
from workflow.watch import Finding, Level


@pytest.fixture
def alive(db):
    beat("tick", NOW)
    beat("relay", NOW)


def ask(**headers):
    return Client().get("/healthz", headers=headers)


def test_a_house_that_is_well_answers_200_to_anybody(alive):
    answer = ask()

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    said = answer.json()
    assert said["status"] == "ok"
    assert {check["code"]: check["level"] for check in said["checks"]} == dict.fromkeys(
        ["database", "tick", "relay", "due", "unsent", "dead", "recompute", "calendar"], "ok"
    )
    assert said["checks"][1] == {"code": "tick", "level": "ok", "seconds": 0, "limit": 60}


def test_a_clock_that_stands_is_answered_with_503(alive, later):
    with later(NOW + timedelta(seconds=61)):
        answer = ask()

    assert answer.status_code == 503
    said = answer.json()
    assert said["status"] == "red"
    assert {"code": "tick", "level": "red", "seconds": 61, "limit": 60} in said["checks"]


def test_what_is_yellow_is_said_and_still_200(alive, case):
    give_up(case)

    answer = ask()
    assert answer.status_code == 200
    assert answer.json()["status"] == "yellow"


def give_up(case):
    clock = case.clocks.first()
    notice = Notice.objects.create(
        key="1",
        user=case.agency.memberships.filter(role="supervisor").first().user,
        case=case,
        clock=clock,
        stage="breach",
        due_on=date(2026, 11, 9),
        at=NOW,
    )
    CaseMessage.objects.create(
        key="1:email",
        channel="email",
        clock=clock,
        notice=notice,
        not_before=NOW,
        dead_at=NOW - timedelta(hours=1),
    )


def test_nothing_of_a_case_or_a_person_stands_in_the_answer(city, case):
    give_up(case)
    text = ask().content.decode()

    assert case.number not in text
    for person in city.people.values():
        assert person.name not in text
        assert person.email not in text
    keys = {key for check in json.loads(text)["checks"] for key in check}
    assert keys == {"code", "level", "seconds", "limit", "count"}


def test_a_head_request_gets_the_same_status_without_a_body(alive):
    answer = Client().head("/healthz")

    assert (answer.status_code, answer.content) == (200, b"")
    assert Client().post("/healthz").status_code == 405


def test_without_a_database_it_answers_503_and_not_with_a_traceback(
    clerk, sign_in, monkeypatch, caplog
):
    """Also to a browser whose session would have to be looked up there."""
    client = sign_in(clerk)

    def gone(*_args):
        raise OperationalError("could not connect to 10.1.2.3, user fayuan")

    with monkeypatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "cursor", gone)
        answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["checks"] == [
        {"code": "database", "level": "red", "seconds": None, "limit": None}
    ]
    assert "OperationalError" in caplog.text
    assert "10.1.2.3" not in caplog.text


def test_a_watcher_on_the_same_machine_is_not_led_to_https_and_need_not_know_the_host(
    alive, settings
):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["aid.example.invalid"]

    assert ask().status_code == 200


def test_a_database_that_nobody_migrated_is_no_database(alive):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workflow_heartbeat RENAME TO workflow_elsewhere")

    assert ask().status_code == 503


@pytest.mark.parametrize("many", [1, 12])
def test_an_answer_costs_twelve_queries(alive, registered, django_assert_num_queries, many):
    for _ in range(many):
        registered()

    with django_assert_num_queries(12):
        ask()


# The banner


def banner(person, sign_in, path="/notices/"):
    """The lines of the banner, read in English."""
    client = sign_in(person)
    client.cookies["django_language"] = "en"
    page = client.get(path).content.decode()
    return [
        unescape(words) for words in re.findall(r'<p class="alert [^"]*alarm-\w+">(.*?)</p>', page)
    ]


def test_an_administrator_sees_on_every_page_that_the_clock_stands(alive, admin, sign_in, later):
    with later(NOW + timedelta(minutes=5, seconds=1)):
        for path in ("/notices/", "/admin/", "/admin/cases/office/", "/password/"):
            assert banner(admin, sign_in, path) == [
                "The clock has not run since 09:00, no limit is watched: start "
                "manage.py run_clock or the clock service.",
                "No message has been sent since 09:00: start manage.py run_clock or the clock "
                "service.",
            ], path


def test_nobody_else_sees_the_banner_or_pays_for_it(city, sign_in, client):
    for name, person in city.people.items():
        if name != "admin":
            assert banner(person, sign_in) == [], name


def test_a_house_that_is_well_shows_no_banner(alive, admin, sign_in):
    assert banner(admin, sign_in) == []


@pytest.mark.parametrize(
    ("day", "administrator", "head"),
    [
        (date(2026, 11, 30), False, False),
        (date(2026, 12, 1), True, False),
        (date(2026, 12, 15), True, False),
        (date(2026, 12, 16), True, True),
        (date(2027, 1, 4), True, True),
    ],
)
def test_the_missing_calendar_is_shown_to_heads_after_the_fifteenth(
    city, sign_in, later, day, administrator, head
):
    with later(moment(day, 9)):
        beat("tick", moment(day, 9))
        beat("relay", moment(day, 9))
        for person, shown in ((city.admin, administrator), (city.supervisor, head)):
            lines = banner(person, sign_in)
            assert len(lines) == shown
            assert all("notice of rest days for" in line for line in lines)
        assert banner(city.clerk, sign_in) == []


def test_the_heads_page_costs_no_query_more_before_the_turn_of_the_year(
    supervisor, client, django_assert_num_queries, later
):
    client.force_login(supervisor)
    with django_assert_num_queries(5):  # session, person, roles, notices, bell
        client.get("/notices/")
    with later(moment(date(2026, 12, 20), 9)):
        client.force_login(supervisor)
        with django_assert_num_queries(6):
            client.get("/notices/")


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (Finding("tick", Level.RED), "The clock has never run here"),
        (Finding("relay", Level.YELLOW), "Messages have never been sent here"),
        (Finding("tick", Level.RED, NOW - timedelta(days=1)), "since 2026-11-02 09:00, no limit"),
        (Finding("due", Level.RED, NOW), "A limit has waited since 09:00"),
        (Finding("unsent", Level.RED, NOW), "A message has waited since 09:00"),
        (Finding("dead", Level.YELLOW, NOW, count=1), "1 message was given up, the first at 09:00"),
        (Finding("dead", Level.YELLOW, NOW, count=3), "3 messages were given up"),
        (Finding("calendar", Level.RED, NOW, year=2027), "let a second person confirm it"),
    ],
)
def test_every_finding_says_what_is_wrong_and_what_to_do(finding, words):
    with override("en"):
        assert words in sentence(finding, at=NOW)


def test_no_finding_is_without_its_words(alive):
    for finding in findings(NOW):
        made_bad = Finding(finding.code, Level.RED, NOW, count=1, year=2027)
        assert sentence(made_bad, at=NOW)


def test_a_late_limit_and_a_late_message_are_found_in_the_house(alive, case, later):
    due = CaseClock.objects.order_by("next_action_at").first().next_action_at
    with later(due + timedelta(seconds=121)):
        codes = {check["code"]: check["level"] for check in ask().json()["checks"]}

    assert codes["due"] == "red"
