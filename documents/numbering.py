"""Gapless numbers: one sequence per issuer, register and year; how they are written, and the book."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils.translation import gettext_lazy as _

from documents import labels
from documents.facts import Issuer
from documents.kinds import KINDS
from documents.models import Document, NumberTemplate, Sequence, SetAside

#: One statement on both databases: the row is made or raised, locked, and its number comes back.
NEXT = f"""
INSERT INTO {Sequence._meta.db_table} (issuer, register, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (issuer, register, year) DO UPDATE SET last = {Sequence._meta.db_table}.last + 1
RETURNING last
"""  # noqa: S608 - the table's own name


class AlreadyGiven(Exception):
    """A number can't be set aside any more. Its text is fit to show to a person."""


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


def registers_of(issuer: str) -> list[str]:
    """Every register that an issuer counts papers in, in the order of the kinds."""
    known = [register for kind in KINDS.values() for register in kind.registers()]
    used = Sequence.objects.filter(issuer=issuer).order_by("register")
    return list(dict.fromkeys([*known, *used.values_list("register", flat=True)]))


def next_number(issuer: str, register: str, *, on: date) -> int:
    """What the next paper would bear. It may be given to another before one has looked."""
    rows = Sequence.objects.filter(issuer=issuer, register=register, year=on.year)
    return (rows.values_list("last", flat=True).first() or 0) + 1


def template_of(issuer: str, register: str, *, on: date) -> str:
    """How this issuer writes the numbers of a register on that day."""
    rows = NumberTemplate.objects.in_force(issuer, register, on=on)
    return rows.values_list("template", flat=True).first() or labels.DEFAULT


def label_of(issuer: Issuer, *, register: str, number: int | None, on: date) -> str:
    """The number as its paper bears it; without ``number`` that of a draft."""
    return labels.written(
        template_of(issuer.code, register, on=on),
        letter=issuer.letter,
        register=register,
        year=on.year,
        seq=number,
    )


def set_aside(row: SetAside) -> None:
    """Go on counting after ``row.last``: the numbers from here to there are none of ours.

    ``row.first`` is filled in. Call it in a transaction: the sequence stays locked until its end.
    """
    key: dict[str, Any] = {"issuer": row.issuer, "register": row.register, "year": row.year}
    Sequence.objects.get_or_create(**key)
    sequence = Sequence.objects.select_for_update().get(**key)
    row.first = sequence.last + 1
    if row.last < row.first:
        raise AlreadyGiven(_("Number %(last)d is given already.") % {"last": row.last})
    row.save()
    sequence.last = row.last
    sequence.save()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the book: a paper, or a span of numbers that have none."""

    first: int
    last: int
    paper: Document | None = None
    aside: SetAside | None = None  # without paper and without this: nobody knows why


def book(issuer: str, register: str, year: int) -> Iterator[Line]:
    """Every number given in a register and year, in order, each accounted for."""
    key = {"issuer": issuer, "register": register, "year": year}
    papers = Document.objects.filter(**key).order_by("number").defer("facts")
    asides = SetAside.objects.filter(**key).select_related("set_by")
    lines = [Line(first=one.number or 0, last=one.number or 0, paper=one) for one in papers]
    lines += [Line(first=one.first, last=one.last, aside=one) for one in asides]
    given = Sequence.objects.filter(**key).values_list("last", flat=True).first() or 0
    reached = 0
    for line in sorted(lines, key=lambda one: one.first):
        if line.first > reached + 1:
            yield Line(first=reached + 1, last=line.first - 1)
        yield line
        reached = max(reached, line.last)
    if given > reached:
        yield Line(first=reached + 1, last=given)
