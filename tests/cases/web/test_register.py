"""Taking an application down: one screen, warnings that stop nothing, errors that lose nothing."""

import uuid
from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages

from cases.city.invention import identity_number
from cases.models import Case
from cases.states import Role
from tests.cases.moments import MONDAY, TUESDAY
from tests.cases.reading import paper

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


def test_what_is_printed_is_what_was_typed_in_a_browser(take_down):
    """A browser ends its lines with two characters; the sex is read from the number."""
    take_down(claim="拖欠工资14000元。\r\n多次催要\t未果。")

    facts = paper(Case.objects.get(), "application_form").document.facts
    assert facts["narrative"] == "拖欠工资14000元。\n多次催要 未果。"
    assert facts["applicant"]["sex"] == "女"


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

    first, second = (
        take_down(submission=key),
        take_down(second_clerk, submission=key, id_no=OTHER_NUMBER),
    )
    assert first.url != second.url


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
    second = take_down(matter="traffic_injury", opponents="另一人")

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


def test_the_counter_costs_eight_queries(clerk, client, django_assert_num_queries):
    client.force_login(clerk)

    with django_assert_num_queries(8):  # session, person, roles, stations, organs, drafts, bell
        client.get(PATH)


# Identity, agent, co-applicants


UNFIT = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")


@pytest.mark.parametrize(
    ("kind", "number", "odd"),
    [
        ("passport", "E12345678", 0),
        ("passport", "EA1234567", 0),
        ("passport", "12", 1),
        ("hk_macao_permit", "Ｈ１２３４５６７８", 0),
        ("hk_macao_permit", "X12345678", 1),
        ("taiwan_permit", "12345678", 0),
        ("taiwan_permit", "1234567", 1),
        ("military", "军字第123456号", 0),
        ("other", "anything", 0),
    ],
)
def test_another_papers_number_is_looked_at_and_never_refused(take_down, kind, number, odd):
    answer = take_down(id_type=kind, id_no=number)

    assert len(warnings(answer)) == odd
    assert Case.objects.get().applicant.id_type == kind


def test_a_number_as_on_the_paper_is_registered_with_a_reason_and_the_case_says_so(
    take_down, clerk, supervisor, press, see
):
    reason = "身份证原件即为此号码"
    assert take_down(id_no=UNFIT).status_code == 200
    assert take_down(id_no=UNFIT, as_printed="on").status_code == 200
    assert not Case.objects.exists()
    answer = take_down(id_no=UNFIT, as_printed="on", doubt_reason=reason)

    case = Case.objects.get()
    assert len(warnings(answer)) == 1
    assert (case.applicant.sex, case.applicant.birth_on) == ("女", BORN)
    assert reason in see(clerk, case.get_absolute_url())
    assert "confirm_number" in see(supervisor, case.get_absolute_url())
    press(supervisor, case, "confirm_number", seen="身份证原件")
    case.number_doubt.refresh_from_db()
    assert not case.number_doubt.is_open
    assert "身份证原件" in see(clerk, case.get_absolute_url())


@pytest.mark.parametrize("reason", ["", f"见{UNFIT}", "电话13812345678"])
def test_the_reason_for_an_unfit_number_is_given_without_numbers(take_down, reason):
    answer = take_down(id_no=UNFIT, as_printed="on", doubt_reason=reason)

    assert 'id="id_doubt_reason_error"' in answer.content.decode()
    assert not Case.objects.exists()


def test_an_agent_is_taken_down_with_ground_and_number_from_little(take_down, clerk, see):
    born = date(2015, 1, 4)
    take_down(
        id_no=identity_number(born, sex="女", serial=9),
        agent_name="王秀英",
        agent_kind="statutory",
        agent_id_no=OTHER_NUMBER,
        agent_phone="+86 138 1234 5678",
        agent_relation="母女",
    )

    agent = Case.objects.get().agent
    assert (agent.ground, agent.id_type, agent.phone) == ("minor", "resident_id", "13812345678")
    page = see(clerk, Case.objects.get().get_absolute_url())
    assert "王秀英" in page
    assert OTHER_NUMBER not in page
    assert "13812345678" not in page


