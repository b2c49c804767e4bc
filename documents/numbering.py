"""Gapless numbers: one sequence per issuer, register and year."""

from django.db import transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError

from documents.models import Sequence


def take(*, issuer: str, register: str, year: int) -> int:
    """The next number, whose row stays locked until the caller commits or rolls back.

    So a number that was taken and rolled back is given again, and everyone else waits: take it
    as late in the transaction as you can.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("A number is taken in the transaction that uses it.")
    mine = Sequence.objects.filter(issuer=issuer, register=register, year=year)
    # select_for_update() and save() would be two round trips as well; the update locks by itself.
    if not mine.update(last=F("last") + 1):
        first = Sequence(issuer=issuer, register=register, year=year)
        # A rival's first number of the year makes this insert wait, then do nothing.
        Sequence.objects.bulk_create([first], ignore_conflicts=True)
        mine.update(last=F("last") + 1)
    return mine.values_list("last", flat=True).get()
