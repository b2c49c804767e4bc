"""``manage.py import_applications``: what is taken, by whom, and that it happens once."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.management import CommandError
from django.utils import translation

from cases.checking import look
from cases.models import Applicant, Case, CaseTransition
from documents.models import Sequence
from tests.cases.factories import UserFactory, walk
from tests.cases.moments import NEXT_MONDAY, moment
from tests.cases.sheets import HEADER, row, text

NOW = moment(NEXT_MONDAY, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield


# What is taken


def test_a_good_row_becomes_a_registered_case_with_running_clocks(take, city):
    one = row(
        received_at="2026-11-02T09:23:00+08:00",
        groups="农民工|妇女",
        opposing_party="甲公司|乙公司",
        limitation_on="2027-03-20",
        monthly_income_yuan="2028.50",
        note="有录音",
    )

    assert take(one).found == []

    case = Case.objects.get()
    assert (case.status, case.station, case.agency) == ("registered", city.station, city.agency)
    assert case.received_at == datetime(2026, 11, 2, 1, 23, tzinfo=UTC)
    assert case.applicant.name == one["applicant_name"]
    assert (case.applicant.id_no, case.applicant.sex) == (one["id_no"], "女")
    assert case.applicant.birth_on.isoformat() == one["birth_on"]
    assert (case.channel, case.matter, case.stage) == ("letter", "labour_pay", "first_instance")
    assert case.groups == ["农民工", "妇女"]
    assert case.materials == ["identity", "application_form", "means_statement", "case_evidence"]
    assert (case.household_size, case.monthly_income_yuan) == (3, Decimal("2028.50"))
    assert case.limitation_on.isoformat() == "2027-03-20"
    assert [str(one.name) for one in case.opponents.order_by("pk")] == ["甲公司", "乙公司"]
    assert case.note == "有录音"
    assert {
        clock.code: (clock.state, clock.started_on.isoformat(), clock.due_on.isoformat())
        for clock in case.clocks.all()
    } == {
        "review": ("running", "2026-11-02", "2026-11-09"),
        "acceptance": ("running", "2026-11-02", "2026-11-09"),
    }


def test_the_move_is_recorded_at_the_time_of_the_import_by_the_stations_clerk(take, city):
    take(row(), row(office="court-620821"))

    records = CaseTransition.objects.order_by("case__number")
    assert [(one.by, one.at, one.move) for one in records] == [
        (city.clerk, NOW, "register"),
        (city.other_clerk, NOW, "register"),
    ]


def test_cases_of_a_station_are_numbered_in_the_order_of_the_file(take, city):
    rows = [row(office=f"court-6208{place}") for place in ("02", "21", "02", "21", "02")]

    take(*rows)

    cases = Case.objects.filter(station=city.station).order_by("number")
    assert [case.applicant.name for case in cases] == [
        rows[place]["applicant_name"] for place in (0, 2, 4)
    ]


def test_what_was_imported_is_in_order(take):
    take(row(), row(office="court-620821"), row(matter="nonsense"))

    assert list(look()) == []


def test_absent_papers_are_no_error(take):
    assert take(row(papers="")).found == []
    assert Case.objects.get().materials == []


def test_empty_cells_are_left_empty(take):
    one = row(
        household_size="", monthly_income_yuan="", groups="", opposing_party="", sex="", birth_on=""
    )

    assert take(one).found == []

    case = Case.objects.get()
    assert (case.household_size, case.monthly_income_yuan, case.groups) == (None, None, [])
    assert (case.applicant.sex, case.applicant.birth_on.isoformat()) == ("女", "1985-01-01")
    assert not case.opponents.exists()


def test_without_an_identity_paper_the_row_is_taken_and_the_reason_asked_for(take):
    one = row(id_type="none", id_no="", papers="application_form|case_evidence")

    assert take(one).of(one) == [("id_no", "warning")]
    assert (
        Case.objects.get().applicant.no_id_reason
        == "Not stated in the imported file; to be asked for."
    )


def test_a_reason_that_the_file_gives_is_kept(take):
    one = row(id_type="none", id_no="", papers="", no_id_reason="证件遗失，正在补办")

    take(content=text(one, header=(*HEADER, "no_id_reason")).encode())

    assert take.found == []
    assert Case.objects.get().applicant.no_id_reason == "证件遗失，正在补办"


@pytest.mark.parametrize("id_type", ["passport", "other"])
def test_other_papers_are_taken_as_they_are(take, id_type):
    assert take(row(id_type=id_type, id_no="e 12345678")).found == []
    assert Applicant.objects.get().id_no == "E12345678"


def test_rare_characters_are_taken(take):
    assert take(row(applicant_name="龑𠅤")).found == []
    assert Applicant.objects.get().name == "龑𠅤"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-02T09:23:00+08:00", "2026-11-02T01:23:00+00:00"),
        ("2026-11-02T01:23:00Z", "2026-11-02T01:23:00+00:00"),
        ("2026-11-02 09:23", "2026-11-02T01:23:00+00:00"),
        ("2026/11/2 9:23", "2026-11-02T01:23:00+00:00"),
        ("2026年11月2日 09:23:45", "2026-11-02T01:23:45+00:00"),
    ],
)
def test_the_time_of_receipt_may_be_written_in_several_ways(take, written, meant):
    assert take(row(received_at=written)).found == []
    assert Case.objects.get().received_at.isoformat() == meant


# Twins


def test_a_second_row_about_the_same_person_and_matter_is_taken_with_a_warning(take):
    first = row()
    second = row(id_no=first["id_no"], applicant_name=first["applicant_name"], claim="另一项请求")

    take(first, second)

    assert take.of(second) == [("applicant_name", "warning")]
    assert f"row {first['row']}" in take.found[0]["message"]
    assert Case.objects.count() == 2


def test_of_another_station_nothing_is_told_but_that_it_exists(take):
    first = row(office="court-620821")
    second = row(id_no=first["id_no"])

    take(first, second)

    assert take.of(second) == [("applicant_name", "warning")]
    assert take.found[0]["message"] == (
        "The same person and matter are known at another workstation: ask the agency."
    )


def test_another_matter_of_the_same_person_is_no_twin(take):
    first = row()

    assert take(first, row(id_no=first["id_no"], matter="work_injury")).found == []


def test_an_open_case_of_the_station_is_named(take, case):
    one = row(id_no=case.applicant.id_no, birth_on=case.applicant.birth_on.isoformat())

    assert take(one).of(one) == [("applicant_name", "warning")]
    assert case.number in take.found[0]["message"]


def test_an_open_case_of_another_station_is_not(take, registered, city):
    case = registered(station=city.other_station)
    one = row(id_no=case.applicant.id_no, birth_on=case.applicant.birth_on.isoformat())

    assert take(one).of(one) == [("applicant_name", "warning")]
    assert case.number not in take.report


def test_a_case_that_has_ended_is_no_twin(take, case):
    walk(case, "withdraw")

    take(row(id_no=case.applicant.id_no, birth_on=case.applicant.birth_on.isoformat()))

    assert take.found == []


def test_people_without_a_number_are_compared_by_name_birth_and_telephone(take):
    first = row(id_type="none", id_no="", papers="", applicant_name="无证人")
    second = row(id_type="none", id_no="", papers="", applicant_name="无证人", claim="另一项请求")
    other = row(id_type="none", id_no="", papers="", applicant_name="无证人", phone="19900000001")

    take(first, second, other)

    assert ("applicant_name", "warning") in take.of(second)
    assert ("applicant_name", "warning") not in take.of(other)


# Once


def test_the_same_file_twice_takes_nothing_twice(take):
    rows = [row(), row(phone="5551234"), row(matter="?")]
    take(*rows)
    numbers = set(Case.objects.values_list("number", flat=True))

    take(*rows)

    assert set(Case.objects.values_list("number", flat=True)) == numbers
    assert Applicant.objects.count() == 2
    assert [one["severity"] for one in take.found] == ["warning", "warning", "error"]
    assert all(number in take.report for number in numbers)
    assert "Registered: 0; known already: 2; not taken: 1" in take.said


def test_a_file_with_corrected_contact_and_means_takes_nobody_twice(take):
    one = row()
    take(one)

    take(
        one | {"phone": "19911111111", "address": "另一处", "monthly_income_yuan": "1", "row": "x"}
    )

    assert Case.objects.count() == 1


def test_the_same_row_twice_in_one_file_is_taken_once(take):
    one = row()

    take(one, one | {"row": "again"})

    assert Case.objects.count() == 1
    assert take.found[0]["message"] == f"The same application as row {one['row']}: taken once."


def test_corrected_rows_of_a_file_are_taken_the_second_time(take):
    bad = row(matter="?")
    take(row(), bad)

    take(bad | {"matter": "labour_pay"})

    assert Case.objects.count() == 2


def test_the_key_of_a_submission_says_nothing_of_the_person(take):
    one = row()
    take(one)

    key = Case.objects.get().submission
    assert key.startswith("import:")
    assert one["id_no"] not in key
    assert one["applicant_name"] not in key


def test_rows_are_known_again_after_the_secret_was_changed(take, settings):
    one = row()
    take(one)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new secret " * 5, [settings.SECRET_KEY]
    take(one)

    assert Case.objects.count() == 1


def test_a_dry_run_reports_the_same_and_registers_nothing(take):
    rows = [row(), row(matter="?"), row(phone="5551234")]
    take(*rows, dry_run=True)
    dry = take.report

    assert not Case.objects.exists()
    assert not Sequence.objects.exists()
    assert take.said.splitlines() == [
        "3 rows read, nothing registered. Could be taken: 2; known already: 0; with errors: 1; warnings: 1."
    ]
    take(*rows)
    assert take.report == dry


# Where and by whom


def test_with_an_office_only_its_rows_are_taken_and_empty_cells_mean_it(take, city):
    own, empty, other = row(), row(office=""), row(office="court-620821")

    take(own, empty, other, office="court-620802")

    assert take.of(other) == [("office", "error")]
    assert set(Case.objects.values_list("station__code", flat=True)) == {"court-620802"}
    assert Case.objects.count() == 2


def test_with_an_office_the_column_may_be_missing(take):
    header = [name for name in HEADER if name != "office"]

    take(content=text(row(), header=header).encode(), office="court-620802")

    assert Case.objects.get().station.code == "court-620802"


def test_as_another_clerk_of_the_station(take, city):
    take(row(), username="second_clerk")

    assert CaseTransition.objects.get().by == city.second_clerk


def test_as_somebody_who_is_no_clerk_there_nothing_is_taken(take):
    one = row()

    assert take(one, username="other_clerk").of(one) == [("office", "error")]
    assert take(one, username="supervisor").of(one) == [("office", "error")]
    assert not Case.objects.exists()


def test_a_station_whose_clerks_have_left_takes_nothing(take, city):
    one = row(office="court-620821")
    city.other_clerk.is_active = False
    city.other_clerk.save()

    assert take(one).of(one) == [("office", "error")]


def test_a_station_that_is_no_longer_in_use_takes_nothing(take, city):
    one = row()
    city.station.active = False
    city.station.save()

    assert take(one).of(one) == [("office", "error")]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"office": "court-999999"}, "There is no court workstation in use with the code"),
        ({"office": "agency-620800"}, "There is no court workstation in use with the code"),
        ({"username": "nobody"}, "Nobody active has the user name"),
    ],
)
def test_an_unknown_office_or_person_stops_the_import(take, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        take(row(), **options)


def test_a_person_who_left_can_not_be_named(take, city):
    UserFactory(username="gone", is_active=False)

    with pytest.raises(CommandError, match="Nobody active"):
        take(row(), username="gone")
