"""Send messages again that were given up: with the keys they had, from now on."""

from datetime import datetime
from typing import Any

from workflow import audit, outbox
from workflow.units import unit_of_work


@unit_of_work()
def send_again(*outboxes: Any, by: Any, at: datetime) -> int:
    """``outboxes``: messages about limits, letters to organs. Returns how many. A warning that is
    no longer true, and the letter of a lawyer who left, will be left out by the relay."""
    keys: list[str] = []
    for messages in outboxes:
        dead = list(messages.dead().order_by("pk").values_list("key", flat=True))
        outbox.send_again(messages.filter(key__in=dead), at=at)
        keys += dead
    if keys:
        audit.note(
            "messages.sent_again",
            actor=by,
            subject=f"{len(keys)} messages",
            at=at,
            content={"keys": keys},
        )
    return len(keys)
