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

from workflow import channels

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
    if not model.objects.ready(at).exists():  # the idle case takes no lock
        return 0
    messages = _lease(model, at, limit)
    for message in messages:
        _deliver(message, at, send)
    return len(messages)


def _lease(model: Any, at: datetime, limit: int) -> list[Any]:
    """Durable: should somebody call the relay inside a transaction, this refuses to start."""
    with transaction.atomic(durable=True):
        messages = list(model.objects.ready(at).select_for_update(skip_locked=True)[:limit])
        for message in messages:
            message.lease_until, message.attempts = at + LEASE, message.attempts + 1
        model.objects.bulk_update(messages, ["lease_until", "attempts"])
    return messages


def _deliver(message: Any, at: datetime, send: Callable[[Any], None]) -> None:
    try:
        if message.is_stale():
            _mark(message, superseded_at=at)
            return
        send(message)
    except Exception as error:  # noqa: BLE001 - a transport may raise anything; the row remembers
        _mark(message, last_error=type(error).__name__[:100], **_after_failure(message, at))
        # The exception's text may hold an address: its type must do.
        log.warning(
            "%s %s not sent, attempt %s: %s",
            type(message).__name__,
            message.pk,
            message.attempts,
            type(error).__name__,
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
