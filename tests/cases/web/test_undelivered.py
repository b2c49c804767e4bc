"""Messages that were given up: who sees them, what is said of them, and "send again"."""

from datetime import timedelta

import pytest

from cases.models import Case, CaseMessage, Endpoint, OrganMessage
from cases.states import Status
from cases.watch import findings
from tests.cases.factories import notified, walk
from tests.cases.moments import MONDAY, moment
from workflow.channels import NotDelivered
from workflow.models import AuditEntry
from workflow.outbox import BACK_OFF, relay

OVER = moment(MONDAY + timedelta(days=8), 0, 1)


def refuse(message):
    raise NotDelivered("status 503")


@pytest.fixture
def given_up(city, case, pass_time, later):
    """Every message of a breach, tried five times in vain."""
    Endpoint.objects.create(
        office=city.agency,
        channel="webhook",
        name="政务平台",
        url="https://oa.example/token-4711",
        secret="sixteen characters",
    )
    pass_time(OVER)
    for wait in (timedelta(0), *BACK_OFF):
        CaseMessage.objects.waiting().update(not_before=OVER + wait)
        while relay(CaseMessage, at=OVER + wait, send=refuse):
            pass
    assert CaseMessage.objects.dead().count() == CaseMessage.objects.count() > 2
    with later(OVER + timedelta(days=1)):
        yield CaseMessage.objects.dead()


def test_each_is_told_with_channel_recipient_case_and_reason(city, given_up, admin, see, case):
    page = see(admin, "/messages/")

    assert "电子邮件" in page or "E-mail" in page
    for words in ("柳明", "政务平台", case.number, "503"):
        assert words in page
    assert f"<strong>{given_up.count()}</strong>" in page


def test_neither_address_nor_number_nor_name_of_an_applicant_is_shown(given_up, admin, see, case):
    page = see(admin, "/messages/")

    for words in ("token-4711", "sixteen characters", "clerk@example", case.applicant.name):
        assert words not in page


def test_an_administrator_sees_no_case_behind_it_and_the_head_does(
    given_up, admin, supervisor, see, case
):
    link = f'href="{case.get_absolute_url()}"'
    assert link not in see(admin, "/messages/")
    assert link in see(supervisor, "/messages/")


def test_the_head_of_another_agency_sees_nothing_of_it(given_up, stranger_supervisor, see, case):
    assert case.number not in see(stranger_supervisor, "/messages/")


def test_one_is_sent_again_with_the_same_key(given_up, admin, sign_in):
    one = given_up.order_by("pk")[0]
    sign_in(admin).post("/messages/again/", {"message": one.pk})

    again = CaseMessage.objects.get(pk=one.pk)
    assert (again.dead_at, again.attempts, again.key) == (None, 0, one.key)
    assert again.not_before == OVER + timedelta(days=1)
    assert CaseMessage.objects.dead().count() == CaseMessage.objects.count() - 1
    entry = AuditEntry.objects.get(action="messages.sent_again")
    assert entry.actor_id == admin.pk
    assert entry.content == {"keys": [one.key]}

    sent = []
    while relay(CaseMessage, at=again.not_before, send=lambda m: sent.append(m.key)):
        pass
    assert sent == [one.key]


def test_all_are_sent_again(given_up, admin, sign_in, see):
    count = given_up.count()
    answer = sign_in(admin).post("/messages/again/", follow=True)

    assert not CaseMessage.objects.dead().exists()
    assert str(count) in answer.content.decode()
    assert CaseMessage.objects.waiting().count() == count


def test_a_breach_is_sent_though_the_case_has_moved_on(given_up, supervisor, sign_in, walk, case):
    walk(case, "accept", "recommend", "grant")
    sign_in(supervisor).post("/messages/again/")
    sent = []
    while relay(CaseMessage, at=OVER + timedelta(days=1), send=lambda m: sent.append(m.key)):
        pass

    case.refresh_from_db()
    assert case.status == Status.GRANTED
    assert len(sent) == CaseMessage.objects.count()


def test_the_head_of_another_agency_sends_nothing_again(given_up, stranger_supervisor, sign_in):
    count, one = given_up.count(), given_up[0]
    client = sign_in(stranger_supervisor)
    client.post("/messages/again/")
    client.post("/messages/again/", {"message": one.pk})

    assert CaseMessage.objects.dead().count() == count
    assert not AuditEntry.objects.filter(action="messages.sent_again").exists()


@pytest.mark.parametrize("name", ["clerk", "reviewer", "bureau_officer", "auditor", "lawyer"])
def test_others_find_no_such_page(given_up, city, name, sign_in):
    client = sign_in(city.people[name])

    assert client.get("/messages/").status_code == 404
    assert client.post("/messages/again/").status_code == 404
    assert CaseMessage.objects.waiting().count() == 0


