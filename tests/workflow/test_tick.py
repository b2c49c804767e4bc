"""The tick: each stage is told in its time, once, and a breach only when it is sure."""

import logging
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction

from tests.workflow.parcels.models import Parcel, ParcelClock, ParcelMessage
from tests.workflow.parcels.office import at, on
from workflow import clocks
from workflow.models import Heartbeat
from workflow.tick import beat, tick

MONDAY = on("2026-11-23")
NOON = at("2026-11-23T12:00")


class Announcer:
    """Remembers what it was asked to tell."""

    def __init__(self):
        self.told = []

    def __call__(self, told, *, at):
        for clock, alarm in told:
            said = (clock.subject.label, clock.code, alarm.stage, list(alarm.missed))
            self.told.append(said)


@pytest.fixture
def announce():
    return Announcer()


@pytest.fixture
def clock(parcel):
    """Due on Monday, 30 November 2026."""
    return clocks.start(parcel, "deliver", on=MONDAY, at=NOON)


def ring(announce, moment, **options):
    return tick(ParcelClock, at=at(moment), announce=announce, **options)


def test_each_stage_is_told_once_at_half_past_eight_and_the_breach_at_midnight(clock, announce):
    for moment, handled in [
        ("2026-11-28T08:29:59", 0),
        ("2026-11-28T08:30", 1),
        ("2026-11-28T08:30:15", 0),
        ("2026-11-29T08:30", 1),
        ("2026-11-30T08:30", 1),
        ("2026-11-30T23:59:59", 0),
        ("2026-12-01T00:00", 1),
        ("2026-12-01T00:00:15", 0),
        ("2026-12-08T00:00", 0),
    ]:
        assert ring(announce, moment) == handled, moment
    stages = [stage for _, _, stage, _ in announce.told]
    assert stages == ["two_days", "one_day", "last_day", "breach"]


def test_a_breach_is_recorded_with_the_moment_of_the_cut_off(clock, announce):
    ring(announce, "2026-12-03T10:00")
    clock.refresh_from_db()
    assert (clock.state, clock.breached_at) == ("breached", at("2026-12-01T00:00"))
    assert (clock.next_stage, clock.next_action_at) == ("", None)
    event = clock.events.last()
    assert (event.what, event.stage, event.at) == ("breached", "breach", at("2026-12-03T10:00"))
    assert event.due_after == on("2026-11-30")


def test_after_an_outage_only_the_latest_stage_is_told_and_the_missed_are_recorded(clock, announce):
    ring(announce, "2026-11-30T09:00")
    assert announce.told == [("P1", "deliver", "last_day", ["two_days", "one_day"])]
    event = clock.events.last()
    assert (event.what, event.stage, event.missed) == (
        "warned",
        "last_day",
        ["two_days", "one_day"],
    )
    ring(announce, "2026-12-03T09:00")
    assert announce.told[-1] == ("P1", "deliver", "breach", [])


def test_an_outage_over_the_end_tells_the_breach_alone(clock, announce):
    ring(announce, "2026-12-03T09:00")
    assert announce.told == [("P1", "deliver", "breach", ["two_days", "one_day", "last_day"])]


def test_warnings_whose_time_was_over_at_the_start_are_left_out_in_silence(parcel, announce):
    clock = clocks.start(parcel, "deliver", on=MONDAY, at=at("2026-11-29T09:00"))
    assert clock.next_stage == "last_day"
    ring(announce, "2026-11-30T08:30")
    assert announce.told == [("P1", "deliver", "last_day", [])]


def test_a_clock_that_starts_after_its_end_is_breached_by_the_next_tick(parcel, announce):
    clocks.start(parcel, "deliver", on=MONDAY, at=at("2026-12-05T09:00"))
    ring(announce, "2026-12-05T09:00:15")
    assert announce.told == [("P1", "deliver", "breach", [])]


@pytest.mark.parametrize("end", [clocks.meet, clocks.cancel])
def test_an_ended_clock_is_silent(parcel, clock, announce, end):
    end(parcel, "deliver", at=NOON)
    assert ring(announce, "2026-12-03T09:00") == 0


def test_a_paused_clock_is_silent_until_it_runs_on(parcel, clock, announce):
    clocks.pause(parcel, "deliver", on=on("2026-11-25"), at=at("2026-11-25T15:00"))
    assert ring(announce, "2026-12-03T09:00") == 0
    clocks.resume(parcel, "deliver", on=on("2026-12-02"), at=at("2026-12-03T10:00"))
    ring(announce, "2026-12-05T09:00")
    assert announce.told == [("P1", "deliver", "two_days", [])]


