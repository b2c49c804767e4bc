"""Deem withdrawn: the papers never came. The clock proposes it, the head confirms it."""

from datetime import date, timedelta

import pytest

from tests.cases.factories import MOVES, make, pass_time
from tests.cases.moments import NOON, moment
from tests.cases.reading import clocks, facts_of_paper, last, papers, refused, todo, unchanged

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
    assert papers(case) == ["withdrawal_record"]
    facts = facts_of_paper(case)
    assert (facts["request"], facts["recorded_by"]) == ("", city.supervisor.name)
    assert facts["notice_number"] == "（平）援补字〔2026〕第1号"
    assert (facts["items"], facts["reply_by"]) == (["与申请事项有关的案件材料"], "2026-11-09")


def test_the_clock_alone_ends_nothing(case_in):
    case = case_in("supplementing")
    pass_time(moment(date(2027, 3, 1)))

    assert unchanged(case)


@pytest.mark.parametrize(
    ("channel", "last_moment"),
    [
        ("counter", moment(date(2026, 11, 9), 17, 59)),
        ("court_referral", moment(date(2026, 11, 9), 17, 59)),
        ("web", moment(date(2026, 11, 9), 23, 59)),
        ("letter", moment(date(2026, 11, 9), 23, 59)),
    ],
)
def test_not_before_that_day_is_over_at_the_counter_with_its_hours(
    city, case_in, channel, last_moment
):
    case = case_in("supplementing", channel=channel)
    pass_time(last_moment)

    with refused("The date for the reply has not passed yet."):
        make(case, "deem_withdrawn", at=last_moment)
    with refused("The date for the reply has not passed yet."):
        MOVES["deem_withdrawn"][0](case_id=case.pk, by=city.supervisor, at=NOON)
    assert unchanged(case)

    case = make(case, "deem_withdrawn", at=last_moment + timedelta(minutes=1))
    assert case.status == "withdrawn"


def test_who_posted_the_papers_in_time_has_not_withdrawn(city, case_in):
    """The envelope says the last day; it comes when the limit is already called missed."""
    case = case_in("supplementing")
    pass_time(OVER)
    case = make(case, "receive_papers", at=OVER, posted_on=date(2026, 11, 9))

    supplement = case.clocks.get(code="supplement")
    assert (supplement.state, supplement.breached_at) == ("met", None)
    assert [event.what for event in supplement.events.all()][-2:] == ["in_time", "met"]
    with refused("This is not possible while the status is “Registered”."):
        make(case, "deem_withdrawn", at=OVER)
