"""The stages of a limit are rows: when each comes, for whom, and what never depends on the rows."""

import pytest
from django.db import IntegrityError, transaction

from tests.workflow.parcels.models import ParcelClock
from tests.workflow.parcels.office import at, on
from workflow import clocks, stages
from workflow.models import StageRule
from workflow.stages import Alarm, Plan, Stage, schedule
from workflow.tick import tick

MONDAY = on("2026-11-23")
NOON = at("2026-11-23T12:00")

HALF = Stage("half", percent=50, audiences=("turn",), channels=("in_app",))
ONE_DAY = Stage("one_day", days_before=1)
BREACH = Stage("breach", audiences=("turn", "head"), channels=("in_app", "email"))
THREE_LATE = Stage("three_late", days_before=-3, audiences=("city",), channels=("email",))


def moments(clock, *found):
    return [(stage.stage, moment) for stage, moment in schedule(clock, Plan({"": found}))]


@pytest.fixture
def clock(parcel):
    """Seven days, due on Monday, 30 November 2026."""
    return clocks.start(parcel, "deliver", on=MONDAY, at=NOON)


@pytest.mark.parametrize(
    ("stage", "moment"),
    [
        (HALF, "2026-11-26T08:30"),
        (Stage("early", percent=1), "2026-11-23T08:30"),
        (Stage("late", percent=99), "2026-11-29T08:30"),
        (Stage("five", days_before=5), "2026-11-25T08:30"),
        (ONE_DAY, "2026-11-29T08:30"),
        (Stage("last", days_before=0), "2026-11-30T08:30"),
        (Stage("next", days_before=-1), "2026-12-01T08:30"),
        (THREE_LATE, "2026-12-03T08:30"),
    ],
)
def test_each_kind_of_stage_has_its_moment(clock, stage, moment):
    assert (stage.stage, at(moment)) in moments(clock, stage)


def test_stages_come_in_the_order_of_their_moments_and_the_breach_at_the_cut_off(clock):
    assert moments(clock, THREE_LATE, BREACH, ONE_DAY, HALF) == [
        ("half", at("2026-11-26T08:30")),
        ("one_day", at("2026-11-29T08:30")),
        ("breach", at("2026-12-01T00:00")),
        ("three_late", at("2026-12-03T08:30")),
    ]


def test_the_breach_is_a_stage_whatever_the_rows_say(clock):
    assert moments(clock) == [("breach", at("2026-12-01T00:00"))]
    assert moments(clock, HALF)[-1] == ("breach", at("2026-12-01T00:00"))


def test_a_limit_with_stages_of_its_own_has_only_those():
    plan = Plan({"": (HALF, BREACH), "deliver": (ONE_DAY, BREACH)})
    assert plan.of("deliver") == (ONE_DAY, BREACH)
    assert plan.of("customs") == (HALF, BREACH)


def test_half_of_some_hours_is_a_moment_and_not_a_morning(parcel):
    chill = clocks.start(parcel, "chill", on=MONDAY, at=NOON)
    assert moments(chill, HALF)[0] == ("half", at("2026-11-24T00:00"))


def test_half_the_time_of_a_limit_before_an_event_is_measured_from_the_act(parcel):
    rule = clocks.start(parcel, "deliver", on=MONDAY, at=NOON).rule
    rule.pk, rule.code, rule.backward, rule.roll, rule.amount = None, "notice", True, "none", 15
    rule.save()
    hearing = on("2027-01-04")
    clock = clocks.start(parcel, "notice", on=hearing, at=NOON)
    assert clock.due_on == on("2026-12-20")
    assert moments(clock, HALF)[0] == ("half", at("2026-12-06T08:30"))


def test_an_alarm_stands_for_all_that_was_reached_and_is_told_to_everybody_once():
    alarm = Alarm.of([HALF, ONE_DAY, BREACH, THREE_LATE])
    assert alarm == Alarm(
        stage="three_late",
        missed=("half", "one_day", "breach"),
        audiences=("turn", "head", "city"),
        channels=("in_app", "email"),
        is_breach=True,
    )
    assert not Alarm.of([HALF]).is_breach


def test_stages_after_the_breach_are_told_and_then_the_clock_is_silent(clock):
    StageRule.objects.create(limit="deliver", stage="three_late", name="late", days_before=-3)
    told = []

    def announce(batch, *, at):
        told.extend((alarm.stage, alarm.is_breach) for _clock, alarm in batch)

    for moment in ("2026-12-01T00:00", "2026-12-03T08:29", "2026-12-03T08:30", "2026-12-30T00:00"):
        tick(ParcelClock, at=at(moment), announce=announce)
    assert told == [("breach", True), ("three_late", False)]
    clock.refresh_from_db()
    assert (clock.state, clock.next_stage, clock.next_action_at) == ("breached", "", None)
    assert [event.what for event in clock.events.all()] == ["started", "breached", "warned"]


def test_a_changed_row_is_read_anew_by_whoever_kept_the_old_ones(rules):
    before = stages.current_plan()
    assert stages.current_plan() is before
    row = StageRule.objects.get(limit="deliver", stage="one_day")
    row.audiences = ["turn", "head"]
    row.save()
    after = stages.current_plan()
    assert after is not before
    assert after.of("deliver")[1].audiences == ("turn", "head")


def test_a_stage_out_of_use_is_left_out_but_the_breach_comes(rules):
    for row in StageRule.objects.filter(limit="deliver"):
        row.active = False
        row.save()
    StageRule.objects.filter(limit="").delete()
    assert stages.current_plan().of("deliver") == (Stage("breach"),)


@pytest.mark.parametrize(
    "moment",
    [
        {"stage": "half"},
        {"stage": "half", "percent": 50, "days_before": 1},
        {"stage": "breach", "days_before": 0},
        {"stage": "half", "percent": 100},
        {"stage": "half", "percent": 0},
    ],
)
def test_a_row_without_one_moment_is_refused_by_the_database(rules, moment):
    with pytest.raises(IntegrityError), transaction.atomic():
        StageRule.objects.create(limit="x", name="x", **moment)
