"""Files in the shapes that people send, cells that look like formulas, and Ctrl-C in the middle."""

import os
import signal
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from cases.checking import look
from cases.intake import taking
from cases.intake.cells import FORMULA, plain_cell, safe_cell
from cases.intake.progress import Progress
from cases.models import Applicant, Case, Opponent
from tests.cases.moments import NEXT_MONDAY, moment
from tests.cases.sheets import HEADER, row, text
from workflow.transitions import TransitionRefused

NOW = moment(NEXT_MONDAY, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield


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


@example("\x85=")
@example("\u2003=")
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

    assert take.found[0] == {
        "row": bad["row"],
        "column": "",
        "severity": "error",
        "message": "Not this one.",
    }
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

    assert out.getvalue() == (f"\r[{'#' * 20}{'-' * 20}] 50/100 50%\r[{'#' * 40}] 100/100 100%\n")


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
