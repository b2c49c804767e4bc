"""Two wrong orders, on purpose: the proofs must catch both."""

from django.db import transaction

from workflow import outbox
from workflow.channels.in_app.transport import deliver
from workflow.failpoints import PLACES, failpoint
from workflow.units import unit_of_work

#: Where the wrong orders lose something; workers that have one may be killed there too.
WRONG_PLACES = {"message_marked": "marked", "between_commits": "between"}


def open_the_places() -> None:
    PLACES.update(WRONG_PLACES)


def deliver_marking_first(message, at, send):
    """Marked, then sent: whoever dies between the two has lost it (healthchecks, osTicket)."""
    if message.is_stale():
        outbox._mark(message, superseded_at=at)
        return
    failpoint("message_checked")
    outbox._mark(message, sent_at=at)
    failpoint("message_marked")
    send(message)
    failpoint("message_sent")


def after_commit(announce):
    """The clock is told of in a second transaction, after the one that moved it on."""

    def announce_later(*told, **how):
        def tell():
            failpoint("between_commits")
            with unit_of_work():
                deliver(announce(*told, **how) or [])

        transaction.on_commit(tell)

    return announce_later
