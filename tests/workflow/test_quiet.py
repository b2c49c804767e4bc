"""Quiet hours: what could wake somebody waits until the morning; nothing else does."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from settings import env
from tests.workflow.parcels.models import ParcelMessage
from tests.workflow.parcels.office import at
from tests.workflow.test_outbox import Line, message
from workflow import quiet
from workflow.outbox import relay

NIGHT = (time(21), time(7, 30))
NOON_REST = (time(12), time(14))


@pytest.mark.parametrize(
    ("hours", "moment", "out"),
    [
        (NIGHT, "2026-11-23T20:59:59", "2026-11-23T20:59:59"),
        (NIGHT, "2026-11-23T21:00", "2026-11-24T07:30"),
        (NIGHT, "2026-11-23T23:59:59", "2026-11-24T07:30"),
        (NIGHT, "2026-11-24T00:00", "2026-11-24T07:30"),
        (NIGHT, "2026-11-24T07:29:59", "2026-11-24T07:30"),
        (NIGHT, "2026-11-24T07:30", "2026-11-24T07:30"),
        (NIGHT, "2026-12-31T22:00", "2027-01-01T07:30"),
        (NOON_REST, "2026-11-23T11:59", "2026-11-23T11:59"),
        (NOON_REST, "2026-11-23T12:00", "2026-11-23T14:00"),
        (NOON_REST, "2026-11-23T14:00", "2026-11-23T14:00"),
        (NOON_REST, "2026-11-23T23:00", "2026-11-23T23:00"),
        (None, "2026-11-24T03:00", "2026-11-24T03:00"),
    ],
)
def test_the_end_of_the_quiet_hours_a_moment_falls_into(settings, hours, moment, out):
    settings.WORKFLOW_QUIET_HOURS = hours

    assert quiet.let_out(at(moment)) == at(out)


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ("21:00-07:30", NIGHT),
        (" 20:00 - 08:00", (time(20), time(8))),
        ("", None),
        ("8:00-8:00", None),
    ],
)
def test_the_setting_is_two_times_or_nothing(monkeypatch, value, hours):
    monkeypatch.setenv("FAYUAN_QUIET_HOURS", value.replace("8:00-8:00", "08:00-08:00"))

    assert env.hours("FAYUAN_QUIET_HOURS", "21:00-07:30") == hours


@pytest.mark.parametrize("value", ["night", "21:00", "21:00-25:00", "21:00-07:30-08:00"])
def test_anything_else_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("FAYUAN_QUIET_HOURS", value)

    with pytest.raises(ImproperlyConfigured, match="FAYUAN_QUIET_HOURS must look like"):
        env.hours("FAYUAN_QUIET_HOURS", "")


@pytest.fixture
def _night(settings):
    settings.WORKFLOW_QUIET_HOURS = NIGHT


LATE, MORNING = at("2026-11-23T22:00"), at("2026-11-24T07:30")


@pytest.mark.usefixtures("_night", "db")
@pytest.mark.parametrize("channel", ["email", "sms", "robot"])
def test_a_relay_at_night_puts_off_what_wakes_and_counts_no_attempt(channel):
    message(channel=channel, not_before=LATE)
    line = Line()
    assert relay(ParcelMessage, at=LATE, send=line) == 0
    held = ParcelMessage.objects.get()
    assert (held.not_before, held.attempts, held.lease_until) == (MORNING, 0, None)
    assert relay(ParcelMessage, at=MORNING - timedelta(seconds=1), send=line) == 0
    assert relay(ParcelMessage, at=MORNING, send=line) == 1
    assert line.sent == [held.key]


@pytest.mark.usefixtures("_night", "db")
@pytest.mark.parametrize("channel", ["webhook", "file"])
def test_a_machine_is_told_at_night_too(channel):
    message(channel=channel, not_before=LATE)
    line = Line()
    assert relay(ParcelMessage, at=LATE, send=line) == 1
    assert len(line.sent) == 1


@pytest.mark.usefixtures("_night", "db")
def test_a_repeat_that_falls_into_the_night_waits_as_well():
    message(not_before=at("2026-11-23T20:58"))
    relay(ParcelMessage, at=at("2026-11-23T20:59"), send=Line(broken=True))
    assert ParcelMessage.objects.get().not_before == at("2026-11-23T21:00")
    relay(ParcelMessage, at=at("2026-11-23T21:00"), send=Line())
    held = ParcelMessage.objects.get()
    assert (held.not_before, held.attempts, held.sent_at) == (MORNING, 1, None)


@pytest.mark.usefixtures("_night", "db")
def test_what_another_relay_has_in_hand_is_left_to_it():
    until = LATE + timedelta(minutes=3)
    message(not_before=LATE, lease_until=until, attempts=1)
    assert relay(ParcelMessage, at=LATE, send=Line()) == 0
    assert ParcelMessage.objects.get().not_before == LATE
