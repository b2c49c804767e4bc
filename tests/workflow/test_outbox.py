"""The relay: leased, sent outside any transaction, marked; late is possible, lost is not."""

import hashlib
import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from tests.workflow.parcels.models import ParcelClock, ParcelMessage
from tests.workflow.parcels.office import at, on
from workflow import clocks
from workflow.channels import NotDelivered
from workflow.outbox import BACK_OFF, LEASE, relay, send_again

NOON = at("2026-11-23T12:00")


class Line:
    """A channel that remembers, and breaks on demand."""

    def __init__(self, *, broken=False):
        self.sent, self.broken = [], broken

    def __call__(self, message):
        if self.broken:
            raise ConnectionRefusedError("driver@parcels.example said no")
        self.sent.append(message.key)


def message(key="1:0:two_days:7:email", **fields):
    defaults = {
        "channel": "email",
        "not_before": NOON,
        "payload": {"epoch": 0, "stage": "two_days"},
    }
    return ParcelMessage.objects.create(key=key, **defaults | fields)


def only():
    return ParcelMessage.objects.get()


def test_a_message_is_sent_once(db):
    message()
    line = Line()
    assert relay(ParcelMessage, at=NOON, send=line) == 1
    assert relay(ParcelMessage, at=NOON + timedelta(hours=1), send=line) == 0
    assert line.sent == ["1:0:two_days:7:email"]
    sent = only()
    assert (sent.sent_at, sent.attempts, sent.lease_until) == (NOON, 1, None)


def test_a_message_waits_for_its_time(db):
    message(not_before=NOON + timedelta(seconds=1))
    assert relay(ParcelMessage, at=NOON, send=Line()) == 0


def test_no_more_than_the_limit_is_taken_in_hand_oldest_first(db):
    for number in range(5):
        message(key=str(number), not_before=NOON - timedelta(minutes=number))
    line = Line()
    assert relay(ParcelMessage, at=NOON, limit=2, send=line) == 2
    assert line.sent == ["4", "3"]


def test_a_key_is_used_once(db):
    message()
    with pytest.raises(IntegrityError), transaction.atomic():
        message()


def test_a_message_ends_in_one_way(db):
    with pytest.raises(IntegrityError, match="ends_in_one_way"), transaction.atomic():
        message(sent_at=NOON, dead_at=NOON)


def test_a_failed_message_is_tried_again_after_1_5_30_minutes_and_2_hours_then_given_up(db, caplog):
    message()
    now, line = NOON, Line(broken=True)
    with caplog.at_level(logging.WARNING):
        for wait in (1, 5, 30, 120):
            assert relay(ParcelMessage, at=now, send=line) == 1
            failed = only()
            assert failed.not_before == now + timedelta(minutes=wait)
            assert (failed.last_error, failed.dead_at) == ("ConnectionRefusedError", None)
            assert relay(ParcelMessage, at=failed.not_before - timedelta(seconds=1), send=line) == 0
            now = failed.not_before
        assert relay(ParcelMessage, at=now, send=line) == 1
    assert (only().attempts, only().dead_at) == (5, now)
    assert relay(ParcelMessage, at=now + timedelta(days=9), send=line) == 0
    assert ParcelMessage.objects.dead().count() == 1
    assert "driver@parcels.example" not in caplog.text
    assert len(BACK_OFF) == 4


def test_a_message_that_comes_through_at_last_is_sent(db):
    message()
    relay(ParcelMessage, at=NOON, send=Line(broken=True))
    relay(ParcelMessage, at=NOON + timedelta(minutes=1), send=Line())
    assert (only().sent_at, only().last_error) == (NOON + timedelta(minutes=1), "")


def test_one_message_that_fails_does_not_stop_the_others(db):
    message(key="bad")
    message(key="good")
    line = Line()

    def picky(letter):
        if letter.key == "bad":
            raise TimeoutError
        line(letter)

    assert relay(ParcelMessage, at=NOON, send=picky) == 2
    assert line.sent == ["good"]


def test_what_a_dead_relay_had_in_hand_is_sent_when_its_lease_is_over(db):
    class Killed(BaseException):
        pass

    def die(letter):
        raise Killed

    message()
    with pytest.raises(Killed):
        relay(ParcelMessage, at=NOON, send=die)
    line = Line()
    assert relay(ParcelMessage, at=NOON + LEASE - timedelta(seconds=1), send=line) == 0
    assert relay(ParcelMessage, at=NOON + LEASE, send=line) == 1
    assert line.sent == ["1:0:two_days:7:email"]


def test_a_slow_relay_that_fails_late_leaves_the_row_to_its_successor(db):
    message()
    later = NOON + LEASE

    def slow(letter):
        relay(ParcelMessage, at=later, send=Line(broken=True))
        raise TimeoutError

    relay(ParcelMessage, at=NOON, send=slow)
    assert (only().last_error, only().not_before) == (
        "ConnectionRefusedError",
        later + timedelta(minutes=5),
    )


def test_a_slow_relay_that_succeeds_late_is_believed(db):
    message()

    def slow(letter):
        relay(ParcelMessage, at=NOON + LEASE, send=Line(broken=True))

    relay(ParcelMessage, at=NOON, send=slow)
    assert only().sent_at == NOON
    assert relay(ParcelMessage, at=NOON + timedelta(days=1), send=Line()) == 0


def test_a_warning_overtaken_by_events_is_superseded(parcel):
    clock = clocks.start(parcel, "deliver", on=on("2026-11-23"), at=NOON)
    message(clock=clock)
    clocks.meet(parcel, "deliver", at=NOON)
    line = Line()
    assert relay(ParcelMessage, at=NOON, send=line) == 1
    assert line.sent == []
    assert (only().superseded_at, only().sent_at) == (NOON, None)