def test_a_provisional_clock_warns_from_its_earliest_day_and_is_breached_after_its_latest(
    parcel, announce
):
    clocks.start(parcel, "deliver", on=on("2026-12-24"), at=at("2026-12-24T09:00"))
    for moment, stages in [
        ("2026-12-29T08:30", ["two_days"]),
        ("2026-12-31T08:30", ["two_days", "last_day"]),
        ("2027-01-05T00:00", ["two_days", "last_day"]),
        ("2027-01-12T23:59", ["two_days", "last_day"]),
        ("2027-01-13T00:00", ["two_days", "last_day", "breach"]),
    ]:
        ring(announce, moment)
        assert [stage for _, _, stage, _ in announce.told] == stages, moment


def test_hours_warn_only_before_they_are_over(parcel, announce):
    # Over at 6 in the morning: a warning at half past eight would come after the breach.
    clocks.start(parcel, "chill", on=MONDAY, at=at("2026-11-23T06:00"))
    ring(announce, "2026-11-24T06:00")
    assert announce.told == [("P1", "chill", "breach", ["one_day"])]


def test_the_hour_of_warnings_is_a_setting(parcel, announce, settings):
    settings.WORKFLOW_WARN_AT = at("2026-11-23T07:15").time()
    clock = clocks.start(parcel, "deliver", on=MONDAY, at=NOON)
    assert clock.next_action_at == at("2026-11-28T07:15")


def test_a_stage_that_moved_after_it_was_armed_is_armed_anew(clock, announce, settings):
    settings.WORKFLOW_WARN_AT = at("2026-11-23T17:00").time()
    assert ring(announce, "2026-11-28T08:30") == 1
    assert announce.told == []
    clock.refresh_from_db()
    assert (clock.next_stage, clock.next_action_at) == ("two_days", at("2026-11-28T17:00"))


def test_a_tick_takes_the_oldest_first_and_no_more_than_its_limit(rules, announce):
    for number in range(5):
        parcel = Parcel.objects.create(label=f"P{number}")
        start = MONDAY - timedelta(number)
        clocks.start(parcel, "deliver", on=start, at=at("2026-11-23T12:00"))
    assert ring(announce, "2026-12-03T09:00", limit=2) == 2
    assert [label for label, *_ in announce.told] == ["P4", "P3"]
    assert ring(announce, "2026-12-03T09:00") == 3
    assert ring(announce, "2026-12-03T09:00") == 0


def test_a_clock_armed_for_a_stage_that_the_table_no_longer_has_tells_what_came_since(
    clock, announce
):
    ParcelClock.objects.update(next_stage="three_days", next_action_at=at("2026-11-27T08:30"))

    ring(announce, "2026-11-27T09:00")
    assert announce.told == []
    clock.refresh_from_db()
    assert (clock.next_stage, clock.next_action_at) == ("two_days", at("2026-11-28T08:30"))

    ParcelClock.objects.update(next_stage="three_days", next_action_at=at("2026-11-27T08:30"))
    ring(announce, "2026-12-03T09:00")
    [(_, _, stage, missed)] = announce.told
    assert (stage, missed) == ("breach", ["two_days", "one_day", "last_day"])


def test_rows_that_the_announcer_returns_are_saved_once(parcel, clock):
    def announce(told, *, at):
        [(clock, _alarm)] = told
        return [ParcelMessage(key=f"{clock.pk}", channel="email", not_before=at)]

    ParcelMessage.objects.create(key=f"{clock.pk}", channel="email", not_before=NOON)
    ring(announce, "2026-11-28T08:30")
    assert ParcelMessage.objects.get().not_before == NOON


def test_an_idle_tick_costs_one_query(clock, announce, django_assert_num_queries):
    with django_assert_num_queries(1):
        ring(announce, "2026-11-24T08:30")


def test_a_busy_tick_costs_the_same_whatever_is_due(rules, announce, django_assert_max_num_queries):
    for number in range(30):
        parcel = Parcel.objects.create(label=f"P{number}")
        clocks.start(parcel, "deliver", on=MONDAY, at=NOON)
    # looked, savepoint, clocks, update, events, savepoint
    with django_assert_max_num_queries(6):
        assert ring(announce, "2026-11-28T08:30") == 30


