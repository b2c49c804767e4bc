"""Issue a paper: freeze its facts under a number, in the transaction of the move that needs it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils.crypto import salted_hmac
from django.utils.timezone import is_naive

from documents import coverage
from documents.facts import Facts, Issuer, canonical, texts, to_json
from documents.kinds import KINDS
from documents.models import Document
from documents.numbering import take

SHANGHAI = ZoneInfo("Asia/Shanghai")


class NotPrintable(Exception):
    """The facts hold characters that no paper can show. Its text is fit to show to a person."""


def issue(facts: Facts, *, issuer: Issuer, at: datetime) -> Document:
    """Give the paper its number and keep it as pending: a worker draws it after the commit.

    Call it last in the move's transaction, since the number's row is locked until its end.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("A paper is issued in the transaction of its move.")
    if is_naive(at):
        raise ValueError("A paper is issued at a time that knows its time zone.")
    if facts.agency != issuer:
        raise ValueError("A paper names the agency that issues it.")
    if KINDS.get(facts.kind) is not type(facts):
        raise ValueError(f"{type(facts).__name__} is not a kind of paper in KINDS.")
    if missing := coverage.uncovered("".join(texts(facts))):
        raise NotPrintable(coverage.sentence(missing))
    frozen = to_json(facts)  # refuses facts of a wrong type before a number is taken
    year = at.astimezone(SHANGHAI).year
    number = take(issuer=issuer.code, register=facts.register, year=year)
    label = f"（{issuer.letter}）{facts.register}〔{year}〕第{number}号"
    return Document.objects.create(
        kind=facts.kind,
        issuer=issuer.code,
        register=facts.register,
        year=year,
        number=number,
        label=label,
        issued_at=at,
        facts=frozen,
        check_code=check_code(facts, label=label),
    )


def check_code(facts: Facts, *, label: str) -> str:
    """Sixteen hex digits that only this house can make: printed, and kept, so that the key may change."""
    sealed = canonical(facts, label=label)
    return salted_hmac("documents.check_code", sealed, algorithm="sha256").hexdigest()[:16]
