"""The watchdog: what it finds, at the second at which it finds it, and what the look costs."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.workflow.parcels.models import ParcelClock, ParcelMessage
from tests.workflow.parcels.office import at, on
from workflow import clocks, watch
from workflow.calendar_store import confirm
from workflow.models import CalendarNotice, Recompute
from workflow.outbox import BACK_OFF, relay
from workflow.tick import beat
from workflow.watch import Level

NOON = at("2026-11-23T12:00")
SECOND = timedelta(seconds=1)


def look(moment):
    """Every finding by its code."""
    found = watch.findings(at=moment, clocks=ParcelClock, messages=ParcelMessage)
    return {finding.code: finding for finding in found}


def message(key="1", **fields):
    defaults = {"channel": "email", "not_before": NOON}
    return ParcelMessage.objects.create(key=key, **defaults | fields)


def announced(year):
    """The notice of that year, imported but not yet confirmed."""
    return CalendarNotice.objects.create(
        year=year, paper_no="国办发明电〔2026〕9号", digest="0" * 64
    )


def test_a_house_where_nothing_waits_is_well(rules):
    beat("tick", NOON)
    beat("relay", NOON)

    found = look(NOON)
    assert {finding.level for finding in found.values()} == {Level.OK}
    assert set(found) == {"tick", "relay", "due", "unsent", "dead", "recompute", "calendar"}


def test_a_clock_that_never_ran_is_red_and_a_relay_that_never_ran_is_yellow(rules):
    found = look(NOON)

    assert (found["tick"].level, found["tick"].since) == (Level.RED, None)
    assert (found["relay"].level, found["relay"].since) == (Level.YELLOW, None)


@pytest.mark.parametrize(
    ("part", "limit", "bad"),
    [("tick", watch.TICK, Level.RED), ("relay", watch.RELAY, Level.YELLOW)],
)
def test_a_part_is_missed_as_soon_as_its_last_beat_is_older_than_its_limit(rules, part, limit, bad):
    beat(part, NOON)

    assert look(NOON + limit)[part].level is Level.OK
    late = look(NOON + limit + SECOND)[part]
    assert (late.level, late.since) == (bad, NOON)
    assert late.seconds(NOON + limit + SECOND) == limit.total_seconds() + 1


def test_a_beat_of_the_future_is_no_beat(rules):
    beat("tick", NOON + timedelta(hours=1))  # the machine's clock was put back by an hour

    assert look(NOON)["tick"].level is Level.RED


def test_a_stage_may_wait_two_minutes_for_a_tick_and_no_longer(parcel):
    clocks.start(parcel, "deliver", on=on("2026-11-23"), at=NOON)
    due = ParcelClock.objects.get().next_action_at

    assert look(due - SECOND)["due"].since is None
    assert look(due + watch.DUE)["due"].level is Level.OK
    late = look(due + watch.DUE + SECOND)["due"]
    assert (late.level, late.since) == (Level.RED, due)


def test_a_message_may_wait_ten_minutes_and_no_longer(rules):
    message()

    assert look(NOON + watch.UNSENT)["unsent"].level is Level.OK
    late = look(NOON + watch.UNSENT + SECOND)["unsent"]
    assert (late.level, late.since) == (Level.RED, NOON)


def test_a_message_that_is_kept_back_for_the_night_is_not_late(rules):
    message(not_before=NOON + timedelta(hours=10))

    assert look(NOON + timedelta(hours=9))["unsent"].since is None


@pytest.mark.parametrize("ended", ["sent_at", "dead_at", "superseded_at"])
def test_a_message_that_has_ended_does_not_wait(rules, ended):
    message(**{ended: NOON})

    assert look(NOON + timedelta(days=1))["unsent"].since is None


def test_a_message_is_no_younger_for_every_attempt_that_failed(rules):
    """Each failure sets the next attempt later; seen from there nothing would ever be late."""

    def broken(_message):
        raise ConnectionRefusedError

    message()
    moment = NOON
    for wait in BACK_OFF:
        relay(ParcelMessage, at=moment, send=broken)
        assert look(moment)["unsent"].since in {None, NOON}
        moment += wait
        assert look(moment)["unsent"].since == NOON
    assert look(moment)["unsent"].level is Level.RED


def test_messages_that_were_given_up_are_counted_until_they_are_sent_again(rules):
    message("1", dead_at=NOON + timedelta(hours=1))
    message("2", dead_at=NOON)

    dead = look(NOON + timedelta(days=9))["dead"]
    assert (dead.level, dead.since, dead.count) == (Level.YELLOW, NOON, 2)
    ParcelMessage.objects.update(dead_at=None)
    assert look(NOON)["dead"].level is Level.OK


def test_a_recompute_that_nobody_goes_on_with_is_yellow(rules):
    asked = Recompute.objects.create(
        clocks="parcels.parcelclock", reason="calendar", requested_at=NOON
    )

    assert look(NOON + watch.RECOMPUTE)["recompute"].level is Level.OK
    late = look(NOON + watch.RECOMPUTE + SECOND)["recompute"]
    assert (late.level, late.since) == (Level.YELLOW, NOON)
    asked.finished_at = NOON + timedelta(hours=1)
    asked.save()
    assert look(NOON + timedelta(hours=2))["recompute"].since is None


@pytest.mark.parametrize(
    ("moment", "level", "year"),
    [
        ("2026-11-30T23:59:59", Level.OK, None),
        ("2026-12-01T00:00", Level.YELLOW, 2027),
        ("2026-12-15T23:59:59", Level.YELLOW, 2027),
        ("2026-12-16T00:00", Level.RED, 2027),
        ("2026-12-31T23:59:59", Level.RED, 2027),
        ("2027-01-01T00:00", Level.RED, 2027),
        ("2027-06-01T12:00", Level.RED, 2027),
        ("2027-12-01T00:00", Level.RED, 2027),  # the present year first
    ],
)
def test_a_missing_notice_is_an_alarm_from_december_and_red_after_the_fifteenth(
    rules, moment, level, year
):
    found = look(at(moment))["calendar"]

    assert (found.level, found.year) == (level, year)


def test_a_notice_counts_from_the_moment_it_is_in_force(rules):
    notice = announced(2027)
    assert look(at("2026-12-20T09:00"))["calendar"].level is Level.RED

    confirm(notice, at=NOON)
    assert look(at("2026-12-20T09:00"))["calendar"].level is Level.OK
    assert look(at("2027-11-30T09:00"))["calendar"].level is Level.OK
    assert look(at("2027-12-01T09:00"))["calendar"].year == 2028


def test_a_house_without_any_calendar_is_red_in_any_month(db):
    CalendarNotice.objects.all().delete()

    assert watch.missing_year(date(2026, 6, 1)) == 2026
    assert watch.calendar(at=at("2026-06-01T09:00")).level is Level.RED


def test_the_domain_may_ask_more(rules):
    own = watch.Finding("own", Level.YELLOW)
    found = watch.findings(
        at=NOON, clocks=ParcelClock, messages=ParcelMessage, also=[lambda at: own]
    )

    assert found[-1] is own


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], Level.OK),
        ([Level.OK, Level.YELLOW], Level.YELLOW),
        ([Level.RED, Level.OK, Level.YELLOW], Level.RED),
    ],
)
def test_the_worst_finding_is_the_state_of_the_house(levels, expected):
    assert watch.worst([watch.Finding("x", level) for level in levels]) is expected


@pytest.mark.parametrize("many", [0, 30])
def test_a_look_costs_seven_queries_however_much_waits(rules, django_assert_num_queries, many):
    for number in range(many):
        message(f"waiting {number}", attempts=number % 5)
        message(f"dead {number}", dead_at=NOON)

    # beats, due, unsent, failed, given up, recompute, notices
    with django_assert_num_queries(7):
        look(NOON)


@pytest.mark.postgres
def test_every_look_reads_an_index_of_what_waits(parcel):
    """The plans over a table as a city's would be: a million that is done, a handful that waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO parcels_parcelmessage (key, channel, payload, not_before, attempts,"
            " sent_at, last_error)"
            " SELECT 'sent ' || n, 'email', '{}', now(), 1, now(), ''"
            " FROM generate_series(1, 20000) n"
        )
        message()
        message("dead", dead_at=NOON)
        cursor.execute("ANALYZE parcels_parcelmessage")
    queries = {
        "parcelmessage_waiting": [
            ParcelMessage.objects.waiting().order_by("not_before").values("not_before")[:1],
            ParcelMessage.objects.waiting().filter(attempts__gt=0, lease_until=None),
        ],
        "parcelmessage_dead": [ParcelMessage.objects.dead()],
    }
    for index, several in queries.items():
        for query in several:
            plan = query.explain()
            assert index in plan, plan
            assert "Seq Scan" not in plan, plan
