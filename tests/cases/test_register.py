"""Register: the case exists from here, and its two clocks run from the day of receipt."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from cases.actions import register
from cases.models import Applicant, Case, Opponent
from cases.states import Status
from documents.models import Sequence
from tests.cases.factories import registered, someone
from tests.cases.moments import MONDAY, MORNING, moment
from tests.cases.reading import clocks, facts_of_paper, last, papers, refused, todo
from workflow.transitions import TransitionRefused


def test_registering_leaves_a_record_and_a_to_do_for_the_station(city):
    case = registered(city)

    assert last(case) == ("register", "new", "registered", "clerk", city.clerk)
    assert case.history.get().at == MORNING + timedelta(minutes=30)
    assert (case.status, case.version, case.agency) == ("registered", 1, city.agency)
    assert todo(case) == [(Status.REGISTERED, None)]
    assert papers(case) == ["application_form", "means_statement", "application_receipt"]
    assert case.acted == {"clerk": [city.clerk.pk]}


def test_the_form_says_what_was_keyed_and_masks_who_it_is(city):
    case = registered(
        city,
        opponents=("甲公司", "甲公司", "乙公司"),
        groups=["妇女", "老年人"],
        claim="拖欠工资。",
    )

    facts = facts_of_paper(case, "application_form")
    who = case.applicant
    assert (facts["applicant"]["name"], facts["applicant"]["sex"]) == (who.name, "女")
    assert facts["applicant"]["id_no"] == f"{who.id_no[:4]}{'*' * 12}{who.id_no[-2:]}"
    assert facts["applicant"]["phone"] == "199****0000"
    assert facts["applicant"]["residence"] == "甘肃省平凉市崆峒区***"
    assert (facts["groups"], facts["opponents"]) == (["妇女", "老年人"], ["甲公司", "乙公司"])
    assert (facts["cause"], facts["stage"], facts["narrative"]) == (
        "支付劳动报酬",
        "一审",
        "拖欠工资。",
    )
    assert (facts["station"], facts["received_by"]) == (city.station.name, city.clerk.name)
    assert (facts["case_number"], facts["received_on"]) == (case.number, "2026-11-02")


def test_the_receipt_lists_what_was_handed_in(city):
    case = registered(city, materials=["identity", "case_evidence"])

    facts = facts_of_paper(case, "application_receipt")
    assert [item["name"] for item in facts["items"]] == ["身份证明", "与申请事项有关的案件材料"]
    assert facts["received_on"] == "2026-11-02"


def test_the_statement_of_means_bears_what_was_keyed_of_them(city):
    facts = facts_of_paper(registered(city), "means_statement")

    assert (facts["household_size"], facts["income"]) == (3, "1860.50")
    assert (facts["income_per_head"], facts["household"]) == ("620.17", [])


@pytest.mark.parametrize(
    ("facts", "means"),
    [
        ({"matter": "domestic_violence"}, "not_required"),
        ({"groups": ["农民工"]}, "not_required"),  # Gansu, 2023
        ({"groups": ["社会救助对象"]}, "not_checked"),
        ({"groups": ["军人军属"], "matter": "child_support"}, "not_checked"),
    ],
)
def test_no_statement_of_means_where_none_is_asked_for(city, facts, means):
    case = registered(city, **facts)

    assert papers(case) == ["application_form", "application_receipt"]
    assert facts_of_paper(case, "application_form")["means"] == means


def test_nothing_handed_in_is_no_receipt(city):
    assert papers(registered(city, materials=[])) == ["application_form", "means_statement"]


def test_what_was_taken_down_on_paper_has_its_papers_already(city):
    assert papers(registered(city, on_paper=True)) == []


def test_a_name_that_no_paper_can_show_is_refused_at_the_counter_in_words(city):
    with pytest.raises(TransitionRefused, match="😀"):
        registered(city, applicant={"name": "张😀"})
    assert not Case.objects.exists()


def test_papers_cost_three_statements_for_all(city):
    registered(city)
    with CaptureQueriesContext(connection) as without:
        registered(city, on_paper=True)

    with CaptureQueriesContext(connection) as within:
        registered(city)
    assert len(within) - len(without) == 3  # what was told and agreed; papers; their places


@pytest.mark.parametrize(
    ("received_on", "acceptance", "review"),
    [
        (date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 9)),  # the 7th is a Saturday
        (date(2026, 10, 30), date(2026, 11, 4), date(2026, 11, 6)),
        (date(2026, 9, 28), date(2026, 10, 8), date(2026, 10, 8)),  # both end in the National Day
        (date(2026, 2, 13), date(2026, 2, 24), date(2026, 2, 24)),  # and in the Spring Festival
    ],
)
def test_both_clocks_run_from_the_day_of_receipt_whenever_it_is_keyed(
    city, received_on, acceptance, review
):
    case = registered(city, received_at=moment(received_on, 16), at=moment(MONDAY, 17))

    assert clocks(case) == {"review": ("running", review), "acceptance": ("running", acceptance)}
    assert {clock.started_on for clock in case.clocks.all()} == {received_on}


def test_the_earlier_limit_is_the_one_that_is_shown(city):
    case = registered(city, received_at=moment(date(2026, 10, 30), 16), at=MORNING)

    assert case.next_due_at == moment(date(2026, 11, 5), 0)  # the 4th at 24:00


def test_before_the_promise_was_published_only_the_statute_runs(city):
    """Order 124 counted working days."""
    case = registered(city, received_at=moment(date(2019, 3, 1)), at=MORNING)

    assert clocks(case) == {"review": ("running", date(2019, 3, 12))}


def test_numbers_count_by_station_and_year(city):
    numbers = [
        registered(city).number,
        registered(city).number,
        registered(city, station=city.other_station).number,
        registered(city, received_at=moment(date(2025, 12, 31)), at=MORNING).number,
    ]

    assert numbers == [
        "620802-2026-00001",
        "620802-2026-00002",
        "620821-2026-00001",
        "620802-2025-00001",
    ]


def test_the_same_form_sent_twice_is_one_case(city):
    first = registered(city, submission="form-7")
    second = registered(city, submission="form-7")

    assert first == second
    assert Case.objects.count() == Applicant.objects.count() == first.history.count() == 1


def test_two_at_the_same_moment_are_one_case_too(city, monkeypatch):
    """The second finds none, writes, and is refused by the database: the first is its answer."""
    write = register._register

    def a_rival_is_quicker(*args):
        write(*args)
        raise IntegrityError

    monkeypatch.setattr(register, "_register", a_rival_is_quicker)
    case = registered(city, submission="form-7")
    assert (case.submission, Case.objects.count()) == ("form-7", 1)


def test_another_fault_of_the_database_is_not_taken_for_that(city, monkeypatch):
    def fail(*args):
        raise IntegrityError("something else")

    monkeypatch.setattr(register, "_register", fail)
    with pytest.raises(IntegrityError, match="something else"):
        registered(city)


def test_a_party_named_twice_is_one_party(city):
    case = registered(city, opponents=("甲公司", "乙公司", "甲公司", ""))

    assert sorted(case.opponents.values_list("name", flat=True)) == ["乙公司", "甲公司"]


def test_a_receipt_in_the_future_is_refused_and_leaves_nothing(city):
    with refused("The time of receipt lies in the future."):
        registered(city, received_at=MORNING + timedelta(minutes=1), at=MORNING)

    for model in [Case, Applicant, Opponent, Sequence]:
        assert not model.objects.exists()


def test_who_has_no_paper_at_all_is_registered_with_the_reason(city):
    nobody = {"id_type": "none", "id_no": "", "no_id_reason": "流浪人员，身份待查。"}

    assert registered(city, applicant=nobody).status == "registered"


def test_an_application_is_taken_at_a_station(city):
    with refused("This office is no station: an application is taken at one."):
        registered(city, station=city.bureau, by=city.clerk)


@pytest.mark.parametrize(
    "name", ["other_clerk", "stranger_clerk", "reviewer", "supervisor", "admin"]
)
def test_only_the_stations_own_clerk_registers(city, name):
    with refused("Only this role may do it: Station clerk."):
        registered(city, by=city.people[name])
    assert not Case.objects.exists()


def test_who_is_asked_for_is_there(city):
    """The cast: the tests above would prove nothing if everybody were the clerk."""
    assert someone("clerk", office=city.station) == city.clerk != city.other_clerk
