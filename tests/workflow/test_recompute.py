"""The recompute: each open clock is dated anew once, whatever interrupts it, and says why."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.workflow.parcels.models import Parcel, ParcelClock, ParcelClockEvent
from tests.workflow.parcels.notices import DAYS_2027, NUMBER, amended, in_force
from tests.workflow.parcels.office import at, on
from workflow import clocks, stages
from workflow.calendar_store import current_calendar
from workflow.models import AuditEntry, Recompute, StageRule
from workflow.recompute import advance, latest, request
from workflow.tick import tick
from workflow.units import unit_of_work

NOON = at("2026-11-23T12:00")
LATER = at("2026-11-25T12:00")
#: What a recompute may write.
KEPT = ("code", "state", "due_earliest", "due_on", "due_latest", "due_at", "certainty", "epoch")
KEPT += ("calendar_rev", "breached_at", "next_stage", "next_action_at")


@pytest.fixture(autouse=True)
def _no_plan_of_another_test(monkeypatch):
    monkeypatch.setattr(stages, "_kept", {None: stages.Plan()})


def start(label, code, day, moment=NOON, **how):
    parcel = Parcel.objects.create(label=label)
    return clocks.start(parcel, code, on=on(day), at=moment, **how)


@pytest.fixture
def many(rules):
    """Forty parcels from November to January: some firm, some provisional, some with a pause."""
    for place in range(40):
        day = on("2026-11-20") + timedelta(days=place)
        parcel = Parcel.objects.create(label=f"P{place}")
        with clocks.changes(parcel, at=NOON) as change:
            for code in ("deliver", "deliver_promise", "counter"):
                change.start(code, on=day)
        if place % 5 == 0:
            clocks.pause(parcel, "deliver", on=day + timedelta(days=1), at=NOON)
        if place % 10 == 0:
            clocks.resume(parcel, "deliver", on=day + timedelta(days=4), at=NOON)


def ask(reason="calendar", moment=LATER, **how):
    with unit_of_work():
        return request(ParcelClock, reason=reason, at=moment, **how)


def run(moment=LATER, **how):
    while advance(ParcelClock, at=moment, **how):
        pass


def standing():
    return list(ParcelClock.objects.order_by("pk").values_list(*KEPT))


def told():
    rows = ParcelClockEvent.objects.filter(what__in=["recomputed", "in_time"]).order_by("clock_id")
    return list(rows.values_list("clock_id", "what", "due_before", "due_after", "epoch", "note"))


def test_a_clock_whose_day_moves_says_from_when_to_when_and_by_which_notice(rules):
    clock = start("P1", "deliver", "2026-12-30")  # the 6th of January; Wednesday, provisional
    assert (clock.due_on, clock.certainty) == (on("2027-01-06"), "provisional")

    in_force(2027, [*DAYS_2027, (on("2027-01-06"), "off", "")])
    ask()
    run()

    clock.refresh_from_db()
    assert (clock.due_on, clock.certainty, clock.epoch) == (on("2027-01-07"), "announced", 1)
    [(_, what, before, after, epoch, note)] = told()
    assert (what, before, after, epoch) == ("recomputed", on("2027-01-06"), on("2027-01-07"), 1)
    assert note == f"2027 {NUMBER}"
    assert clock.next_action_at == at("2027-01-05T08:30")


def test_a_clock_whose_days_stay_only_learns_the_revision(rules):
    clock = start("P1", "deliver", "2026-11-23")
    in_force(2027, DAYS_2027)
    ask()
    run()

    clock.refresh_from_db()
    assert (clock.epoch, clock.calendar_rev) == (0, current_calendar().revision)
    assert not told()


def test_done_again_it_changes_nothing(many):
    in_force(2027, DAYS_2027)
    ask()
    run()
    before, said = standing(), told()
    assert said

    for reason in ("calendar", "rule"):
        again = ask(reason)
        run()
        again.refresh_from_db()
        assert (again.done, again.changed) == (ParcelClock.objects.open().count(), 0)
    assert (standing(), told()) == (before, said)


def test_the_progress_adds_up_and_the_end_is_in_the_audit_chain(many):
    in_force(2027, DAYS_2027)
    work = ask()
    assert work.total == 120
    seen = []
    while count := advance(ParcelClock, at=LATER, limit=7):
        work.refresh_from_db()
        seen.append((count, work.done))

    assert [done for _, done in seen] == [
        sum(c for c, _ in seen[: n + 1]) for n in range(len(seen))
    ]
    assert (work.done, work.finished_at) == (120, LATER)
    assert AuditEntry.objects.get(action="recompute.finished").content["changed"] == len(told())


@pytest.mark.parametrize("broken", range(4))
def test_what_interrupts_a_batch_undoes_that_batch_alone(many, broken):
    """Uninterrupted in a savepoint first, to have something to compare with."""
    in_force(2027, DAYS_2027)
    ask()
    with transaction.atomic():
        run(limit=4)
        whole, said = standing(), told()
        transaction.set_rollback(True)
    calls = []

    def fall(by_subject, moment):
        calls.append(len(by_subject))
        if len(calls) % 4 == broken:
            raise RuntimeError("the plug")

    while latest(ParcelClock).running:
        try:
            with transaction.atomic():
                advance(ParcelClock, at=LATER, limit=4, settle=fall)
        except RuntimeError:
            continue

    assert len(calls) > 10
    assert (standing(), told()) == (whole, said)


def test_a_breach_that_the_new_calendar_takes_back_is_running_again(rules):
    clock = start("P1", "deliver", "2026-11-23")
    tick(ParcelClock, at=at("2026-12-01T09:00"), announce=lambda *_, **__: None)
    clock.refresh_from_db()
    assert clock.state == "breached"

    in_force(2026, amended(2026, ("2026-11-30", "off"), ("2026-12-01", "off")))
    ask()
    run(at("2026-12-01T10:00"))

    clock.refresh_from_db()
    assert (clock.state, clock.breached_at) == ("running", None)
    assert clock.due_on == on("2026-12-02")
    assert [one[1] for one in told()] == ["recomputed", "in_time"]
    assert latest(ParcelClock).lifted == 1
    assert AuditEntry.objects.get(action="clock.breach_lifted").subject == "P1"


def test_a_clock_whose_new_day_has_passed_is_the_next_ticks(rules):
    clock = start("P1", "deliver", "2026-12-21")  # the 28th, a Monday: may still become a rest day
    heard = []
    assert (clock.due_latest, clock.state) == (on("2027-01-12"), "running")
    in_force(2027, DAYS_2027)
    ask()
    run(at("2026-12-30T09:00"))
    assert ParcelClock.objects.get().state == "running"

    tick(
        ParcelClock,
        at=at("2026-12-30T09:00:15"),
        announce=lambda told, *, at: heard.extend(alarm.stage for _, alarm in told),
    )

    clock.refresh_from_db()
    assert (clock.state, clock.breached_at) == ("breached", at("2026-12-29T00:00"))
    assert heard == ["breach"]


def test_a_warning_that_the_new_days_have_overtaken_is_told_at_once(rules):
    """On the 28th nobody was told yet; by the new days the last day is tomorrow."""
    in_force(2026, amended(2026, ("2026-11-30", "off"), ("2026-12-01", "off")))
    clock = start("P1", "deliver", "2026-11-23")
    assert (clock.due_on, clock.next_stage) == (on("2026-12-02"), "two_days")
    in_force(2026, amended(2026, ("2026-11-30", "work"), ("2026-12-01", "work")), "second")
    ask()
    heard = []

    run(at("2026-11-29T12:00"))
    tick(
        ParcelClock,
        at=at("2026-11-29T12:00:15"),
        announce=lambda told, *, at: heard.extend((one.stage, one.missed) for _, one in told),
    )

    assert heard == [("one_day", ("two_days",))]


def test_a_clock_that_stands_still_is_reckoned_when_it_goes_on(rules):
    clock = start("P1", "deliver", "2026-12-28")
    clocks.pause(clock.subject, "deliver", on=on("2026-12-29"), at=at("2026-12-29T12:00"))
    in_force(2027, DAYS_2027)
    ask()
    run()
    clock.refresh_from_db()
    assert (clock.state, clock.calendar_rev) == ("paused", current_calendar().revision)
    assert not told()


def test_a_second_request_begins_again_and_does_the_work_of_both(many):
    in_force(2027, DAYS_2027)
    first = ask("stages")
    advance(ParcelClock, at=LATER, limit=5)
    in_force(2026, amended(2026, ("2026-12-14", "off")))
    second = ask()

    first.refresh_from_db()
    assert (first.running, first.finished_at) == (False, None)
    assert (second.cursor, second.rearms) == (0, True)
    run(limit=5)
    assert set(ParcelClock.objects.values_list("calendar_rev", flat=True)) == {
        current_calendar().revision
    }
    assert latest(ParcelClock).finished_at


def test_only_one_is_open(rules):
    ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Recompute.objects.create(clocks="parcels.parcelclock", reason="rule", requested_at=NOON)


def test_an_act_that_ended_behind_the_cursor_is_found_a_minute_later(rules):
    clock = start("P1", "deliver", "2026-12-30")
    before = clock.calendar_rev
    in_force(2027, DAYS_2027)
    ask()
    run()
    ParcelClock.objects.update(calendar_rev=before, epoch=0)

    assert advance(ParcelClock, at=LATER + timedelta(seconds=59)) == 0
    assert advance(ParcelClock, at=LATER + timedelta(seconds=60)) == 1
    assert ParcelClock.objects.get().calendar_rev == current_calendar().revision
    assert latest(ParcelClock).swept_at
    assert advance(ParcelClock, at=LATER + timedelta(hours=1)) == 0


def test_changed_stages_arm_every_clock_anew_but_one_that_is_due(rules):
    ahead = start("P1", "deliver", "2026-11-23")
    due = start("P2", "deliver", "2026-11-18", at("2026-11-18T12:00"))
    moment = at("2026-11-23T18:00")
    assert due.next_action_at <= moment
    StageRule.objects.create(limit="deliver", stage="five_days", name="five days", days_before=5)
    ask("stages")

    run(moment)

    ahead.refresh_from_db()
    armed = (due.next_stage, due.next_action_at)
    due.refresh_from_db()
    assert (ahead.next_stage, ahead.next_action_at) == ("five_days", at("2026-11-25T08:30"))
    assert (due.next_stage, due.next_action_at) == armed
    assert (ahead.epoch, ParcelClockEvent.objects.filter(what="recomputed").count()) == (0, 0)


def test_a_batch_costs_the_same_number_of_statements_whatever_it_holds(many):
    in_force(2027, DAYS_2027)
    current_calendar()  # what a process reads once must not be counted in the first batch alone

    def cost(limit):
        with transaction.atomic():
            ask()
            with CaptureQueriesContext(connection) as queries:
                advance(ParcelClock, at=LATER, limit=limit)
            transaction.set_rollback(True)
        return len(queries)

    assert cost(20) == cost(10)


def test_with_nothing_asked_for_nothing_is_locked(rules, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert advance(ParcelClock, at=NOON) == 0
