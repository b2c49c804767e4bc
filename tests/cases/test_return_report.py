"""Return the file: it is not complete, and the lawyer has thirty days again."""

from datetime import date

from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import FRIDAY, moment
from tests.cases.reading import clocks, last, refused, todo, unchanged


def test_the_file_goes_back_to_the_lawyer_with_a_new_clock(city, case_in):
    case = make(case_in("reported"), "return_report", at=moment(FRIDAY), missing="缺少会见笔录。")

    assert last(case) == ("return_report", "reported", "closed", "archivist", city.archivist)
    assert clocks(case)["closing_check"][0] == "cancelled"
    assert clocks(case)["closing_file"] == ("running", date(2026, 12, 7))
    assert list(case.clocks.filter(code="closing_file").values_list("seq", "state")) == [
        (1, "met"),
        (2, "running"),
    ]
    assert todo(case) == [(Status.CLOSED, city.lawyer)]


def test_it_may_be_handed_in_again(walk, case_in):
    case = walk(case_in("returned_report"), "report", "archive")

    assert case.status == "archived"
    assert list(case.clocks.filter(code="closing_check").values_list("seq", "state")) == [
        (1, "cancelled"),
        (2, "met"),
    ]


def test_it_says_what_is_missing(case_in):
    case = case_in("reported")
    with refused("Say what is missing."):
        make(case, "return_report", missing="")
    assert unchanged(case)
