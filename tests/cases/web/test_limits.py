"""The screens of the limits: everybody reads them, two administrators change a promise."""

import re
from datetime import date

import pytest
from django.utils import translation

from tests.cases.factories import NAMES, PASSWORD
from tests.cases.moments import FRIDAY, MONDAY, TUESDAY, moment
from workflow.models import LimitRule, RuleChange

WORKING = {"amount": "5", "unit": "working"}


@pytest.fixture
def promise(db):
    return LimitRule.objects.in_force("acceptance", MONDAY)


@pytest.fixture
def propose(admin, sign_in, promise):
    def send(by=admin, rule=promise, kind="row", *, follow=True, **typed):
        usual = {
            "amount": "4",
            "unit": "calendar",
            "roll": "next_working_day",
            "exclude_first": "on",
            "end_event": "decided",
            "basis": "本机构公开承诺",
            "effective_on": "2026-11-06",
            "decision_no": "平援〔2026〕12号",
            "reason": "加快受理。",
            "password": PASSWORD,
        }
        return sign_in(by).post(f"/limits/rules/{rule.pk}/{kind}/", usual | typed, follow=follow)

    return send


@pytest.fixture
def decide(second_admin, sign_in):
    def send(change, by=second_admin, **typed):
        usual = {"answer": "accept", "note": "", "password": PASSWORD}
        return sign_in(by).post(f"/limits/changes/{change.pk}/", usual | typed, follow=True)

    return send


# Reading


@pytest.mark.parametrize("person", sorted(set(NAMES) - {"admin", "liaison", "other_liaison"}))
def test_everybody_reads_every_limit_and_nobody_but_an_administrator_is_offered_a_change(
    city, see, person
):
    page = see(city.people[person], "/limits/")
    codes = set(LimitRule.objects.values_list("code", flat=True))

    assert set(re.findall(r'href="/limits/([\w-]+)/"', page)) == codes
    assert "/limits/rules/" not in page
    assert "/limits/rules/" not in see(city.people[person], "/limits/acceptance/")


def test_a_limit_is_shown_in_words(clerk, see):
    with translation.override("en"):
        clerk.language = "en"
        clerk.save()
    page = see(clerk, "/limits/supplement/")

    assert "法律援助法第四十三条" in page
    assert "18:00" in page
    assert "2022-01-01" in page
    assert "2012-07-01" in page


def test_a_limit_that_is_not_there_is_not_found(clerk, see):
    see(clerk, "/limits/invented/", status=404)


def test_an_administrator_is_offered_what_each_row_allows(admin, see, promise):
    page = see(admin, "/limits/acceptance/")

    assert set(re.findall(rf"/limits/rules/{promise.pk}/(\w+)/", page)) == {"row", "end"}
    assert "/limits/rules/" not in see(admin, "/limits/review/")


@pytest.mark.parametrize("many", [0, 1])
def test_the_table_costs_the_same_however_many_changes_wait(
    admin, client, propose, django_assert_num_queries, many
):
    for _ in range(many):
        propose()
    client.force_login(admin)
    # session, person, roles, rules, changes, bell; twelve for the watchdog
    with django_assert_num_queries(18):
        client.get("/limits/")


# Changing


def test_two_administrators_change_a_promise(propose, decide, promise, see, clerk):
    propose()
    change = RuleChange.objects.get()
    decide(change)

    change.refresh_from_db()
    assert change.outcome == "accepted"
    new = LimitRule.objects.in_force("acceptance", FRIDAY)
    assert (new.amount, LimitRule.objects.in_force("acceptance", TUESDAY)) == (4, promise)
    page = see(clerk, "/limits/acceptance/")
    assert "平援〔2026〕12号" in page
    assert "管安" in page


@pytest.mark.parametrize("password", ["", "not mine"])
def test_a_change_is_signed_with_ones_own_password(propose, decide, password):
    assert "errorlist" in propose(password=password).content.decode()
    assert not RuleChange.objects.exists()

    propose()
    change = RuleChange.objects.get()
    assert "errorlist" in decide(change, password=password).content.decode()
    change.refresh_from_db()
    assert change.is_pending


def test_too_many_wrong_signatures_lock_like_the_door(propose):
    for _ in range(5):
        answer = propose(password="not mine")
    assert answer.status_code == 429 or "errorlist" not in answer.content.decode()
    propose()
    assert not RuleChange.objects.exists()