@pytest.mark.parametrize("opponent", ["王秀英", "某公司"])
def test_an_agent_with_the_name_of_the_other_side_is_a_warning(take_down, opponent):
    answer = take_down(
        agent_name="王秀英",
        agent_kind="entrusted",
        agent_id_no=OTHER_NUMBER,
        opponents=opponent,
    )

    warned = [text for level, text in said(answer) if "代理人与对方当事人同名" in text]
    assert len(warned) == (opponent == "王秀英")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("agent_name", {"agent_kind": "statutory"}),
        ("agent_kind", {"agent_name": "王秀英"}),
        ("agent_id_no", {"agent_name": "王秀英", "agent_kind": "statutory"}),
        ("agent_ground", {"agent_name": "王", "agent_kind": "near_relative"}),
        ("agent_id_no", {"agent_name": "王", "agent_kind": "statutory", "agent_id_no": NUMBER}),
        ("agent_id_no", {"agent_name": "王", "agent_kind": "statutory", "agent_id_no": UNFIT}),
        ("agent_phone", {"agent_phone": "10086"}),
        ("phone", {"phone": "10086"}),
        ("co", {"co_name": ["", ""], "co_id_no": [OTHER_NUMBER, ""]}),
        ("co", {"co_name": ["甲"], "co_id_no": [UNFIT]}),
        ("co", {"co_name": ["甲"], "co_id_no": [NUMBER]}),
        ("co", {"co_name": ["甲", "乙"], "co_id_no": [OTHER_NUMBER, OTHER_NUMBER]}),
        ("cause", {"matter": "other", "cause": ""}),
    ],
)
def test_what_is_wrong_with_the_others_is_said_beside_it(take_down, field, changes):
    page = take_down(**changes).content.decode()

    assert not Case.objects.exists()
    assert f'class="field field-{field} wrong"' in page


@pytest.mark.parametrize(
    ("changes", "said_so"),
    [
        ({"id_no": identity_number(date(2015, 1, 4), sex="女", serial=9)}, 1),
        ({"situation": "incapable"}, 1),
        ({"situation": "detained"}, 1),
        ({}, 0),
        (
            {
                "situation": "incapable",
                "agent_name": "王",
                "agent_kind": "near_relative",
                "agent_id_no": OTHER_NUMBER,
            },
            1,
        ),
        (
            {
                "situation": "detained",
                "agent_name": "王",
                "agent_kind": "near_relative",
                "agent_id_no": OTHER_NUMBER,
            },
            0,
        ),
    ],
)
def test_the_form_says_where_the_law_has_an_agent_apply(take_down, changes, said_so):
    assert len(warnings(take_down(**changes))) == said_so
    assert Case.objects.exists()


def test_co_applicants_stand_in_rows_and_are_counted_by_the_claim(take_down, clerk, see):
    people = {"co_name": ["甲人", "", "乙人"], "co_id_no": [OTHER_NUMBER.lower(), "", "E1234567"]}
    take_down(**people, claim_divisible="on")

    case = Case.objects.get()
    found = case.co_applicants.values_list("name", "id_type")
    assert list(found) == [("甲人", "resident_id"), ("乙人", "passport")]
    assert case.persons_counted == 3
    page = see(clerk, case.get_absolute_url())
    assert "乙人" in page
    assert OTHER_NUMBER not in page


def test_cause_and_organ_follow_where_they_are_left_out(take_down):
    take_down(cause="", stage="labour_arbitration")

    case = Case.objects.get()
    assert case.cause == "追索劳动报酬纠纷"
    told = case.intake
    assert (told.cause_code, told.cause_edition) == ("c101", "fayuan-2026-1")
    assert told.organ_kind == "arbitration"


def test_the_approval_begins_with_the_organ_that_was_taken_down(city, supervisor, case_in, see):
    from cases.models import Intake

    case = case_in("proposed")
    Intake.objects.create(case=case, organ_kind="court", organ="崆峒区人民法院")

    assert 'value="崆峒区人民法院"' in see(supervisor, f"{case.get_absolute_url()}approve/")
