"""The relay: take messages that are ready, send them, mark them. At least once, never lost.

A message is leased in a short transaction, sent outside of any, and marked afterwards. Whoever
dies in between leaves a lease that ends; then another relay sends the message again with the same
key, by which the receiver can tell the repeat.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from workflow import channels, quiet
from workflow.channels.reasons import reason_of
from workflow.failpoints import failpoint

log = logging.getLogger(__name__)

#: Longer than ten messages that each run into the mail server's time-out of 20 seconds: a lease
#: that ended under a slow relay would send its messages twice.
LEASE = timedelta(minutes=5)
#: The wait after the first, second, ... failure; after the last one a person must look.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
)


def relay(
    model: Any, *, at: datetime, limit: int = 10, send: Callable[[Any], None] | None = None
) -> int:
    """Deal with up to ``limit`` messages that are ready; returns how many were taken in hand."""
    send = send or channels.send
    if not model.objects.ready(at).values_list("pk")[:1]:  # ordered: see ClockQuerySet.first_due
        return 0
    hold_back(model, at)
    messages = _lease(model, at, limit)
    for message in messages:
        _deliver(message, at, send)
    return len(messages)


def hold_back(model: Any, at: datetime) -> None:
    """In quiet hours put off what could wake somebody until they end. It costs no attempt."""
    morning = quiet.let_out(at)
    if morning > at:
        waking = model.objects.ready(at).filter(channel__in=channels.channels_where(wakes=True))
        waking.order_by().update(not_before=morning)


def send_again(messages: Any, *, at: datetime) -> int:
    """Give messages that were given up a new start, with the keys they had; returns how many.

    One whose warning is no longer true will be superseded instead of sent.
    """
    return int(
        messages.dead()
        .order_by()
        .update(dead_at=None, attempts=0, lease_until=None, not_before=at, last_error="")
    )


def _lease(model: Any, at: datetime, limit: int) -> list[Any]:
    """Durable: should somebody call the relay inside a transaction, this refuses to start."""
    with transaction.atomic(durable=True):
        messages = list(model.objects.ready(at).select_for_update(skip_locked=True)[:limit])
        for message in messages:
            message.lease_until, message.attempts = at + LEASE, message.attempts + 1
            message.attempted_at = at
        model.objects.bulk_update(messages, ["lease_until", "attempts"])
    failpoint("message_leased")
    return messages


def _deliver(message: Any, at: datetime, send: Callable[[Any], None]) -> None:
    try:
        if message.is_stale():
            _mark(message, superseded_at=at)
            return
        failpoint("message_checked")
        send(message)
        failpoint("message_sent")
    except Exception as error:  # noqa: BLE001 - a transport may raise anything; the row remembers
        _mark(message, last_error=reason_of(error)[:100], **_after_failure(message, at))
        log.warning(
            "%s %s not sent, attempt %s: %s",
            type(message).__name__,
            message.pk,
            message.attempts,
            reason_of(error),
        )
    else:
        _mark(message, sent_at=at, last_error="")


def _after_failure(message: Any, at: datetime) -> dict[str, datetime]:
    if message.attempts > len(BACK_OFF):
        return {"dead_at": at}
    return {"not_before": at + BACK_OFF[message.attempts - 1]}


def _mark(message: Any, **outcome: Any) -> None:
    """Write the outcome, unless the lease has passed to another relay, which will write its own.

    A message that left is marked as sent in any case: the sooner, the fewer repeats.
    """
    rows = type(message).objects.waiting().filter(pk=message.pk)
    if "sent_at" not in outcome:
        rows = rows.filter(attempts=message.attempts)
    for name, value in outcome.items():
        setattr(message, name, value)
    rows.update(lease_until=None, **outcome)
