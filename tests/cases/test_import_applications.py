"""``manage.py import_applications``: what is taken, what is reported, and that it happens once."""

import csv
import os
import signal
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cases.checking import look
from cases.codes import Matter
from cases.intake import taking
from cases.intake.cells import FORMULA, plain_cell, safe_cell
from cases.management.commands.import_applications import Progress
from cases.models import Applicant, Case, CaseTransition, Opponent
from documents.models import Sequence
from tests.cases.factories import UserFactory, walk
from tests.cases.moments import MORNING, NEXT_MONDAY, SHANGHAI, moment
from tests.cases.sheets import HEADER, row, text
from workflow.transitions import TransitionRefused

NOW = moment(NEXT_MONDAY, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield


class Import:
    """Runs the command on a file; keeps what it said and what it reported."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, *rows, content=None, **options):
        file, report = self.folder / "applications.csv", self.folder / "report.csv"
        file.write_bytes(text(*rows).encode() if content is None else content)
        out = StringIO()
        try:
            call_command("import_applications", file, report=report, stdout=out, **options)
        finally:
            self.said = out.getvalue()
            if report.exists():
                self.report = report.read_text(encoding="utf-8")
                self.found = list(csv.DictReader(StringIO(self.report)))
        return self

    def of(self, row):
        """The findings about a row as (column, severity)."""
        return [(one["column"], one["severity"]) for one in self.found if one["row"] == row["row"]]


@pytest.fixture
def take(city, tmp_path):
    return Import(tmp_path)


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
    assert [case.applicant.name for case in cases] == [rows[place]["applicant_name"] for place in (0, 2, 4)]


def test_what_was_imported_is_in_order(take):
    take(row(), row(office="court-620821"), row(matter="nonsense"))

    assert list(look()) == []


def test_absent_papers_are_no_error(take):
    assert take(row(papers="")).found == []
    assert Case.objects.get().materials == []


def test_empty_cells_are_left_empty(take):
    one = row(household_size="", monthly_income_yuan="", groups="", opposing_party="", sex="", birth_on="")

    assert take(one).found == []

    case = Case.objects.get()
    assert (case.household_size, case.monthly_income_yuan, case.groups) == (None, None, [])
    assert (case.applicant.sex, case.applicant.birth_on.isoformat()) == ("女", "1985-01-01")
    assert not case.opponents.exists()


def test_without_an_identity_paper_the_row_is_taken_and_the_reason_asked_for(take):
    one = row(id_type="none", id_no="", papers="application_form|case_evidence")

    assert take(one).of(one) == [("id_no", "warning")]
    assert Case.objects.get().applicant.no_id_reason == "Not stated in the imported file; to be asked for."


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


# What is reported

ERRORS = [
    ({"id_no": "62089919850101000A"}, "id_no"),
    ({"id_no": "620899198501010004"}, "id_no"),
    ({"id_no": "12345"}, "id_no"),
    ({"id_no": ""}, "id_no"),
    ({"id_type": "none"}, "id_no"),
    ({"id_type": "residence_permit"}, "id_type"),
    ({"id_type": "card"}, "id_type"),
    ({"id_type": ""}, "id_type"),
    ({"office": "court-000000"}, "office"),
    ({"office": "agency-620800"}, "office"),
    ({"office": ""}, "office"),
    ({"matter": "divorce_property"}, "matter"),
    ({"matter": ""}, "matter"),
    ({"channel": "fax"}, "channel"),
    ({"stage": "third_instance"}, "stage"),
    ({"groups": "妇女|骑士"}, "groups"),
    ({"papers": "identity|passport_photo"}, "papers"),
    ({"sex": "F"}, "sex"),
    ({"applicant_name": ""}, "applicant_name"),
    ({"applicant_name": "名" * 81}, "applicant_name"),
    ({"applicant_name": "王\x00伟"}, "applicant_name"),
    ({"applicant_name": "王\ufffd"}, "applicant_name"),
    ({"cause": ""}, "cause"),
    ({"claim": ""}, "claim"),
    ({"opposing_party": "司" * 121}, "opposing_party"),
    ({"birth_on": "1990-02-30"}, "birth_on"),
    ({"birth_on": "2027-01-01"}, "birth_on"),
    ({"birth_on": "1799-01-01"}, "birth_on"),
    ({"birth_on": "last spring"}, "birth_on"),
    ({"limitation_on": "2026-13-01"}, "limitation_on"),
    ({"received_at": "2027-05-01T09:00:00+08:00"}, "received_at"),
    ({"received_at": "2026-11-31 09:00"}, "received_at"),
    ({"received_at": "2026-11-02"}, "received_at"),
    ({"received_at": "2026-11-02T25:00:00+08:00"}, "received_at"),
    ({"received_at": "yesterday"}, "received_at"),
    ({"received_at": ""}, "received_at"),
    ({"received_at": "2012-06-30 09:00"}, "received_at"),
    ({"household_size": "0"}, "household_size"),
    ({"household_size": "-3"}, "household_size"),
    ({"household_size": "three"}, "household_size"),
    ({"household_size": "2.5"}, "household_size"),
    ({"monthly_income_yuan": "-1"}, "monthly_income_yuan"),
    ({"monthly_income_yuan": "about 2000"}, "monthly_income_yuan"),
    ({"monthly_income_yuan": "1e9"}, "monthly_income_yuan"),
    ({"monthly_income_yuan": "12.345"}, "monthly_income_yuan"),
]


@pytest.mark.parametrize(("change", "column"), ERRORS, ids=lambda value: str(value)[:40])
def test_a_row_with_an_error_is_reported_and_not_taken(take, change, column):
    bad, good = row(**change), row()

    take(bad, good)

    assert take.of(bad) == [(column, "error")]
    assert take.of(good) == []
    assert Case.objects.get().applicant.name == good["applicant_name"]


WARNINGS = [
    ({"sex": "男", "id_no": "620899198501010020"}, "sex"),
    ({"birth_on": "1986-02-03"}, "birth_on"),
    ({"phone": "", "address": ""}, "phone"),
    ({"phone": "5551234"}, "phone"),
    ({"sex": "男", "groups": "妇女"}, "groups"),
    ({"groups": "老年人"}, "groups"),
    ({"groups": "未成年人"}, "groups"),
    ({"matter": "support_parents", "stage": "labour_arbitration"}, "stage"),
    ({"limitation_on": "2026-11-08"}, "limitation_on"),
    ({"limitation_on": "2026-11-12"}, "limitation_on"),
    ({"opposing_party": "来信人甲", "applicant_name": "来信人甲"}, "opposing_party"),
    ({"channel": "counter", "received_at": "2026-11-08 09:00"}, "received_at"),
    ({"applicant_name": "王\U0003fffd"}, "applicant_name"),
]


@pytest.mark.parametrize(("change", "column"), WARNINGS, ids=lambda value: str(value)[:40])
def test_a_row_with_warnings_alone_is_taken(take, change, column):
    doubtful = row(**change)

    take(doubtful)

    assert take.of(doubtful) == [(column, "warning")]
    assert Case.objects.get().applicant.name == doubtful["applicant_name"]


def test_a_minor_needs_a_group_and_somebody_with_authority(take):
    minor = row(born=MORNING.date().replace(year=2012), groups="", papers="identity")

    assert take(minor).of(minor) == [("groups", "warning"), ("papers", "warning")]
    assert Case.objects.count() == 1


def test_a_limitation_seven_days_ahead_is_not_near(take):
    assert take(row(limitation_on="2026-11-16")).found == []


def test_a_row_with_too_many_or_too_few_cells_is_reported_as_a_whole(take):
    lines = text(row(), row(row="long"), row(row="short")).splitlines()
    lines[2] += ",one more"
    lines[3] = ",".join(lines[3].split(",")[:5])

    take(content="\n".join(lines).encode())

    assert [(one["row"], one["column"], one["severity"]) for one in take.found] == [
        ("long", "", "error"),
        ("short", "", "error"),
    ]
    assert Case.objects.count() == 1


def test_a_row_without_its_number_is_named_by_its_line(take):
    take(content=text(row(), row(matter="?"), header=HEADER[1:]).encode())

    assert [one["row"] for one in take.found] == ["3"]


def test_the_report_has_the_columns_that_were_agreed_and_the_order_of_the_file(take):
    rows = [row(matter="?", office="court-620821"), row(matter="?"), row(sex="?", office="court-620821")]

    take(*rows)

    assert take.report.splitlines()[0] == "row,column,severity,message"
    assert [one["row"] for one in take.found] == [one["row"] for one in rows]


def test_messages_say_what_to_do_and_name_the_known_codes(take):
    take(row(matter="divorce_property"))

    [found] = take.found
    assert found["message"].startswith("“divorce_property” is not a known code. Known codes: ")
    assert all(matter in found["message"] for matter in Matter.values)


def test_nothing_personal_is_in_the_report(take):
    bad = row(id_no="620899198501010004", birth_on="1990-02-30", phone="123")

    take(bad)

    assert not any(bad[name] in take.report for name in ("id_no", "birth_on", "phone", "applicant_name"))


def test_the_summary_counts(take):
    take(row(), row(matter="?"), row(phone="5551234"))

    assert take.said.splitlines() == [
        "3 rows read. Registered: 2; known already: 0; not taken: 1; warnings: 1."
    ]


def test_it_says_how_many_are_past_a_limit_already(take):
    take(row(received_at="2026-10-12 09:00"), row())

    assert "Past a limit already: 1." in take.said


def test_without_a_report_the_findings_are_shown_errors_first(city, tmp_path):
    file, out = tmp_path / "a.csv", StringIO()
    doubtful, bad = row(phone="5551234"), row(claim="")
    file.write_text(text(doubtful, bad), encoding="utf-8")

    call_command("import_applications", file, stdout=out)

    first, second, _summary = out.getvalue().splitlines()
    assert first == f"{bad['row']} claim error: The claim is missing: say what is asked for."
    assert second.startswith(f"{doubtful['row']} phone warning: ")


def test_a_long_list_of_findings_is_cut_on_the_screen(city, tmp_path):
    file, out = tmp_path / "a.csv", StringIO()
    file.write_text(text(*(row(claim="") for _ in range(23))), encoding="utf-8")

    call_command("import_applications", file, stdout=out)

    assert "… and 3 more: ask for a --report." in out.getvalue()


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

    take(one | {"phone": "19911111111", "address": "另一处", "monthly_income_yuan": "1", "row": "x"})

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


# The file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_is_read_in_the_encodings_that_people_have(take, encoding):
    one = row(applicant_name="张桂兰")

    take(content=text(one).encode(encoding))

    assert Applicant.objects.get().name == "张桂兰"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_is_read_with_the_separators_that_spreadsheets_write(take, separator):
    take(content=text(row(), separator=separator).encode())

    assert Case.objects.count() == 1


def test_empty_lines_and_unknown_columns_do_no_harm(take, capsys):
    one = row(colour="red")
    lines = text(one, header=(*HEADER, "colour")).splitlines()

    take(content="\r\n".join([lines[0], "", ",,,", lines[1], ""]).encode())

    assert Case.objects.count() == 1


BAD_FILES = {
    "empty": (b"", "The file is empty."),
    "a mark and a line": (b"\xef\xbb\xbf\r\n", "The file is empty."),
    "commas": (b",,,\n,,\n", "The file is empty."),
    "xlsx": (b"PK\x03\x04workbook", "This is an Excel workbook"),
    "xls": (b"\xd0\xcf\x11\xe0workbook", "This is an Excel workbook"),
    "no text": (b"\xff\xff\xff\x80", "neither UTF-8 nor GB 18030"),
    "another table": (b"name,age\nAnna,3\n", "columns are missing: received_at, channel, office, "),
    "a column twice": (text(header=[*HEADER, "phone"]).encode(), "stand there twice: phone."),
    "no rows": (text().encode(), "The file has a header and no rows."),
    "an open quote": (text(row()).encode() + b'"' + b"x" * 30_000, "that is not closed"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_with_a_sentence(take, name):
    content, sentence = BAD_FILES[name]
    with pytest.raises(CommandError, match=sentence) as refusal:
        take(content=content)

    assert refusal.value.returncode == 1
    assert not Case.objects.exists()


def test_a_file_that_is_not_there_is_refused_with_a_sentence(city, tmp_path):
    with pytest.raises(CommandError, match="The file can't be read: No such file"):
        call_command("import_applications", tmp_path / "none.csv")


def test_a_report_that_can_not_be_written_stops_the_import_before_it_begins(city, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(text(row()), encoding="utf-8")

    with pytest.raises(CommandError, match="The report can't be written"):
        call_command("import_applications", file, report=tmp_path / "no" / "folder.csv")
    assert not Case.objects.exists()


def test_for_excel_the_report_begins_with_the_mark_it_needs(take):
    take(row(matter="?"), excel=True)

    assert take.report.startswith("\ufeffrow,column")


# Formulas


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "\t=1"])
def test_text_that_looks_like_a_formula_stays_text(take, formula):
    one = row(claim=formula, applicant_name=formula.strip(), matter="labour_pay")

    assert take(one).found == []
    case = Case.objects.get()
    assert (case.claim, case.applicant.name) == (formula.strip(), formula.strip())
    assert safe_cell(formula) == f"'{formula}"


def test_a_cell_that_was_exported_safely_is_read_as_it_was(take):
    take(row(claim=safe_cell("=1+1")))

    assert Case.objects.get().claim == "=1+1"


def test_the_report_carries_no_formula(take):
    take(row(row="=cmd", matter="?"))

    assert take.found[0]["row"] == "'=cmd"


@given(st.text())
def test_a_safe_cell_never_begins_a_formula_and_can_be_read_back(written):
    cell = safe_cell(written)

    assert not cell.lstrip().startswith(FORMULA)
    assert plain_cell(cell) == written


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.integers() | st.dates())
def test_numbers_and_dates_are_no_text(value):
    assert safe_cell(value) == str(value)


def test_nothing_is_an_empty_cell():
    assert safe_cell(None) == ""


# Whole cases, whatever happens


def interrupt(monkeypatch, *, after, times=1):
    """Press Ctrl-C while the row after these is registered."""
    register, begun = taking.register_case, []

    def pressed(**application):
        begun.append(application)
        if len(begun) == after + 1:
            case = register(**application)
            for _ in range(times):
                os.kill(os.getpid(), signal.SIGINT)
            return case
        return register(**application)

    monkeypatch.setattr(taking, "register_case", pressed)


def test_ctrl_c_finishes_the_row_in_hand_and_says_how_far_it_came(take, monkeypatch):
    interrupt(monkeypatch, after=2)
    rows = [row() for _ in range(9)]

    with pytest.raises(CommandError, match=r"Stopped after 3 of 9 rows\.") as stopped:
        take(*rows)

    assert stopped.value.returncode == 130
    assert "Registered: 3;" in take.said
    assert Case.objects.count() == Applicant.objects.count() == 3
    assert list(look()) == []


def test_ctrl_c_twice_undoes_the_running_batch_and_keeps_the_others(take, monkeypatch):
    monkeypatch.setattr(taking, "BATCH", 4)
    interrupt(monkeypatch, after=5, times=2)

    with pytest.raises(CommandError, match=r"Stopped after 4 of 9 rows\."):
        take(*(row() for _ in range(9)))

    assert Case.objects.count() == Applicant.objects.count() == 4
    assert list(look()) == []


def test_afterwards_ctrl_c_is_what_it_was_before(take, monkeypatch):
    before = signal.getsignal(signal.SIGINT)
    interrupt(monkeypatch, after=0)

    with pytest.raises(CommandError, match="Stopped"):
        take(row(), row())

    assert signal.getsignal(signal.SIGINT) == before


def test_the_rest_is_taken_by_the_next_run(take, monkeypatch):
    rows = [row() for _ in range(6)]
    with monkeypatch.context() as patch:
        interrupt(patch, after=2)
        with pytest.raises(CommandError, match="Stopped"):
            take(*rows)

    take(*rows)

    assert Case.objects.count() == 6
    assert "Registered: 3; known already: 3;" in take.said


def test_a_row_that_the_action_refuses_is_reported_and_leaves_nothing(take, monkeypatch):
    register = taking.register_case
    bad = row()

    def choosy(**application):
        case = register(**application)
        if application["applicant"]["name"] == bad["applicant_name"]:
            raise TransitionRefused("Not this one.")
        return case

    monkeypatch.setattr(taking, "register_case", choosy)

    take(row(), bad, row())

    assert take.found[0] == {"row": bad["row"], "column": "", "severity": "error", "message": "Not this one."}
    assert "Registered: 2;" in take.said


def test_a_row_costs_so_many_queries_and_no_more(take, django_assert_max_num_queries):
    rows = [row() for _ in range(60)]

    with django_assert_max_num_queries(60 * 17 + 30):
        take(*rows)

    assert Opponent.objects.count() == 60


# Progress


class Terminal(StringIO):
    def isatty(self):
        return True


def test_on_a_terminal_a_bar_grows():
    out = Terminal()
    progress = Progress(out)

    progress(50, 100)
    progress(100, 100)

    assert out.getvalue() == (
        f"\r[{'#' * 20}{'-' * 20}] 50/100 50%\r[{'#' * 40}] 100/100 100%\n"
    )


def test_elsewhere_a_long_file_says_a_line_at_every_twentieth_part():
    out = StringIO()
    progress = Progress(out)

    for done in range(50, 2001, 50):
        progress(done, 2000)

    lines = out.getvalue().splitlines()
    assert len(lines) == 20
    assert (lines[0], lines[-1]) == ("100/2000 5%", "2000/2000 100%")


def test_a_short_file_is_taken_in_silence():
    out = StringIO()

    Progress(out)(50, 100)

    assert out.getvalue() == ""


def test_the_receipt_must_not_lie_after_the_import(take):
    later = (NOW + timedelta(minutes=1)).astimezone(SHANGHAI).isoformat()

    assert take(row(received_at=later)).found[0]["column"] == "received_at"
    assert take(row(received_at=NOW.isoformat())).found == []
