"""My work and the list of cases: whose they are, in which order, and what an address tells."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import flows
from cases.models import Case, NumberSearch
from cases.web import lists
from tests.cases.moments import MONDAY, MORNING, moment
from tests.cases.web.conftest import NOW
from workflow.models import AuditEntry

NUMBER = re.compile(r'href="/cases/([\w-]+-\d{4}-\d+)/"')


def numbers(page):
    """The cases of a page's lists, from top to bottom."""
    return NUMBER.findall(page)


@pytest.fixture
def search(sign_in):
    def send(person, words):
        client = sign_in(person)
        answer = client.post("/cases/search/", {"words": words})
        return client, answer

    return send


# My work


def test_my_work_shows_my_hand_then_the_queue_by_time_left(clerk, registered, see):
    late = registered(received_at=MORNING - timedelta(days=9))
    soon = registered(received_at=MORNING - timedelta(days=3))
    mine = registered(received_at=MORNING)
    fresh = registered(received_at=MORNING)
    flows.claim(case=mine, by=clerk, at=NOW)

    page = see(clerk, "/")

    assert numbers(page) == [mine.number, late.number, soon.number, fresh.number]
    assert page.index("left-late") < page.index("left-ok", page.index("left-late"))


def test_what_a_colleague_has_in_hand_leaves_the_queue(clerk, second_clerk, case, see):
    flows.claim(case=case, by=second_clerk, at=NOW)

    assert numbers(see(clerk, "/")) == []
    assert numbers(see(second_clerk, "/")) == [case.number]


def test_the_work_of_another_office_is_not_mine(other_clerk, stranger_clerk, case, see):
    assert numbers(see(other_clerk, "/")) == numbers(see(stranger_clerk, "/")) == []


def test_a_lawyers_case_lies_in_the_lawyers_hand(lawyer, colleague, case_in, see):
    case = case_in("handling")

    assert numbers(see(lawyer, "/")) == [case.number]
    assert numbers(see(colleague, "/")) == []


def test_a_long_desk_is_cut_and_says_so(clerk, registered, see, monkeypatch):
    monkeypatch.setattr(lists, "DESK", 2)
    for _ in range(3):
        registered()

    page = see(clerk, "/")

    assert len(numbers(page)) == 2
    assert "<strong>3</strong>" in page
    assert 'class="more"' in page


def test_an_administrator_is_led_to_the_administration(admin, sign_in):
    assert sign_in(admin).get("/").url == "/admin/"


@pytest.mark.parametrize("many", [1, 8])
def test_my_work_costs_ten_queries(clerk, registered, client, django_assert_num_queries, many):
    for serial in range(many):
        flows.claim(case=registered(), by=clerk, at=NOW)
        registered(submission=f"queue:{serial}")
    client.force_login(clerk)

    with django_assert_num_queries(8):  # session, person, roles, 2 x (cases, clocks), bell
        client.get("/")


# All cases


def test_the_list_begins_with_what_is_most_urgent_and_leaves_ended_cases_out(
    supervisor, registered, case_in, see
):
    fresh = registered()
    late = registered(received_at=MORNING - timedelta(days=9))
    ended = case_in("withdrawn")

    assert numbers(see(supervisor, "/cases/")) == [late.number, fresh.number]
    assert numbers(see(supervisor, "/cases/?status=all")) == [
        late.number,
        fresh.number,
        ended.number,
    ]
    assert numbers(see(supervisor, "/cases/?status=withdrawn")) == [ended.number]


def test_the_list_is_filtered_by_station_and_by_lateness(supervisor, registered, city, see):
    here = registered(received_at=MORNING - timedelta(days=9))
    there = registered(station=city.other_station)

    assert numbers(see(supervisor, "/cases/?station=court-620821")) == [there.number]
    assert numbers(see(supervisor, "/cases/?late=on")) == [here.number]
    assert numbers(see(supervisor, "/cases/?status=nonsense")) == [here.number, there.number]


def test_nobody_is_offered_the_stations_of_another_agency(supervisor, auditor, city, see):
    assert "court-620102" not in see(supervisor, "/cases/")
    assert "court-620102" in see(auditor, "/cases/")


