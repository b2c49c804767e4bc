"""The court's notice before a hearing: its own limit, counted backwards, and never ours (C9)."""

from datetime import date

import pytest

from cases.checking import look
from cases.models import Notice
from cases.web.timeleft import first_of, of_clock
from tests.cases.factories import make, notified, pass_time, walk
from tests.cases.moments import LATER, TUESDAY, moment
from tests.cases.test_replay import assert_replays
from workflow import clocks
from workflow.rules import Why

HEARING = date(2026, 12, 10)
#: Fifteen days before it, not moved although no rest day is near; see below for one that is.
LAST_DAY = date(2026, 11, 25)


@pytest.fixture
def handling(case_in):
    return case_in("handling", criminal=True)


def log(case, *, kind="meeting", next_kind="hearing", next_on=HEARING, at=None, on=TUESDAY):
    facts = {"kind": kind, "next_kind": next_kind, "next_on": next_on, "happened_on": on}
    return make(case, "log_handling", at=at or moment(on), **facts)


def courts(case):
    rows = case.clocks.filter(code="court_15").order_by("seq")
    return [(clock.started_on, clock.due_on, clock.state) for clock in rows]


def test_a_hearing_starts_the_courts_limit_counted_back_from_it(handling):
    case = log(handling)

    assert courts(case) == [(HEARING, LAST_DAY, "running")]
    clock = case.clocks.get(code="court_15")
    assert clock.binds_outside
    days = clocks.explain(clock).days
    assert [day.date for day in days if day.counted][-1] == LAST_DAY
    assert sum(day.counted for day in days) == 15
    assert days[0].why == Why.EVENT_DAY_NOT_COUNTED


def test_a_last_day_on_a_sunday_stays_there(handling):
    """Moved on, it would leave the court less than the fifteen days."""
    case = log(handling, next_on=date(2026, 12, 14))

    assert courts(case) == [(date(2026, 12, 14), date(2026, 11, 29), "running")]
    assert date(2026, 11, 29).isoweekday() == 7


@pytest.mark.parametrize(("summary", "limits"), [(True, []), (False, ["running"])])
def test_in_summary_procedure_the_court_owes_no_fifteen_days(city, summary, limits):
    told = notified(city, hearing_at=None, summary_procedure=summary)
    case = log(walk(told, "propose", "approve", "sign"))

    assert [state for _on, _due, state in courts(case)] == limits
    assert_replays(case)


@pytest.mark.parametrize("criminal", [True, False])
def test_only_a_criminal_hearing_has_it(case_in, criminal):
    """刑诉法解释 49 speaks of criminal cases."""
    case = log(case_in("handling", criminal=criminal))

    assert bool(courts(case)) == criminal


def test_another_next_step_takes_it_back_and_another_day_starts_it_again(handling):
    moved = date(2026, 12, 20)
    case = log(handling)
    case = log(case, next_on=moved, at=moment(TUESDAY, 13))
    case = log(case, next_kind="evidence", at=moment(TUESDAY, 14))

    assert courts(case) == [
        (HEARING, LAST_DAY, "cancelled"),
        (moved, date(2026, 12, 5), "cancelled"),
    ]
    assert_replays(case)


def test_a_step_that_leaves_the_hearing_where_it_is_leaves_the_limit_alone(handling):
    case = log(log(handling), kind="evidence", at=moment(TUESDAY, 13))

    assert courts(case) == [(HEARING, LAST_DAY, "running")]
    assert_replays(case)


@pytest.mark.parametrize("next_kind", ["hearing", "evidence"])
def test_the_courts_notice_meets_it_and_it_stays_met(handling, next_kind):
    case = log(handling)
    on = date(2026, 11, 20)
    case = log(case, kind="court_notice", next_kind=next_kind, on=on, at=moment(on, 15))

    assert courts(case) == [(HEARING, LAST_DAY, "met")]
    assert case.clocks.get(code="court_15").breached_at is None
    case = log(case, kind="evidence", on=on, at=moment(on, 16))
    assert courts(case) == [(HEARING, LAST_DAY, "met")]
    assert_replays(case)


def test_a_notice_and_its_hearing_can_be_logged_at_once(handling):
    case = log(handling, kind="court_notice")

    assert courts(case) == [(HEARING, LAST_DAY, "met")]
    assert_replays(case)


def test_a_notice_in_time_that_is_logged_late_was_in_time(handling):
    case = log(handling)
    logged = moment(date(2026, 12, 1))
    pass_time(logged)
    case = log(case, kind="court_notice", on=LAST_DAY, at=logged)

    clock = case.clocks.get(code="court_15")
    assert (clock.state, clock.breached_at) == ("met", None)


def test_when_the_court_is_late_nothing_of_ours_is(handling):
    case = log(handling)
    late = moment(date(2026, 11, 27))
    pass_time(late)

    clock = case.clocks.get(code="court_15")
    assert clock.state == "breached"
    assert not Notice.objects.filter(clock=clock).exists()
    case.refresh_from_db()
    assert case.next_due_at == min(
        one.due_at for one in case.clocks.open() if one.code != "court_15"
    )
    assert first_of(list(case.clocks.open().select_related("rule"))).code != "court_15"
    left = of_clock(clock, at=late)
    assert (left.tone, left.due_on) == ("none", LAST_DAY)


def test_a_hearing_sooner_than_fifteen_days_is_late_from_the_start(handling):
    case = log(handling, next_on=date(2026, 11, 12))

    assert courts(case) == [(date(2026, 11, 12), date(2026, 10, 28), "running")]
    pass_time(moment(TUESDAY, 13))
    assert courts(case)[0][2] == "breached"


@pytest.mark.parametrize("move", ["close", "terminate", "replace_lawyer"])
def test_it_ends_with_the_lawyers_work(handling, move):
    case = make(log(handling), move, at=moment(TUESDAY, 15))

    assert courts(case) == [(HEARING, LAST_DAY, "cancelled")]
    assert_replays(case)


def test_a_case_with_it_is_in_order(handling):
    log(handling)
    assert list(look(files=False)) == []
    pass_time(LATER)
    assert list(look(files=False)) == []
