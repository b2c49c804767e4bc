"""What an import finds wrong with a row, and how it says so."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import translation

from cases.city.invention import identity_number
from cases.codes import Matter
from cases.models import Case
from tests.cases.moments import MORNING, NEXT_MONDAY, SHANGHAI, moment
from tests.cases.sheets import HEADER, row, text

NOW = moment(NEXT_MONDAY, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield


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


WOMAN = identity_number(date(1985, 1, 1), sex="女", serial=77)
WARNINGS = [
    ({"sex": "男", "id_no": WOMAN}, "sex"),
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
    rows = [
        row(matter="?", office="court-620821"),
        row(matter="?"),
        row(sex="?", office="court-620821"),
    ]

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

    assert not any(
        bad[name] in take.report for name in ("id_no", "birth_on", "phone", "applicant_name")
    )


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


def test_the_receipt_must_not_lie_after_the_import(take):
    later = (NOW + timedelta(minutes=1)).astimezone(SHANGHAI).isoformat()

    assert take(row(received_at=later)).found[0]["column"] == "received_at"
    assert take(row(received_at=NOW.isoformat())).found == []
