"""Gapless numbers: one sequence per issuer, register and year."""

from django.db import connection
from django.db.transaction import TransactionManagementError

from documents.models import Sequence

#: One statement on both databases: the row is made or raised, locked, and its number comes back.
NEXT = f"""
INSERT INTO {Sequence._meta.db_table} (issuer, register, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (issuer, register, year) DO UPDATE SET last = {Sequence._meta.db_table}.last + 1
RETURNING last
"""  # noqa: S608 - the table's own name


def take(*, issuer: str, register: str, year: int) -> int:
    """The next number, whose row stays locked until the caller commits or rolls back.

    So a number that was taken and rolled back is given again, and everyone else waits: take it
    as late in the transaction as you can.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A number is taken in the transaction that uses it.")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [issuer, register, year])
        (number,) = cursor.fetchone()
    return int(number)
