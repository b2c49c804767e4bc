"""Pauses: days that do not count, with the paper behind them."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workflow.parcels.models import Parcel, ParcelClock, ParcelPause
from tests.workflow.parcels.office import at, on
from tests.workflow.test_clocks import MONDAY, NOON, fresh, started, told
from workflow import clocks
from workflow.clocks import ClockRefused

__all__ = ["started"]  # the fixture


def test_a_pause_stops_the_clock_and_says_by_which_paper(parcel, started):
    clocks.pause(parcel, "deliver", on=on("2026-11-25"), at=at("2026-11-25T15:00"), notice="form 6")
    clock = fresh(started[0])
    assert (clock.state, clock.due_on, clock.due_at, clock.next_action_at) == (
        "paused",
        None,
        None,
        None,
    )
    assert clock.epoch == 1
    [pause] = clock.pauses.all()
    assert (pause.asked_on, pause.complete_on, pause.notice) == (on("2026-11-25"), None, "form 6")
    event = clock.events.last()
    assert (event.what, event.due_before, event.due_after, event.note) == (
        "paused",
        on("2026-11-30"),
        None,
        "form 6",
    )
    assert fresh(started[1]).state == "running"
    assert clocks.explain(clock).due_on is None


def test_a_paused_clock_is_not_paused_again(parcel, started):
    clocks.pause(parcel, "deliver", on=MONDAY, at=NOON)
    assert clocks.pause(parcel, "deliver", on=on("2026-11-24"), at=NOON) == []
    assert ParcelPause.objects.count() == 1


def test_a_limit_before_an_event_is_not_paused(parcel, started):
    rule = started[0].rule
    rule.pk, rule.code, rule.backward, rule.roll = None, "notice", True, "none"
    rule.save()
    clocks.start(parcel, "notice", on=on("2027-01-04"), at=NOON)
    with pytest.raises(ClockRefused, match="counted back from an event"):
        clocks.pause(parcel, "notice", on=MONDAY, at=NOON)


def test_a_resumed_clock_has_the_days_that_were_left(parcel, started):
    both = ("deliver", "deliver_promise")
    clocks.pause(parcel, *both, on=on("2026-11-25"), at=at("2026-11-25T15:00"))
    clocks.resume(parcel, *both, on=on("2026-12-02"), at=at("2026-12-02T11:00"))
    statute, promise = fresh(started[0]), fresh(started[1])
    assert (statute.state, statute.due_on, statute.epoch) == ("running", on("2026-12-07"), 2)
    assert promise.due_on == on("2026-12-07")  # three days left end on Saturday the 5th
    assert (statute.next_stage, statute.next_action_at) == ("two_days", at("2026-12-05T08:30"))
    assert told(statute) == ["started", "paused", "resumed"]
    assert statute.events.last().due_after == on("2026-12-07")


def test_two_pauses_add_up(parcel, started):
    clocks.pause(parcel, "deliver", on=on("2026-11-24"), at=at("2026-11-24T15:00"))
    clocks.resume(parcel, "deliver", on=on("2026-11-25"), at=at("2026-11-25T15:00"))
    clocks.pause(parcel, "deliver", on=on("2026-11-26"), at=at("2026-11-26T15:00"))
    [clock] = clocks.resume(parcel, "deliver", on=on("2026-11-28"), at=at("2026-11-28T15:00"))
    assert clock.due_on == on("2026-12-03")
    assert clocks.explain(fresh(clock)).due_on == clock.due_on
    assert clock.epoch == 4


def test_a_pause_can_end_on_the_day_it_began(parcel, started):
    clocks.pause(parcel, "deliver", on=MONDAY, at=NOON)
    [clock] = clocks.resume(parcel, "deliver", on=MONDAY, at=NOON)
    assert clock.due_on == on("2026-11-30")


def test_a_pause_can_not_end_before_it_began(parcel, started):
    clocks.pause(parcel, "deliver", on=on("2026-11-25"), at=NOON)
    with pytest.raises(ClockRefused, match="can't end on 2026-11-24"):
        clocks.resume(parcel, "deliver", on=on("2026-11-24"), at=NOON)


def test_resuming_what_runs_changes_nothing(parcel, started):
    assert clocks.resume(parcel, "deliver", on=MONDAY, at=NOON) == []
    assert fresh(started[0]).epoch == 0


def test_a_clock_that_is_already_over_is_not_paused_and_says_so(parcel, started):
    late = at("2026-12-01T09:00")
    assert clocks.pause(parcel, "deliver", on=on("2026-12-01"), at=late, notice="form 6") == []
    clock = fresh(started[0])
    assert (clock.state, clock.due_on) == ("running", on("2026-11-30"))
    assert clock.next_action_at is not None  # the next tick will find the breach
    assert told(clock) == ["started", "not_paused"]
    assert not clock.pauses.exists()


def test_a_breached_clock_stays_breached_when_paused_and_when_met(parcel, started):
    ParcelClock.objects.filter(pk=started[0].pk).update(
        state="breached",
        breached_at=at("2026-12-01T00:00"),
        next_stage="",
        next_action_at=None,
    )
    late = at("2026-12-01T09:00")
    clocks.pause(parcel, "deliver", on=on("2026-12-01"), at=late)
    assert fresh(started[0]).state == "breached"
    clocks.meet(parcel, "deliver", at=late)
    clock = fresh(started[0])
    assert (clock.state, clock.met_at, clock.breached_at) == ("met", late, at("2026-12-01T00:00"))


@pytest.mark.parametrize(("end", "state"), [(clocks.meet, "met"), (clocks.cancel, "cancelled")])
def test_a_paused_clock_that_ends_closes_its_pause_and_has_a_last_day_again(
    parcel, started, end, state
):
    clocks.pause(parcel, "deliver", on=on("2026-11-25"), at=at("2026-11-25T15:00"))
    end(parcel, "deliver", at=at("2026-11-27T15:00"))
    clock = fresh(started[0])
    assert (clock.state, clock.due_on, clock.breached_at) == (state, on("2026-12-02"), None)
    assert clock.pauses.get().complete_on == on("2026-11-27")


# Odd pauses


def test_two_pauses_in_one_minute_cost_no_day(parcel, started):
    for _ in range(2):
        clocks.pause(parcel, "deliver", on=on("2026-11-25"), at=at("2026-11-25T15:00"))
        [clock] = clocks.resume(parcel, "deliver", on=on("2026-11-25"), at=at("2026-11-25T15:00"))
    assert (clock.due_on, clock.epoch) == (on("2026-11-30"), 4)
    assert clock.pauses.count() == 2
    assert told(fresh(clock)) == ["started", *["paused", "resumed"] * 2]


def test_a_pause_on_the_day_of_the_start_leaves_the_whole_length(parcel, started):
    clocks.pause(parcel, "deliver", on=MONDAY, at=NOON)
    [clock] = clocks.resume(parcel, "deliver", on=on("2026-11-25"), at=at("2026-11-25T15:00"))
    # Tuesday and Wednesday are taken out: seven days from the 26th.
    assert clock.due_on == on("2026-12-02")


def test_a_pause_over_a_holiday_takes_out_its_days_and_no_more(parcel, rules):
    """Received on 28 September, paused from the 30th to 9 October; one of two days was used."""
    clocks.start(parcel, "deliver", on=on("2026-09-28"), at=at("2026-09-28T09:00"))
    clocks.pause(parcel, "deliver", on=on("2026-09-30"), at=at("2026-09-30T09:00"))
    [clock] = clocks.resume(parcel, "deliver", on=on("2026-10-09"), at=at("2026-10-09T09:00"))
    # Counted: 29 and 30 September, then 10 to 14 October.
    assert clock.due_on == on("2026-10-14")
    days = {day.date: day.why for day in clocks.explain(fresh(clock)).days}
    assert {str(days[on(f"2026-10-0{n}")]) for n in range(1, 10)} == {"paused"}


def test_a_pause_that_ends_on_a_rest_day_is_over_with_it(parcel, started):
    clocks.pause(parcel, "deliver", on=on("2026-11-27"), at=at("2026-11-27T15:00"))
    [clock] = clocks.resume(parcel, "deliver", on=on("2026-11-29"), at=at("2026-11-29T15:00"))
    # Four days counted to Friday the 27th; three are left from Monday on.
    assert clock.due_on == on("2026-12-02")


CODES = ("deliver", "deliver_promise", "customs")
STEPS = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(["pause", "resume"]), st.integers(0, 2)),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_pausing_one_clock_never_touches_another(rules, steps):
    """Whatever is paused and resumed in whatever order: each clock is as if it were alone."""
    together, *others = (Parcel.objects.create(label="P") for _ in range(4))
    alone = dict(zip(CODES, others, strict=True))
    for parcel, codes in [(together, CODES), *((alone[code], (code,)) for code in CODES)]:
        for code in codes:
            due = {"due_on": on("2027-03-01")} if code == "customs" else {}
            clocks.start(parcel, code, on=MONDAY, at=NOON, **due)
    day = MONDAY
    for code, verb, later in steps:
        day += timedelta(days=later)
        moment = NOON + (day - MONDAY)
        for parcel in (together, alone[code]):
            getattr(clocks, verb)(parcel, code, on=day, at=moment)
    for code in CODES:
        one, other = together.clocks.get(code=code), alone[code].clocks.get()
        assert _record(one) == _record(other)


def _record(clock):
    names = ("state", "due_on", "due_at", "epoch", "next_stage", "next_action_at")
    pauses = list(clock.pauses.values_list("asked_on", "complete_on"))
    return [getattr(clock, name) for name in names], pauses, told(clock)
