"""Report: the complete closing file is handed in."""

from datetime import date

import pytest

from cases.codes import ClosingPaper
from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import FRIDAY, moment
from tests.cases.reading import clocks, last, refused, todo, unchanged

ALL = [paper.value for paper in ClosingPaper]


def test_the_file_meets_its_clock_and_the_check_begins(city, case_in):
    case = make(case_in("closed"), "report", at=moment(FRIDAY))

    assert last(case) == ("report", "closed", "reported", "lawyer", city.lawyer)
    assert clocks(case)["closing_file"] == ("met", date(2026, 12, 2))
    assert clocks(case)["closing_check"] == ("running", date(2026, 12, 7))  # the 6th is a Sunday
    assert todo(case) == [(Status.REPORTED, None)]
    assert case.closing_papers == ALL


@pytest.mark.parametrize("missing", list(ClosingPaper))
def test_each_missing_paper_is_named(case_in, missing):
    case = case_in("closed")
    with refused(f"The closing file lacks: {ENGLISH[missing]}."):
        make(case, "report", papers=[paper for paper in ALL if paper != missing])
    assert unchanged(case)


ENGLISH = {
    "agreement": "Agreement and power of attorney",
    "notes": "Notes of meetings and progress",
    "pleadings": "Pleadings or opinions",
    "outcome": "Judgment, award or settlement",
    "report": "Closing report",
}


def test_an_empty_file_names_them_all(case_in):
    with refused(f"The closing file lacks: {', '.join(ENGLISH.values())}."):
        make(case_in("closed"), "report", papers=[])
