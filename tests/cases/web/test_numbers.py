"""How numbers are written, changed by an administrator from a day on; and the book of every register."""

from datetime import date

import pytest

from cases.actions.change_numbers import set_numbers_aside, write_numbers
from documents.models import NumberTemplate, Sequence, SetAside
from tests.cases.factories import NAMES, case_in
from tests.cases.moments import FRIDAY, MONDAY, TUESDAY, moment
from tests.cases.reading import refused
from tests.cases.web.conftest import NOW
from workflow.models import AuditEntry

GRANTS = "援决字"


@pytest.fixture
def agency(city):
    return city.agency


@pytest.fixture
def path(agency):
    return f"/numbers/{agency.code}/{GRANTS}/"


@pytest.fixture
def admin(city):
    return city.people["admin"]


@pytest.fixture
def in_english(admin, sign_in):
    client = sign_in(admin)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def write(agency, admin):
    def send(template="{letter}援决字〔{year}〕{seq:03}号", **changes):
        usual = {
            "agency_id": agency.pk,
            "register": GRANTS,
            "template": template,
            "valid_from": FRIDAY,
            "by": admin,
            "at": NOW,
        }
        return write_numbers(**usual | changes)

    return send


def test_an_administrator_writes_numbers_otherwise_from_a_day_on(admin, agency, path, sign_in):
    answer = sign_in(admin).post(
        path, {"template": "{letter}援决字〔{year}〕{seq:03}号", "valid_from": "2026-11-06"}
    )

    assert answer.status_code == 302
    row = NumberTemplate.objects.get()
    assert (row.issuer, row.register, row.valid_from) == (agency.code, GRANTS, date(2026, 11, 6))
    entry = AuditEntry.objects.get(action="numbers.written_anew")
    assert entry.actor_id == admin.pk
    assert entry.content["before"] == "（{letter}）{register}〔{year}〕第{seq}号"
    assert entry.content["after"] == row.template


def test_the_page_shows_what_comes_next_and_what_is_set_for_later(write, admin, agency, path, see):
    write()

    page = see(admin, "/numbers/")
    assert f"（{agency.letter}）援决字〔2026〕第1号" in page
    assert "{seq:03}" in page
    assert "{seq:03}" in see(admin, path)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"template": "{letter}〔{year}〕号"}, "{seq} must stand in it once"),
        ({"valid_from": "2026-11-02"}, "lies in the past"),
        ({"template": "（{letter}）{register}〔{year}〕第{seq}号"}, "Nothing would change"),
        ({"template": "（{letter}）援指字〔{year}〕第{seq:04}号"}, "another register"),
    ],
)
def test_what_can_not_be_is_said_beside_the_form(typed, words, path, in_english):
    usual = {"template": "{letter}援决字〔{year}〕{seq}号", "valid_from": "2026-11-06"}
    answer = in_english.post(path, usual | typed)

    assert answer.status_code == 200
    assert words in str(answer.context["form"].errors)
    assert not NumberTemplate.objects.exists()


def test_a_way_that_another_register_once_used_stays_its_own(write):
    write("{letter}甲〔{year}〕{seq}", register="援指字", valid_from=TUESDAY)
    write("{letter}乙〔{year}〕{seq}", register="援指字", valid_from=FRIDAY)

    with refused(
        "The numbers of another register are written so: one number would name two papers."
    ):
        write("{letter}甲〔{year}〕{seq:04}")


@pytest.mark.parametrize("role", sorted(set(NAMES) - {"admin"}))
def test_nobody_else_changes_numbers(role, write, agency, city):
    other = city.people[role]

    with refused("Only an administrator changes numbers."):
        write(by=other)
    with refused("Only an administrator changes numbers."):
        set_numbers_aside(
            agency_id=agency.pk, register=GRANTS, last=5, reason="x", by=other, at=NOW
        )


def test_an_auditor_reads_the_numbers_and_changes_none(city, path, see, sign_in):
    auditor = city.people["auditor"]

    assert "<form" not in see(auditor, path).split("<main")[1]
    sign_in(auditor).post(path, {"template": "{letter}〔{year}〕{seq}", "valid_from": "2026-11-06"})
    assert sign_in(auditor).post(f"{path}aside/", {"last": 5, "reason": "x"}).status_code == 404
    assert not NumberTemplate.objects.exists()


def test_numbers_given_by_hand_are_set_aside_and_the_book_says_why(city, admin, path, sign_in, see):
    client = sign_in(admin)
    client.post(f"{path}aside/", {"last": 56, "reason": "手工发文，见纸质登记簿"})
    case = case_in(city, "granted")

    row = SetAside.objects.get()
    assert (row.first, row.last, row.year, row.set_by) == (1, 56, 2026, admin)
    assert AuditEntry.objects.get(action="numbers.set_aside").content["last"] == 56
    page = see(admin, f"{path}2026/")
    assert "1–56" in page
    assert "手工发文，见纸质登记簿" in page
    assert "第57号" in page
    assert case.number in page
    granted_by = case.history.get(move="grant").by
    assert str(granted_by) in page


def test_numbers_that_were_given_are_not_set_aside_again(path, in_english):
    in_english.post(f"{path}aside/", {"last": 5, "reason": "x"})
    answer = in_english.post(f"{path}aside/", {"last": 5, "reason": "x"})

    assert "Number 5 is given already." in str(answer.context["aside"].errors)
    assert SetAside.objects.count() == 1


def test_a_slip_of_the_finger_does_not_use_up_a_year(path, in_english):
    answer = in_english.post(f"{path}aside/", {"last": 56_000, "reason": "x"})

    assert "At most 2000 numbers" in str(answer.context["aside"].errors)
    assert not SetAside.objects.exists()


def test_a_number_that_nobody_can_explain_stands_out(city, agency, path, in_english):
    case_in(city, "granted")
    Sequence.objects.filter(issuer=agency.code, register=GRANTS).update(last=3)

    page = in_english.get(f"{path}2026/").content.decode()

    assert "2 numbers are missing and nobody knows why" in page
    assert "2–3" in page


COST = 23  # thirteen for the frame of every page; office, registers, papers, asides, count, cases, moves, roles


def test_a_book_costs_the_same_however_long_it_is(
    city, admin, path, sign_in, django_assert_num_queries
):
    client = sign_in(admin)
    for count in (1, 3):
        while (
            Sequence.objects.get_or_create(issuer=city.agency.code, register=GRANTS, year=2026)[
                0
            ].last
            < count
        ):
            case_in(city, "granted")
        client.get(f"{path}2026/")
        with django_assert_num_queries(COST):
            client.get(f"{path}2026/")


def test_a_register_that_is_none_is_not_there(admin, agency, see):
    see(admin, f"/numbers/{agency.code}/没有字/", status=404)
    see(admin, f"/numbers/no-agency/{GRANTS}/", status=404)


def test_the_day_is_the_office_s_own(write):
    row = write(valid_from=TUESDAY, at=moment(MONDAY, 23))

    assert row.valid_from == TUESDAY