def test_a_warning_of_dates_that_changed_is_superseded(parcel):
    clock = clocks.start(parcel, "deliver", on=on("2026-11-23"), at=NOON)
    message(clock=clock)
    message(key="fresh", clock=clock, payload={"epoch": 2})
    clocks.pause(parcel, "deliver", on=on("2026-11-24"), at=NOON)
    clocks.resume(parcel, "deliver", on=on("2026-11-25"), at=NOON)
    line = Line()
    relay(ParcelMessage, at=NOON, send=line)
    assert line.sent == ["fresh"]


def test_a_message_whose_truth_can_not_be_asked_is_tried_again(db, monkeypatch):
    message()
    monkeypatch.setattr(ParcelMessage, "is_stale", lambda self: ParcelClock.objects.get(pk=0))
    relay(ParcelMessage, at=NOON, send=Line())
    assert only().last_error == "DoesNotExist"


def test_an_idle_relay_costs_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        relay(ParcelMessage, at=NOON, send=Line())


def test_a_message_names_itself_and_must_say_what_it_is(db):
    from workflow.models import OutboxMessage

    letter = message()
    assert str(letter) == "1:0:two_days:7:email"
    for question in (
        OutboxMessage.address,
        OutboxMessage.subject_and_body,
        OutboxMessage.is_stale,
    ):
        with pytest.raises(NotImplementedError):
            question(letter)


@pytest.mark.django_db(transaction=True)
def test_messages_leave_outside_of_any_transaction():
    message()
    inside = []
    relay(ParcelMessage, at=NOON, send=lambda letter: inside.append(connection.in_atomic_block))
    assert inside == [False]


@pytest.mark.django_db(transaction=True)
def test_a_relay_inside_a_transaction_refuses_to_start():
    message()
    line = Line()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        relay(ParcelMessage, at=NOON, send=line)
    assert line.sent == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_relays_pass_each_other_by():
    from tests.workflow.parcels.second_connection import elsewhere

    message(key="1")
    message(key="2", not_before=NOON + timedelta(seconds=1))
    now, line = NOON + timedelta(minutes=1), Line()
    with transaction.atomic():
        ParcelMessage.objects.select_for_update().get(key="1")
        assert elsewhere(lambda: relay(ParcelMessage, at=now, send=line)) == 1
    assert line.sent == ["2"]


def test_a_mail_carries_the_key_by_which_a_repeat_is_told(db, settings):
    settings.DEFAULT_FROM_EMAIL = "Fayuan <clock@court.example>"
    letter = message()
    relay(ParcelMessage, at=NOON)
    [sent] = mail.outbox
    digest = hashlib.sha256(letter.key.encode()).hexdigest()
    assert sent.extra_headers == {
        "Message-ID": f"<{digest}@court.example>",
        "X-Idempotency-Key": digest,
    }
    assert (sent.to, sent.subject, sent.body) == (
        ["driver@parcels.example"],
        "Parcel two_days",
        "Look at your list.",
    )
    assert only().sent_at == NOON


def test_a_sender_without_a_host_still_makes_a_message_id(db, settings):
    settings.DEFAULT_FROM_EMAIL = "webmaster"
    message()
    relay(ParcelMessage, at=NOON)
    assert mail.outbox[0].extra_headers["Message-ID"].endswith("@localhost>")


def test_a_transport_says_why_and_the_row_keeps_it(db):
    def refuse(letter):
        raise NotDelivered("status 503")

    message()
    relay(ParcelMessage, at=NOON, send=refuse)
    assert only().last_error == "status 503"
    assert ParcelMessage.objects.failing().count() == 1


def test_a_transport_learns_when_it_was_taken_in_hand_and_machines_what_they_need(db):
    message()
    seen = []
    relay(ParcelMessage, at=NOON, send=seen.append)
    [letter] = seen
    assert letter.attempted_at == NOON
    assert (letter.secret(), letter.config(), letter.facts()) == ("", {}, {})


def test_what_was_given_up_gets_a_new_start_with_the_same_key(db):
    message(dead_at=NOON, attempts=5, last_error="status 503")
    message(key="waiting", last_error="status 503", attempts=1)
    message(key="sent", sent_at=NOON)
    later = NOON + timedelta(days=1)
    assert send_again(ParcelMessage.objects.all(), at=later) == 1
    again = ParcelMessage.objects.get(key="1:0:two_days:7:email")
    assert (again.dead_at, again.attempts, again.not_before) == (None, 0, later)
    line = Line()
    while relay(ParcelMessage, at=later, send=line):
        pass
    assert line.sent == ["waiting", "1:0:two_days:7:email"]


def test_a_warning_that_is_no_longer_true_is_not_sent_again(parcel):
    clock = clocks.start(parcel, "deliver", on=on("2026-11-23"), at=NOON)
    message(clock=clock, dead_at=NOON, attempts=5)
    clocks.meet(parcel, "deliver", at=NOON)
    send_again(ParcelMessage.objects.all(), at=NOON)
    line = Line()
    relay(ParcelMessage, at=NOON, send=line)
    assert line.sent == []
    assert only().superseded_at == NOON


def test_ten_messages_that_hang_stay_below_the_lease():
    from workflow.channels import calling

    each = sum(calling.TIMEOUT) + calling.WHOLE + calling.TIMEOUT[1]
    assert timedelta(seconds=10 * each) < LEASE