def test_one_clock_that_can_not_be_told_does_not_stop_the_others(rules, announce, caplog):
    for label in ("bad", "good"):
        clocks.start(Parcel.objects.create(label=label), "deliver", on=MONDAY, at=NOON)

    def picky(told, **said):
        if any(clock.subject.label == "bad" for clock, _alarm in told):
            raise RuntimeError("call Ms Wang, 138 0000 0000")
        announce(told, **said)

    with caplog.at_level(logging.WARNING):
        assert ring(picky, "2026-11-28T08:30") == 1
    assert announce.told[-1] == ("good", "deliver", "two_days", [])
    assert "RuntimeError" in caplog.text
    assert "Wang" not in caplog.text

    bad = ParcelClock.objects.get(subject__label="bad")
    assert bad.next_action_at == at("2026-11-28T09:30")
    assert [event.what for event in bad.events.all()] == ["started"]
    assert ring(announce, "2026-11-28T09:00") == 0
    assert ring(announce, "2026-11-28T09:30") == 1
    assert announce.told[-1] == ("bad", "deliver", "two_days", [])


def test_a_busy_database_delays_the_telling_to_the_next_tick_only(clock, announce):
    def unlucky(told, **said):
        raise OperationalError("database is locked")

    with pytest.raises(OperationalError):
        ring(unlucky, "2026-11-28T08:30")
    assert ring(announce, "2026-11-28T08:30:15") == 1


def test_a_busy_database_while_clocks_are_taken_one_by_one_delays_no_more(rules, announce, caplog):
    for label in ("bad", "good"):
        clocks.start(Parcel.objects.create(label=label), "deliver", on=MONDAY, at=NOON)
    calls = []

    def picky(told, **said):
        calls.append(told)
        raise OperationalError("database is locked") if len(calls) > 1 else ValueError

    with pytest.raises(OperationalError):
        ring(picky, "2026-11-28T08:30")
    assert ring(announce, "2026-11-28T08:30:15") == 2


def test_a_heartbeat_is_one_row_that_moves(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        beat("clock", NOON)
    beat("clock", at("2026-11-23T12:00:15"))
    beat("relay", NOON)
    assert Heartbeat.objects.get(name="clock").at == at("2026-11-23T12:00:15")
    assert Heartbeat.objects.count() == 2
    assert str(Heartbeat.objects.get(name="relay")) == "relay 2026-11-23 04:00:00"


def test_the_tick_finds_its_work_by_the_partial_index(clock):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        query = ParcelClock.objects.due_for_action(NOON).order_by("next_action_at")
        plan = query.explain()
    assert "parcelclock_next" in plan


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_clock_whose_parcel_somebody_holds_is_left_for_the_next_tick(rules, announce):
    from tests.workflow.parcels.second_connection import elsewhere

    held, free = (Parcel.objects.create(label=label) for label in ("held", "free"))
    with transaction.atomic():
        for parcel in (held, free):
            clocks.start(parcel, "deliver", on=MONDAY, at=NOON)
    with transaction.atomic():
        Parcel.objects.select_for_update().get(pk=held.pk)
        assert elsewhere(lambda: ring(announce, "2026-11-28T08:30")) == 1
    assert [label for label, *_ in announce.told] == ["free"]
    assert ring(announce, "2026-11-28T08:30") == 1


@pytest.mark.postgres
def test_the_idle_question_uses_the_index_even_when_planned_without_the_moment(parcel, clock):
    started = {"rule": clock.rule, "started_on": MONDAY, "started_at": NOON, "due_at": NOON}
    dates = dict.fromkeys(("due_earliest", "due_on", "due_latest"), MONDAY)
    armed = {"next_stage": "breach", "next_action_at": at("2027-12-01T00:00")}
    ParcelClock.objects.bulk_create(
        ParcelClock(subject=parcel, code=f"c{n}", **started, **dates, **armed) for n in range(5_000)
    )
    text, [_at] = ParcelClock.objects.first_due(NOON).values_list("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE parcels_parcelclock")
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute(f"PREPARE idle (timestamptz) AS {text.replace('%s', '$1')}")
        cursor.execute("EXPLAIN EXECUTE idle ('2026-11-23')")
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("DEALLOCATE idle")
    assert "parcelclock_next" in plan
    assert "Seq Scan" not in plan
