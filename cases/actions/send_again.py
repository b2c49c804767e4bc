"""Send messages again that were given up: with the keys they had, from now on."""

from datetime import datetime
from typing import Any

from workflow import audit, outbox
from workflow.units import unit_of_work


@unit_of_work()
def send_again(messages: Any, *, by: Any, at: datetime) -> int:
    """Returns how many. Whose warning is no longer true will be left out by the relay."""
    keys = list(messages.dead().order_by("pk").values_list("key", flat=True))
    if keys:
        outbox.send_again(messages.filter(key__in=keys), at=at)
        audit.note(
            "messages.sent_again",
            actor=by,
            subject=f"{len(keys)} messages",
            at=at,
            content={"keys": keys},
        )
    return len(keys)
