"""Numbers are gapless: of cases at each station, of papers in each register, year by year."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cases.actions.take_consultation_down import REGISTER as CONSULTATIONS
from cases.checking.findings import Finding
from cases.models import Case, CasePaper, Consultation
from documents.models import Document, Sequence

Book = tuple[str, str, int]  # issuer, register, year
#: The register in which stations count their cases (cases.actions.register).
CASE_REGISTER = "case"
#: What a gap is called, by its register; else it is one of papers.
KINDS = {CASE_REGISTER: "case_number", CONSULTATIONS: "consultation_number"}


def look() -> Iterator[Finding]:
    """Gaps, numbers beyond their sequence, and papers that no case knows."""
    given = {(one.issuer, one.register, one.year): one.last for one in Sequence.objects.all()}
    used = _papers()
    cases = _counted(Case, CASE_REGISTER) | _counted(Consultation, CONSULTATIONS)
    for book in sorted(given.keys() | used.keys() | cases.keys()):
        kind = KINDS.get(book[1], "paper_number")
        yield from _compare(
            book, given.get(book, 0), used.get(book, set()) | cases.get(book, set()), kind
        )
    known = CasePaper.objects.values("document_id")
    for label in (
        Document.objects.exclude(pk__in=known).order_by("pk").values_list("label", flat=True)
    ):
        yield Finding(label, "paper_without_case", _("No case knows this paper."))


def _compare(book: Book, last: int, numbers: set[int], kind: str) -> Iterator[Finding]:
    name = "{} {} {}".format(*book)
    missing = sorted(set(range(1, last + 1)) - numbers)
    if missing:
        shown = ", ".join(map(str, missing[:20]))
        yield Finding(name, kind, _("These numbers were given and are gone: %s.") % shown)
    if numbers and max(numbers) > last:
        yield Finding(
            name,
            "beyond_sequence",
            _("Number %(number)d is in use; the sequence stands at %(last)d.")
            % {"number": max(numbers), "last": last},
        )


def _papers() -> dict[Book, set[int]]:
    used: dict[Book, set[int]] = defaultdict(set)
    rows = Document.objects.order_by().values_list("issuer", "register", "year", "number")
    for issuer, register, year, number in rows:
        if number is not None:  # a form of the file has none
            used[issuer, register, year].add(number)
    return used


def _counted(model: Any, register: str) -> dict[Book, set[int]]:
    """A number ends with year and serial; its station is the issuer."""
    used: dict[Book, set[int]] = defaultdict(set)
    for number, station in model.objects.order_by().values_list("number", "station__code"):
        _place, year, serial = number.rsplit("-", 2)
        used[station, register, int(year)].add(int(serial))
    return used
