"""Issue papers: freeze their facts under a number, in the transaction of the move that needs them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.dispatch import Signal
from django.utils.crypto import salted_hmac
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

from documents import coverage, signing
from documents.facts import Facts, Issuer, canonical, texts, to_json
from documents.field_names import name_of
from documents.kinds import KINDS
from documents.models import Document, Seal, Signature
from documents.numbering import label_of, take

SHANGHAI = ZoneInfo("Asia/Shanghai")

#: Sent inside the transaction, once for the papers that are issued together: ``documents``.
issued = Signal()


class NotPrintable(Exception):
    """The facts are not what a paper can show. Its text is fit to show to a person."""


def issue(facts: Facts, *, issuer: Issuer, at: datetime) -> Document:
    """Issue one paper: :func:`issue_all` says how."""
    [document] = issue_all([facts], issuer=issuer, at=at)
    return document


def issue_all(papers: Sequence[Facts], *, issuer: Issuer, at: datetime) -> list[Document]:
    """Give each paper its number and keep it as pending: a worker draws it after the commit.

    Call it last in the move's transaction, since the numbers' rows are locked until its end.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("A paper is issued in the transaction of its move.")
    if is_naive(at):
        raise ValueError("A paper is issued at a time that knows its time zone.")
    day = at.astimezone(SHANGHAI).date()
    # All are looked at before the first number is taken.
    documents = [_unnumbered(facts, issuer=issuer, year=day.year, at=at) for facts in papers]
    # Always in the order of the registers: two moves can't wait for each other's.
    for document in sorted(documents, key=lambda one: one.register):
        if document.register:
            number = take(issuer=issuer.code, register=document.register, year=day.year)
            document.number = number
            document.label = label_of(issuer, register=document.register, number=number, on=day)
    for facts, document in zip(papers, documents, strict=True):
        document.check_code = check_code(facts, label=document.label)
        document.check_url = check_url(document.check_code)
    _seal(papers, documents, issuer=issuer, at=at)
    issued.send(sender=Document, documents=documents)
    return documents


def _seal(
    papers: Sequence[Facts], documents: list[Document], *, issuer: Issuer, at: datetime
) -> None:
    """Keep the papers, those under the seal with the seal of today; and what is to be signed."""
    sealed = [document for facts, document in zip(papers, documents, strict=True) if facts.sealed]
    if sealed:
        seal = Seal.objects.in_use(issuer.code, at=at).first()
        for document in sealed:
            document.seal = seal
    Document.objects.bulk_create(documents)
    if sealed and signing.signs_for(issuer.code):
        Signature.objects.bulk_create(Signature(document=document) for document in sealed)


def refuse_unprintable(facts: Facts) -> None:
    """Say what no paper can hold: too many words; or each field with the characters in it that the
    fonts lack, and nothing else of its text."""
    said = list(texts(facts))
    if (count := sum(len(text) for _place, text in said)) > settings.DOCUMENTS_LONGEST:
        raise NotPrintable(
            _("A paper can hold %(most)d characters, this one has %(count)d: shorten it.")
            % {"most": settings.DOCUMENTS_LONGEST, "count": count}
        )
    missing = {place: coverage.uncovered(text) for place, text in said}
    if unprintable := [
        _("%(field)s: %(sentence)s")
        % {"field": name_of(place), "sentence": coverage.sentence(characters)}
        for place, characters in missing.items()
        if characters
    ]:
        raise NotPrintable(" ".join(unprintable))


def _unnumbered(facts: Facts, *, issuer: Issuer, year: int, at: datetime) -> Document:
    """The paper under the number of its case, where it takes none of its own."""
    if facts.agency != issuer:
        raise ValueError("A paper names the agency that issues it.")
    if KINDS.get(facts.kind) is not type(facts):
        raise ValueError(f"{type(facts).__name__} is not a kind of paper in KINDS.")
    refuse_unprintable(facts)
    return Document(
        kind=facts.kind,
        issuer=issuer.code,
        register=facts.numbered_in,
        year=year,
        label=facts.file_number,
        issued_at=at,
        facts=to_json(facts),
    )


def check_code(facts: Facts, *, label: str) -> str:
    """Sixteen hex digits that only this house can make: printed, and kept, so that the key may change."""
    sealed = canonical(facts, label=label)
    return salted_hmac("documents.check_code", sealed, algorithm="sha256").hexdigest()[:16]


def check_url(code: str) -> str:
    """Where anyone may check a paper issued today; empty where the house has no public address."""
    return f"{settings.DOCUMENTS_CHECK_URL}{code}" if settings.DOCUMENTS_CHECK_URL else ""
