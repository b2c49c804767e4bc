"""Inside the house the row is the delivery: it is written in the transaction of what it tells of.

Its unique key and that one commit make it come exactly once. So there is nothing to send and
nothing to repeat, and a message of this channel in the outbox would be a mistake.
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django.db import models, transaction

from workflow.channels import NotDelivered
from workflow.rows import insert_missing


def deliver(rows: Iterable[models.Model]) -> None:
    """Write the rows, those of one table together; one whose unique key is there is left out.

    Refuses to run outside of a transaction: told without the record, or recorded and not told,
    is what it is there to prevent.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("deliver() belongs into the transaction of what it tells of.")
    by_table: Callable[[models.Model], str] = lambda row: row._meta.label  # noqa: E731
    for _, same in groupby(sorted(rows, key=by_table), key=by_table):
        insert_missing(*same)


def send(message: Any) -> None:
    """Refuse: what is told inside never waits in the outbox."""
    raise NotDelivered("not_outside")