def test_the_password_is_not_shown_again(propose):
    page = propose(decision_no="").content.decode()
    assert PASSWORD not in page


def test_who_proposed_it_gets_no_form_and_no_way_round(propose, decide, admin, see):
    propose()
    change = RuleChange.objects.get()
    assert 'name="answer"' not in see(admin, f"/limits/changes/{change.pk}/")
    decide(change, by=admin)
    change.refresh_from_db()
    assert change.is_pending


def test_a_rejection_says_why(propose, decide):
    propose()
    change = RuleChange.objects.get()
    decide(change, answer="reject")
    change.refresh_from_db()
    assert change.is_pending
    decide(change, answer="reject", note="先征求意见。")
    change.refresh_from_db()
    assert (change.outcome, change.note) == ("rejected", "先征求意见。")


def test_no_address_leads_to_a_change_of_the_law(admin, sign_in, propose):
    review = LimitRule.objects.in_force("review", MONDAY)
    for kind in ("row", "end", "hours", "confirm", "invented"):
        assert sign_in(admin).get(f"/limits/rules/{review.pk}/{kind}/").status_code == 404
        assert propose(rule=review, kind=kind, follow=False).status_code == 404
    assert not RuleChange.objects.exists()


def test_an_auditor_reads_a_change_and_decides_nothing(propose, decide, auditor, see):
    propose()
    change = RuleChange.objects.get()
    assert "平援〔2026〕12号" in see(auditor, f"/limits/changes/{change.pk}/")
    assert 'name="answer"' not in see(auditor, f"/limits/changes/{change.pk}/")
    assert decide(change, by=auditor).status_code == 404


@pytest.mark.parametrize("person", ["supervisor", "clerk", "bureau_officer"])
def test_others_find_no_such_page(city, propose, promise, person, see):
    see(city.people[person], f"/limits/rules/{promise.pk}/row/", status=404)
    assert propose(by=city.people[person], follow=False).status_code == 404
    propose()
    see(city.people[person], f"/limits/changes/{RuleChange.objects.get().pk}/", status=404)


# The warning


def test_a_look_shows_what_follows_and_proposes_nothing(propose, registered):
    case = registered(received_at=moment(date(2026, 9, 30), 9), at=moment(MONDAY, 8))
    page = propose(look="1", password="", decision_no="", reason="", **WORKING).content.decode()

    assert case.number in page
    assert "2026-10-13" in page
    assert "errorlist" not in page
    assert 'name="warning_read"' in page
    assert not RuleChange.objects.exists()


def test_a_look_at_what_never_ends_later_says_so(propose):
    page = propose(look="1").content.decode()
    assert "alert-success" in page
    assert 'name="warning_read"' not in page


def test_a_warning_must_be_ticked_by_both(propose, decide, registered):
    registered(received_at=moment(date(2026, 9, 30), 9), at=moment(MONDAY, 8))
    assert "alert-warning" in propose(**WORKING).content.decode()
    assert not RuleChange.objects.exists()
    propose(warning_read="on", **WORKING)
    change = RuleChange.objects.get()

    assert "alert-warning" in decide(change).content.decode()
    change.refresh_from_db()
    assert change.is_pending
    decide(change, warning_read="on")
    change.refresh_from_db()
    assert (change.outcome, change.warned, change.warning_read) == ("accepted", True, True)


def test_what_was_seen_when_it_was_decided_is_still_shown(propose, decide, registered, see, admin):
    case = registered(received_at=moment(date(2026, 9, 30), 9), at=moment(MONDAY, 8))
    propose(warning_read="on", **WORKING)
    change = RuleChange.objects.get()
    decide(change, warning_read="on")

    assert case.number in see(admin, f"/limits/changes/{change.pk}/")


@pytest.mark.parametrize(
    ("code", "kind", "typed"),
    [
        ("acceptance", "end", {}),
        ("supplement", "hours", {"cut_off": "17:30"}),
        ("objection_window", "confirm", {"effective_on": "2026-11-03"}),
    ],
)
def test_each_kind_of_change_has_its_form(propose, decide, code, kind, typed):
    rule = LimitRule.objects.in_force(code, MONDAY)
    propose(rule=rule, kind=kind, **typed)
    change = RuleChange.objects.get()
    assert (change.kind, change.code) == (kind, code)
    decide(change)
    change.refresh_from_db()
    assert change.outcome == "accepted"
