"""Register: the case exists from here, and its two clocks run from the day of receipt."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from cases.actions import register
from cases.models import Applicant, Case, Opponent
from cases.states import Status
from documents.models import Sequence
from tests.cases.factories import registered, someone
from tests.cases.moments import MONDAY, MORNING, moment
from tests.cases.reading import clocks, last, papers, refused, todo


def test_registering_leaves_a_record_and_a_to_do_for_the_station(city):
    case = registered(city)

    assert last(case) == ("register", "new", "registered", "clerk", city.clerk)
    assert case.history.get().at == MORNING + timedelta(minutes=30)
    assert (case.status, case.version, case.agency) == ("registered", 1, city.agency)
    assert todo(case) == [(Status.REGISTERED, None)]
    assert papers(case) == []
    assert case.acted == {"clerk": [city.clerk.pk]}


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
