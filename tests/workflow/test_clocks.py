"""The life of a clock: start, pause, resume, meet, cancel, restart, and its explanation."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.workflow.parcels.models import Parcel, ParcelClock, ParcelClockEvent, ParcelPause
from tests.workflow.parcels.office import at, on
from tests.workflow.test_limits import notice_of
from workflow import clocks
from workflow.calendar_store import confirm, current_calendar
from workflow.clocks import ClockRefused
from workflow.models import LimitRule
from workflow.stages import Plan, schedule
from workflow.tick import tick

MONDAY = on("2026-11-23")
NOON = at("2026-11-23T12:00")


def told(clock):
    return [event.what for event in clock.events.all()]


def fresh(clock):
    return ParcelClock.objects.get(pk=clock.pk)


@pytest.fixture
def started(parcel):
    """The statute and the promise, side by side."""
    with clocks.changes(parcel, at=NOON) as change:
        return change.start("deliver", on=MONDAY), change.start("deliver_promise", on=MONDAY)


def test_a_clock_starts_with_its_last_day_and_its_first_alarm(parcel):
    clock = clocks.start(parcel, "deliver", on=MONDAY, at=NOON)
    clock = fresh(clock)
    assert (clock.state, clock.seq, clock.epoch) == ("running", 1, 0)
    assert clock.due_earliest == clock.due_on == clock.due_latest == on("2026-11-30")
    assert (clock.certainty, clock.calendar_rev) == ("announced", 8)
    assert clock.due_at == at("2026-12-01T00:00")
    assert (clock.next_stage, clock.next_action_at) == ("two_days", at("2026-11-28T08:30"))
    [event] = clock.events.all()
    assert (event.what, event.due_before, event.due_after) == ("started", None, on("2026-11-30"))


def test_a_clock_takes_the_rule_of_its_first_day(parcel):
    clock = clocks.start(parcel, "deliver", on=on("2021-09-30"), at=NOON)
    assert clock.rule.unit == "working"
    assert clock.due_on == on("2021-10-15")
    assert (clock.next_stage, clock.next_action_at) == ("breach", at("2021-10-16T00:00"))


def test_a_clock_keeps_the_rules_of_the_day_its_subject_came_in(parcel):
    old = clocks.start(parcel, "deliver", on=on("2022-01-05"), rule_on=on("2021-12-30"), at=NOON)
    assert old.rule.unit == "working"
    none_then = clocks.start(
        parcel, "counter", on=on("2022-01-05"), rule_on=on("2021-12-30"), at=NOON
    )
    assert none_then.rule.valid_from == on("2022-01-01")


@pytest.mark.parametrize(
    ("channels", "channel", "over"),
    [
        ([], "web", "2026-11-26T17:30"),
        (["counter"], "counter", "2026-11-26T17:30"),
        (["counter"], "web", "2026-11-27T00:00"),
        (["counter", "letter"], "letter", "2026-11-26T17:30"),
    ],
)
def test_the_last_day_ends_with_the_office_hours_where_it_is_handed_in_at_the_counter(
    parcel, channels, channel, over
):
    LimitRule.objects.filter(code="counter").update(cut_off_channels=channels)
    clock = clocks.start(parcel, "counter", on=MONDAY, channel=channel, at=NOON)
    assert fresh(clock).due_at == at(over)
    assert fresh(clock).channel == channel


def test_a_later_change_of_the_hour_leaves_a_running_clock_alone(parcel):
    clocks.start(parcel, "counter", on=MONDAY, at=NOON)
    LimitRule.objects.filter(code="counter").update(cut_off=None)
    clocks.pause(parcel, "counter", on=MONDAY, at=NOON)
    [clock] = clocks.resume(parcel, "counter", on=MONDAY, at=NOON)
    assert fresh(clock).due_at == at("2026-11-26T17:30")


def test_what_was_posted_before_the_end_is_in_time_although_it_came_later(parcel):
    clocks.start(parcel, "deliver", on=MONDAY, at=NOON)
    with clocks.changes(parcel, at=at("2026-12-02T10:00")) as change:
        [clock] = change.meet_event("delivered", as_of=at("2026-11-30T00:00"))
    assert (fresh(clock).state, fresh(clock).breached_at) == ("met", None)
    assert told(clock) == ["started", "met"]


def test_a_breach_that_a_tick_recorded_is_taken_back_when_the_post_was_in_time(parcel):
    clocks.start(parcel, "deliver", on=MONDAY, at=NOON)
    tick(ParcelClock, at=at("2026-12-01T00:00"), announce=lambda *args, **alarm: None)
    with clocks.changes(parcel, at=at("2026-12-02T10:00")) as change:
        [clock] = change.meet_event("delivered", as_of=at("2026-11-30T00:00"))
    assert (fresh(clock).state, fresh(clock).breached_at) == ("met", None)
    assert told(clock) == ["started", "breached", "in_time", "met"]


def test_what_was_posted_after_the_end_is_late(parcel):
    clocks.start(parcel, "deliver", on=MONDAY, at=NOON)
    with clocks.changes(parcel, at=at("2026-12-02T10:00")) as change:
        [clock] = change.meet_event("delivered", as_of=at("2026-12-01T00:00"))
    assert fresh(clock).breached_at == at("2026-12-01T00:00")
    assert told(clock) == ["started", "breached", "met"]


def test_a_cut_off_ends_the_last_day_early(parcel):
    clock = clocks.start(parcel, "counter", on=MONDAY, at=NOON)
    assert fresh(clock).due_at == at("2026-11-26T17:30")


def test_hours_run_from_the_moment_of_receipt(parcel):
    clock = clocks.start(
        parcel,
        "chill",
        on=on("2026-10-02"),
        at=at("2026-10-02T18:00"),
        since=at("2026-10-02T16:20"),
    )
    assert fresh(clock).due_at == at("2026-10-03T16:20")
    assert clock.due_on == on("2026-10-03")
    assert (clock.next_stage, clock.next_action_at) == ("last_day", at("2026-10-03T08:30"))
    assert clocks.explain(fresh(clock)).due_at == at("2026-10-03T16:20")


def test_hours_run_from_now_where_no_moment_is_given(parcel):
    clock = clocks.start(parcel, "chill", on=MONDAY, at=NOON)
    assert fresh(clock).due_at == at("2026-11-24T12:00")


def test_a_rule_without_a_length_takes_the_day_that_was_named(parcel):
    clock = clocks.start(parcel, "customs", on=MONDAY, at=NOON, due_on=on("2026-11-28"))
    assert (clock.given_due_on, clock.due_on) == (on("2026-11-28"), on("2026-11-30"))
    assert clocks.explain(clock).days[-1].why == "rolled_to"


@pytest.mark.parametrize(
    ("code", "due_on", "sentence"),
    [
        ("customs", None, "name its last day"),
        ("customs", date(2026, 11, 22), "before it starts"),
    ],
)
def test_a_clock_without_a_possible_last_day_is_refused(parcel, code, due_on, sentence):
    with pytest.raises(ClockRefused, match=sentence):
        clocks.start(parcel, code, on=MONDAY, at=NOON, due_on=due_on)
    assert not ParcelClock.objects.exists()


def test_a_clock_without_a_rule_is_refused(parcel):
    with pytest.raises(LimitRule.DoesNotExist, match="No rule lunch"):
        clocks.start(parcel, "lunch", on=MONDAY, at=NOON)


def test_a_code_runs_once_at_a_time(parcel, started):
    with pytest.raises(ClockRefused, match="running already"):
        clocks.start(parcel, "deliver", on=MONDAY, at=NOON)


def test_the_database_refuses_a_second_open_clock_of_a_code(started):
    clock = started[0]
    clock.pk, clock.seq = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        clock.save(force_insert=True)


def test_a_start_beside_an_unannounced_year_is_provisional(parcel):
    clock = clocks.start(parcel, "deliver", on=on("2026-12-24"), at=at("2026-12-24T09:00"))
    assert clock.certainty == "provisional"
    assert (clock.due_earliest, clock.due_on) == (on("2026-12-31"), on("2026-12-31"))
    assert clock.due_latest == on("2027-01-12")
    assert clock.breach_at == at("2027-01-13T00:00")


def test_a_met_clock_says_when_and_rings_no_more(parcel, started):
    clocks.meet(parcel, "deliver", at=at("2026-11-25T10:00"))
    clock = fresh(started[0])
    assert (clock.state, clock.met_at) == ("met", at("2026-11-25T10:00"))
    assert (clock.next_stage, clock.next_action_at, clock.breached_at) == ("", None, None)
    assert told(clock) == ["started", "met"]
    assert fresh(started[1]).state == "running"


def test_an_event_meets_every_clock_that_waits_for_it(parcel, started):
    assert len(clocks.meet_event(parcel, "delivered", at=NOON)) == 2
    assert clocks.open_clocks(parcel) == []
    assert clocks.meet_event(parcel, "delivered", at=NOON) == []


def test_meeting_nothing_meets_nothing(parcel, started):
    assert clocks.meet(parcel, at=NOON) == []
    assert clocks.pause(parcel, on=MONDAY, at=NOON) == []
    assert len(clocks.open_clocks(parcel)) == 2


def test_a_clock_met_before_any_tick_saw_its_end_is_late_all_the_same(parcel, started):
    clocks.meet(parcel, "deliver", at=at("2026-12-01T00:00"))
    clock = fresh(started[0])
    assert (clock.state, clock.breached_at) == ("met", at("2026-12-01T00:00"))
    assert told(clock) == ["started", "breached", "met"]


def test_a_clock_met_in_the_last_second_is_in_time(parcel, started):
    clocks.meet(parcel, "deliver", at=at("2026-11-30T23:59:59"))
    assert fresh(started[0]).breached_at is None


def test_all_open_clocks_or_some_are_cancelled(parcel, started):
    assert [clock.code for clock in clocks.cancel(parcel, "deliver", at=NOON)] == ["deliver"]
    assert [clock.code for clock in clocks.cancel(parcel, at=NOON)] == ["deliver_promise"]
    clock = fresh(started[0])
    assert (clock.state, clock.cancelled_at, clock.next_action_at) == ("cancelled", NOON, None)


def test_a_restart_cancels_the_open_clock_and_counts_anew(parcel, started):
    again = clocks.restart(parcel, "deliver", on=on("2026-11-25"), at=at("2026-11-25T09:00"))
    assert (again.seq, again.due_on) == (2, on("2026-12-02"))
    assert fresh(started[0]).state == "cancelled"
    third = clocks.restart(parcel, "deliver", on=on("2026-11-26"), at=at("2026-11-26T09:00"))
    assert third.seq == 3


def test_a_restart_of_what_does_not_run_is_a_start(parcel):
    clock = clocks.restart(parcel, "customs", on=MONDAY, at=NOON, due_on=on("2026-11-27"))
    assert (clock.seq, clock.due_on) == (1, on("2026-11-27"))


def test_a_clock_started_and_cancelled_in_one_act_is_kept_as_cancelled(parcel):
    with clocks.changes(parcel, at=NOON) as change:
        change.start("deliver", on=MONDAY)
        change.restart("deliver", on=MONDAY)
    assert list(parcel.clocks.values_list("seq", "state")) == [(1, "cancelled"), (2, "running")]


def test_an_explanation_uses_the_calendar_of_the_clock(parcel):
    clock = clocks.start(parcel, "deliver", on=on("2026-12-18"), at=at("2026-12-18T09:00"))
    assert clock.due_on == on("2026-12-25")
    confirm(notice_of(2026, ("2026-12-25", "off")), at=at("2026-12-20T09:00"))
    assert clocks.explain(clock).due_on == on("2026-12-25")
    clock = clocks.restart(parcel, "deliver", on=on("2026-12-18"), at=at("2026-12-20T09:00"))
    assert clocks.explain(clock).due_on == clock.due_on == on("2026-12-28")


def test_several_explanations_share_one_reading_of_the_calendar(
    parcel, started, django_assert_num_queries
):
    calendar = current_calendar()
    shown = parcel.clocks.select_related("rule").prefetch_related("pauses")
    with django_assert_num_queries(2):
        days = [clocks.explain(clock, calendar=calendar).due_on for clock in shown]
    assert days == [on("2026-11-30"), on("2026-11-30")]


def test_the_days_left_count_down_to_the_last_day(started):
    clock = started[0]
    days = [clock.days_left(on(day)) for day in ("2026-11-28", "2026-11-30", "2026-12-02")]
    assert days == [2, 0, -2]


def test_a_clock_without_a_last_day_has_no_days_left_and_no_stages(parcel, started):
    [clock] = clocks.pause(parcel, "deliver", on=MONDAY, at=NOON)
    assert clock.days_left(MONDAY) is None
    assert clock.breach_at is None
    assert schedule(clock, Plan()) == []


def test_what_happened_to_a_clock_can_not_be_rewritten(started):
    event = ParcelClockEvent.objects.create(clock=started[0], at=NOON, what="recomputed")
    for rewrite in (
        event.save,
        event.delete,
        ParcelClockEvent.objects.all().delete,
        lambda: ParcelClockEvent.objects.update(what="met"),
    ):
        with pytest.raises(TypeError, match="append-only"):
            rewrite()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("has_a_known_state", {"state": "asleep"}),
        ("that_is_idle_has_no_timer", {"state": "met", "met_at": NOON}),
        ("timer_has_its_stage", {"next_stage": ""}),
        ("timer_has_its_stage", {"next_action_at": None}),
        ("dates_are_all_there_in_order", {"due_earliest": date(2026, 12, 24)}),
        ("dates_are_all_there_in_order", {"due_latest": date(2026, 11, 24)}),
        ("dates_are_all_there_in_order", {"due_at": None}),
        ("dates_are_all_there_in_order", {"due_on": None}),
        ("dates_are_all_there_in_order", {"due_earliest": None}),
        ("dates_are_all_there_in_order", {"due_latest": None}),
        (
            "that_runs_has_a_last_day",
            dict.fromkeys(["due_earliest", "due_on", "due_latest", "due_at"]),
        ),
        (
            "that_is_paused_has_no_last_day",
            {"state": "paused", "next_stage": "", "next_action_at": None},
        ),
        ("that_is_met_says_when", {"met_at": NOON}),
        ("that_is_cancelled_says_when", {"cancelled_at": NOON}),
        ("that_is_breached_says_when", {"state": "breached"}),
    ],
)
def test_the_database_refuses_an_impossible_clock(started, name, fields):
    with pytest.raises(IntegrityError, match=f"parcelclock_{name}"), transaction.atomic():
        ParcelClock.objects.filter(pk=started[0].pk).update(**fields)


def test_the_database_refuses_a_second_open_pause_and_one_that_ends_before_it_begins(started):
    clock = started[0]
    ParcelPause.objects.create(clock=clock, asked_on=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ParcelPause.objects.create(clock=clock, asked_on=on("2026-11-25"))
    with pytest.raises(IntegrityError, match="parcelpause_ends_after"), transaction.atomic():
        ParcelPause.objects.create(clock=clock, asked_on=MONDAY, complete_on=on("2026-11-22"))


ACTS = {
    # clocks and rules read, clock and event inserted
    "start": (4, lambda p: clocks.start(p, "counter", on=MONDAY, at=NOON)),
    # clocks read, clocks updated, events inserted
    "meet": (3, lambda p: clocks.meet_event(p, "delivered", at=NOON)),
    "restart": (5, lambda p: clocks.restart(p, "deliver", on=MONDAY, at=NOON)),
    "pause": (4, lambda p: clocks.pause(p, "deliver", "deliver_promise", on=MONDAY, at=NOON)),
    "nothing": (1, lambda p: clocks.meet(p, "customs", at=NOON)),
    "look": (1, clocks.open_clocks),
}


@pytest.mark.parametrize(("queries", "act"), ACTS.values(), ids=ACTS)
def test_a_change_costs_few_queries(parcel, started, queries, act, django_assert_num_queries):
    with django_assert_num_queries(queries):
        act(parcel)


def test_resuming_two_clocks_costs_six_queries(parcel, started, django_assert_num_queries):
    both = ("deliver", "deliver_promise")
    clocks.pause(parcel, *both, on=MONDAY, at=NOON)
    with django_assert_num_queries(6):  # clocks, pauses, close them, each clock's dates, events
        clocks.resume(parcel, *both, on=on("2026-11-24"), at=at("2026-11-24T09:00"))


def test_changes_of_one_act_share_their_queries(parcel, started, django_assert_num_queries):
    with django_assert_num_queries(5), clocks.changes(parcel, at=NOON) as change:
        change.meet_event("delivered")
        change.start("counter", on=MONDAY)
        change.start("chill", on=MONDAY)
    assert [clock.code for clock in clocks.open_clocks(parcel)] == ["counter", "chill"]


def test_an_act_that_fails_writes_nothing(parcel, started):
    def act():
        with clocks.changes(parcel, at=NOON) as change:
            change.meet_event("delivered")
            change.start("customs", on=MONDAY)

    with pytest.raises(ClockRefused):
        act()
    assert len(clocks.open_clocks(parcel)) == 2


def test_clocks_of_another_parcel_are_left_alone(parcel, started):
    other = Parcel.objects.create(label="P2")
    clocks.start(other, "deliver", on=MONDAY, at=NOON)
    clocks.cancel(other, at=NOON)
    assert len(clocks.open_clocks(parcel)) == 2


def test_rows_have_names(parcel, started):
    assert str(started[0]) == "deliver 1"
    clocks.pause(parcel, "deliver", on=MONDAY, at=NOON)
    assert str(started[0].pauses.get()) == "2026-11-23 – …"
    assert str(started[0].events.first()) == "started"
