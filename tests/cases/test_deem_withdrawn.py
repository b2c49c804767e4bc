"""Deem withdrawn: the papers never came. The clock proposes it, the head confirms it."""

from datetime import date

from tests.cases.factories import MOVES, make, pass_time
from tests.cases.moments import NOON, moment
from tests.cases.reading import clocks, last, papers, refused, todo, unchanged

OVER = moment(date(2026, 11, 10), 0, 1)


def test_the_head_ends_it_after_the_day_for_the_reply(city, case_in):
    case = case_in("supplementing")  # the reply is due on the 9th
    case = make(case, "deem_withdrawn", at=OVER)

    assert last(case) == (
        "deem_withdrawn", "supplementing", "withdrawn", "supervisor", city.supervisor,
    )  # fmt: skip
    assert {state for state, _due in clocks(case).values()} == {"cancelled"}
    assert case.clocks.get(code="supplement").breached_at is not None
    assert case.end_reason == "deemed_withdrawn"
    assert (todo(case), case.next_due_at) == ([], None)
    assert papers(case) == ["supplement_notice"]


def test_the_clock_alone_ends_nothing(case_in):
    case = case_in("supplementing")
    pass_time(moment(date(2027, 3, 1)))

    assert unchanged(case)


def test_not_before_that_day_is_over(city, case_in):
    case = case_in("supplementing")
    last_moment = moment(date(2026, 11, 9), 23, 59)
    pass_time(last_moment)

    with refused("The date for the reply has not passed yet."):
        make(case, "deem_withdrawn", at=last_moment)
    with refused("The date for the reply has not passed yet."):
        MOVES["deem_withdrawn"][0](case_id=case.pk, by=city.supervisor, at=NOON)
    assert unchanged(case)
