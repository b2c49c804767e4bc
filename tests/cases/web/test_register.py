"""Taking an application down: one screen, warnings that stop nothing, errors that lose nothing."""

import uuid
from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages

from cases.city.invention import identity_number
from cases.models import Case
from cases.states import Role
from tests.cases.moments import MONDAY, TUESDAY

PATH = "/cases/register/"
BORN = date(1983, 1, 4)
NUMBER = identity_number(BORN, sex="女", serial=7)
OTHER_NUMBER = identity_number(BORN, sex="女", serial=8)


def application(at_station, **changes):
    return {
        "submission": str(uuid.uuid4()),
        "station": at_station.pk,
        "received_at": "2026-11-02T16:20",
        "channel": "counter",
        "name": "梁金凤",
        "id_type": "resident_id",
        "id_no": NUMBER,
        "no_id_reason": "",
        "sex": "",
        "birth_on": "",
        "phone": "13982418944",
        "address": "甘肃省平凉市崆峒区什字镇西街163号",
        "groups": ["妇女"],
        "matter": "labour_pay",
        "cause": "支付劳动报酬",
        "stage": "first_instance",
        "limitation_on": "",
        "opponents": "泰麒麟科技有限公司\n\n泰麒麟科技有限公司\n谢坤",
        "claim": "拖欠工资14000元",
        "household_size": "3",
        "monthly_income_yuan": "1860.50",
        "materials": ["identity", "application_form"],
        "note": "",
    } | changes


@pytest.fixture
def take_down(sign_in, clerk, station):
    def send(by=clerk, **changes):
        return sign_in(by).post(PATH, application(station, **changes))

    return send


def said(answer):
    return [(message.level_tag, str(message)) for message in get_messages(answer.wsgi_request)]


def warnings(answer):
    return [text for level, text in said(answer) if level == "warning"]


def test_an_application_is_taken_down_with_all_its_facts(take_down, station, clerk):
    answer = take_down()

    case = Case.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/cases/{case.number}/")
    assert (case.status, case.station, case.agency) == ("registered", station, station.parent)
    assert case.received_at.isoformat() == "2026-11-02T08:20:00+00:00"
    assert case.applicant.id_no == NUMBER
    assert (case.applicant.sex, case.applicant.birth_on) == ("女", BORN)
    assert [one.name for one in case.opponents.all()] == ["泰麒麟科技有限公司", "谢坤"]
    assert case.history.get().by == clerk
    assert {clock.started_on for clock in case.clocks.all()} == {MONDAY}
    assert not warnings(answer)


def test_a_clerk_of_one_station_is_not_asked_for_it(clerk, station, see):
    page = see(clerk, PATH)

    assert f'type="hidden" name="station" value="{station.pk}"' in page
    assert station.name in page
    assert 'value="2026-11-03T09:00"' in page


def test_a_clerk_of_two_stations_chooses(clerk, station, city, see):
    clerk.memberships.create(role=Role.CLERK, office=city.other_station)

    assert '<select name="station"' in see(clerk, PATH)


def test_the_same_form_sent_twice_makes_one_case(take_down):
    key = str(uuid.uuid4())
    first, second = take_down(submission=key), take_down(submission=key, cause="另一案由")

    assert first.url == second.url
    assert Case.objects.get().cause == "支付劳动报酬"
    assert [level for level, _text in said(second)] == ["info"]


def test_another_persons_form_key_leads_nowhere(take_down, second_clerk):
    key = str(uuid.uuid4())

    assert take_down(submission=key).url != take_down(second_clerk, submission=key).url


@pytest.mark.parametrize("typed", [NUMBER.lower(), f" {NUMBER[:6]} {NUMBER[6:]} "])
def test_a_number_is_kept_in_its_one_form(take_down, typed):
    take_down(id_no=typed)

    assert Case.objects.get().applicant.id_no == NUMBER


@pytest.mark.parametrize("differs", [{"sex": "男"}, {"birth_on": "1983-01-05"}])
def test_what_differs_from_the_number_is_a_warning_and_no_error(take_down, differs):
    answer = take_down(**differs)

    assert len(warnings(answer)) == 1
    for name, value in differs.items():
        assert str(getattr(Case.objects.get().applicant, name)) == value


def test_a_limitation_that_ends_within_a_week_calls_for_aid_first(take_down, clerk, see):
    answer = take_down(limitation_on=TUESDAY + timedelta(days=6))

    assert len(warnings(answer)) == 1
    assert "alert-danger" in see(clerk, answer.url)
    answer = take_down(limitation_on=TUESDAY + timedelta(days=7), id_no=OTHER_NUMBER)
    assert not warnings(answer)
    assert "alert-danger" not in see(clerk, answer.url)


def test_a_limitation_that_has_ended_is_pointed_out(take_down):
    assert len(warnings(take_down(limitation_on=MONDAY))) == 1


def test_the_same_person_with_an_open_case_is_pointed_out(take_down):
    first = take_down()
    second = take_down()

    assert any(first.url.split("/")[2] in text for text in warnings(second))


def test_a_person_without_any_paper_can_apply(take_down):
    take_down(id_type="none", id_no="", no_id_reason="在押，证件不在身边")

    assert Case.objects.get().applicant.no_id_reason == "在押，证件不在身边"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("id_no", {"id_no": NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")}),
        ("id_no", {"id_no": ""}),
        ("id_no", {"id_type": "none"}),
        ("received_at", {"received_at": "2026-11-03T09:01"}),
        ("received_at", {"received_at": "2021-12-31T09:00"}),
        ("birth_on", {"birth_on": "2026-11-04"}),
        ("name", {"name": ""}),
        ("matter", {"matter": "murder"}),
        ("household_size", {"household_size": "0"}),
        ("monthly_income_yuan", {"monthly_income_yuan": "-1"}),
        ("opponents", {"opponents": "长" * 121}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    take_down, field, changes
):
    answer = take_down(**changes)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert not Case.objects.exists()
    assert f'id="id_{field}_error"' in page
    assert "拖欠工资14000元" in page


def test_a_passport_is_not_read_as_an_identity_number(take_down):
    take_down(id_type="passport", id_no="e1234567 8")

    assert Case.objects.get().applicant.id_no == "E12345678"


@pytest.mark.parametrize("person", ["reviewer", "supervisor", "lawyer", "admin", "auditor"])
def test_only_a_clerk_finds_the_counter(person, city, see):
    see(getattr(city, person), PATH, status=404)


def test_nobody_registers_at_another_station(take_down, city):
    answer = take_down(station=city.other_station.pk)

    assert answer.status_code == 200
    assert not Case.objects.exists()


def test_a_station_out_of_use_takes_nothing_down(clerk, station, see):
    station.active = False
    station.save()

    see(clerk, PATH, status=404)


def test_the_counter_costs_five_queries(clerk, client, django_assert_num_queries):
    client.force_login(clerk)

    with django_assert_num_queries(5):  # session, person, roles, stations, bell
        client.get(PATH)
