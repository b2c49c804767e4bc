"""Close: the matter has ended; the closing file is due thirty days after the closing date."""

from datetime import date

import pytest

from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import FRIDAY, moment
from tests.cases.reading import clocks, last, refused, todo, unchanged


@pytest.mark.parametrize(
    ("closed_on", "due"),
    [
        (date(2026, 11, 6), date(2026, 12, 7)),  # the 6th is a Sunday
        (date(2026, 11, 2), date(2026, 12, 2)),
        (date(2026, 10, 30), date(2026, 11, 30)),  # the 29th is a Sunday
    ],
)
def test_thirty_days_run_from_the_closing_date(city, case_in, closed_on, due):
    case = make(case_in("handling"), "close", at=moment(FRIDAY), closed_on=closed_on)

    assert last(case) == ("close", "handling", "closed", "lawyer", city.lawyer)
    assert clocks(case)["closing_file"] == ("running", due)
    assert clocks(case)["first_meeting"][0] == "cancelled"
    assert case.clocks.open().count() == 1
    assert todo(case) == [(Status.CLOSED, city.lawyer)]
    assert (case.closed_on, case.closing_event, case.result) == (closed_on, "judgment", "won")


def test_the_next_step_is_not_awaited_any_more(case_in):
    assert clocks(make(case_in("met"), "close"))["milestone"][0] == "cancelled"


def test_the_lawyers_place_is_free_and_the_case_still_the_lawyers(city, case_in):
    case = make(case_in("handling"), "close")

    row = case.assignments.get()
    assert (row.state, row.ended_at) == ("ended", case.history.latest("seq").at)
    assert case.lawyer == city.lawyers["lawyer"]


def test_a_closing_date_in_the_future_is_refused(case_in):
    case = case_in("handling")
    with refused("The closing date lies in the future."):
        make(case, "close", at=moment(FRIDAY), closed_on=date(2026, 11, 7))
    assert unchanged(case)