def test_a_long_list_has_pages_that_keep_the_filters(supervisor, registered, see, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    cases = [registered(received_at=MORNING + timedelta(minutes=n)) for n in range(3)]

    first = see(supervisor, "/cases/?status=registered")
    second = see(supervisor, "/cases/?status=registered&page=2")

    assert numbers(first) == [case.number for case in cases[:2]]
    assert 'href="?status=registered&amp;page=2"' in first
    assert numbers(second) == [cases[2].number]
    for strange in ("0", "-1", "x", "9" * 30):
        assert numbers(see(supervisor, f"/cases/?page={strange}")) == numbers(first)


@pytest.mark.parametrize("many", [1, 8])
def test_the_list_costs_seven_queries(
    supervisor, registered, client, django_assert_num_queries, many
):
    for _ in range(many):
        registered()
    client.force_login(supervisor)

    with django_assert_num_queries(7):  # session, person, roles, stations, cases, clocks, bell
        client.get("/cases/")


# Search


def test_a_search_finds_by_number_identity_name_and_cause(clerk, registered, search):
    wanted = registered(applicant={"name": "欧阳建国"}, cause="工伤待遇")
    registered()

    for words in (
        wanted.number,
        wanted.applicant.id_no,
        wanted.applicant.id_no.lower(),
        f"{wanted.applicant.id_no[:6]} {wanted.applicant.id_no[6:]}",
        "欧阳",
        "工伤",
        "欧阳 工伤",
    ):
        client, _answer = search(clerk, words)
        assert numbers(client.get("/cases/").content.decode()) == [wanted.number], words


def test_a_search_also_finds_what_has_ended(clerk, case_in, search):
    ended = case_in("withdrawn")
    client, _answer = search(clerk, ended.number)

    assert numbers(client.get("/cases/").content.decode()) == [ended.number]


def test_what_is_searched_for_never_stands_in_an_address_or_a_log(clerk, case, search, caplog):
    client, answer = search(clerk, case.applicant.name)
    page = client.get(answer.url)

    assert (answer.status_code, answer.url) == (302, "/cases/")
    assert page.wsgi_request.get_full_path() == "/cases/"
    links = re.findall(r'(?:href|action)="([^"]*)"', page.content.decode())
    assert not [link for link in links if case.applicant.name in link]
    assert case.applicant.name not in caplog.text


def test_a_search_by_a_get_is_not_taken(clerk, case, sign_in):
    assert sign_in(clerk).get("/cases/search/?words=x").status_code == 405


def test_a_search_is_ended_by_searching_for_nothing(clerk, case, search):
    client, _answer = search(clerk, "无此人")
    assert numbers(client.get("/cases/").content.decode()) == []

    client.post("/cases/search/", {"words": ""})
    assert numbers(client.get("/cases/").content.decode()) == [case.number]


def test_too_many_words_are_refused(clerk, case, search):
    client, answer = search(clerk, "长" * 81)

    assert numbers(client.get(answer.url).content.decode()) == [case.number]


@pytest.mark.parametrize("person", ["other_clerk", "stranger_clerk", "lawyer", "admin"])
def test_a_search_finds_nothing_of_what_is_not_ones_own(person, city, case, search):
    for words in (case.number, case.applicant.id_no, case.applicant.name):
        client, _answer = search(getattr(city, person), words)
        assert case.number not in NUMBER.findall(client.get("/cases/").content.decode())


# Claim, give back, reassign


def test_a_case_is_claimed_given_back_and_reassigned(clerk, second_clerk, supervisor, case, press):
    def owner():
        return flows.with_todo(Case.objects.filter(pk=case.pk)).get().todo_owner_id

    press(clerk, case, "claim")
    assert owner() == clerk.pk
    press(clerk, case, "give-back")
    assert owner() is None
    press(supervisor, case, "reassign", to=second_clerk.pk)
    assert owner() == second_clerk.pk


def test_of_two_who_claim_one_wins_and_the_other_reads_who_has_it(clerk, second_clerk, case, press):
    press(clerk, case, "claim")
    answer = press(second_clerk, case, "claim", follow=True)

    page = answer.content.decode()
    assert "alert-warning" in page
    assert clerk.name in page


@pytest.mark.parametrize("to", ["", "x", "999999"])
def test_work_is_reassigned_to_somebody_who_can_do_it(supervisor, reviewer, case, press, to):
    for chosen in (to, str(reviewer.pk)):
        page = press(supervisor, case, "reassign", to=chosen, follow=True).content.decode()
        assert "alert-warning" in page


def test_only_the_head_reassigns(clerk, second_clerk, case, press):
    page = press(clerk, case, "reassign", to=second_clerk.pk, follow=True).content.decode()

    assert "alert-warning" in page
    assert 'name="to"' not in page


def test_a_day_of_grace_is_written_on_the_row(clerk, case, see, later):
    with later(moment(MONDAY + timedelta(days=7), 9)):
        assert "left-today" in see(clerk, "/")


# Whose number it is


@pytest.fixture
def joint(registered):
    """A case of three people, each with a number of their own."""
    return registered(
        applicant={"phone": "13982418944"},
        together=[{"name": "白雪梅", "id_type": "resident_id", "id_no": "11010519491231002X"}],
        agent={
            "name": "王秀英", "kind": "entrusted", "ground": "entrusted", "id_type": "passport",
            "id_no": "E12345678", "phone": "13812345678",
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("13982418944", "申请人的号码"),
        ("110105 19491231 002x", "共同申请人的号码"),
        ("e12345678", "代理人的号码"),
        ("+86 138 1234 5678", "代理人的号码"),
    ],
)
def test_a_number_finds_whoever_applies_and_says_whose_it_is(
    clerk, stranger_clerk, joint, registered, search, words, whose
):
    registered()
    client, _answer = search(clerk, words)
    page = client.get("/cases/").content.decode()

    assert numbers(page) == [joint.number]
    assert re.findall(r"<small>(.*?号码)</small>", page) == [whose]
    client, _answer = search(stranger_clerk, words)
    assert numbers(client.get("/cases/").content.decode()) == []


def test_a_name_and_a_number_together_find_and_say_whose(clerk, joint, search):
    client, _answer = search(clerk, f"{joint.applicant.name} E12345678")
    page = client.get("/cases/").content.decode()

    assert numbers(page) == [joint.number]
    assert "代理人的号码" in page
    client, _answer = search(clerk, joint.applicant.name)
    assert "号码</small>" not in client.get("/cases/").content.decode()


@pytest.mark.parametrize("words", ["-", "13982418944"])
def test_a_search_by_number_costs_the_same_for_one_and_for_many(
    clerk, joint, search, words, registered, django_assert_num_queries
):
    client, _answer = search(clerk, words)
    with CaptureQueriesContext(connection) as one:
        client.get("/cases/")
    for _ in range(4):
        registered(applicant={"phone": "13982418944"})
    with django_assert_num_queries(len(one)):
        client.get("/cases/")


def test_a_search_for_a_co_applicant_counts_and_is_in_the_chain(clerk, joint, search):
    before = NumberSearch.objects.count()
    search(clerk, "11010519491231002X")

    assert NumberSearch.objects.count() == before + 1
    entry = AuditEntry.objects.filter(action="person.searched").latest("seq")
    assert "110105" not in str(entry.content)