def test_what_failed_once_is_listed_with_its_next_attempt(case, pass_time, admin, see, later):
    pass_time(OVER)
    relay(CaseMessage, at=OVER, send=refuse, limit=1)
    with later(OVER + timedelta(minutes=3)):
        page = see(admin, "/messages/")

    assert (OVER + timedelta(minutes=1)).strftime("%Y-%m-%d 00:02") in page
    assert OVER.strftime("%Y-%m-%d 00:01") in page  # the oldest due since


def test_nothing_to_complain_about_is_said_so(admin, see):
    page = see(admin, "/messages/")

    assert page.count('class="empty"') == 2
    assert "<strong>0</strong>" in page


def test_the_page_costs_the_same_whatever_is_listed(given_up, admin, client, case, city):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(admin)
    spent = []
    for part in "ab":
        with CaptureQueriesContext(connection) as queries:
            client.get("/messages/")
        spent.append(len(queries))
        for one in list(CaseMessage.objects.all()):
            one.pk, one.key = None, f"{one.key}:{part}"
            one.save(force_insert=True)
    assert spent[0] == spent[1]


# Letters to organs, in an outbox of their own


@pytest.fixture
def lost_letter(city, later):
    """The letter that answers a notice, tried five times in vain at the organ's own system."""
    Endpoint.objects.create(
        office=city.organ, channel="webhook", name="法院办案系统",
        url="https://court.example/token-4712", secret="sixteen characters",
    )  # fmt: skip
    walk(notified(city), "propose", "approve")
    for wait in (timedelta(0), *BACK_OFF):
        OrganMessage.objects.waiting().update(not_before=OVER + wait)
        relay(OrganMessage, at=OVER + wait, send=refuse)
    with later(OVER + timedelta(days=1)):
        yield OrganMessage.objects.dead().get()


def test_a_letter_that_an_organ_did_not_get_is_listed_too(
    city, lost_letter, admin, supervisor, see
):
    case = Case.objects.get()
    page = see(supervisor, "/messages/")

    for words in ("法院办案系统", case.number, "刑援函字", "503", "<strong>1</strong>"):
        assert words in page
    assert f'href="{case.get_absolute_url()}"' in page
    for words in ("token-4712", "sixteen characters", case.applicant.name):
        assert words not in page
    assert case.number in see(admin, "/messages/")
    assert case.number not in see(city.people["stranger_supervisor"], "/messages/")


def test_both_kinds_are_listed_the_latest_first(lost_letter, given_up, admin, see):
    CaseMessage.objects.dead().update(dead_at=OVER)
    OrganMessage.objects.dead().update(dead_at=OVER + timedelta(hours=1))
    page = see(admin, "/messages/")

    assert f"<strong>{given_up.count() + 1}</strong>" in page
    assert page.index("法院办案系统") < page.index("政务平台")


def test_a_letter_is_sent_again_alone(lost_letter, given_up, admin, sign_in):
    sign_in(admin).post("/messages/again/", {"letter": lost_letter.pk})

    lost_letter.refresh_from_db()
    assert (lost_letter.dead_at, lost_letter.attempts) == (None, 0)
    assert CaseMessage.objects.waiting().count() == 0
    assert AuditEntry.objects.get(action="messages.sent_again").content == {
        "keys": [lost_letter.key]
    }
    sent = []
    relay(OrganMessage, at=lost_letter.not_before, send=lambda m: sent.append(m.key))
    assert sent == [lost_letter.key]


def test_all_means_letters_as_well(lost_letter, given_up, supervisor, sign_in):
    sign_in(supervisor).post("/messages/again/")

    assert not CaseMessage.objects.dead().exists()
    assert not OrganMessage.objects.dead().exists()


def test_the_head_of_another_agency_sends_no_letter_again(lost_letter, city, sign_in):
    client = sign_in(city.people["stranger_supervisor"])
    client.post("/messages/again/")
    client.post("/messages/again/", {"letter": lost_letter.pk})

    assert OrganMessage.objects.dead().count() == 1


def test_the_watchdog_counts_both_kinds(lost_letter, given_up):
    many = given_up.count()
    [dead] = [one for one in findings(OVER) if one.code == "dead"]
    assert (dead.level, dead.count) == ("yellow", many + 1)

    OrganMessage.objects.all().update(dead_at=None, attempts=0, not_before=OVER)
    [dead] = [one for one in findings(OVER) if one.code == "dead"]
    assert dead.count == many
    [unsent] = [one for one in findings(OVER + timedelta(hours=1)) if one.code == "unsent"]
    assert (unsent.level, unsent.since) == ("red", OVER)
