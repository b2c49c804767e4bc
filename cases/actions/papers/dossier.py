"""Papers of the archive: cover, catalogue, closing note of a file, and the payment for the work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from cases.actions.papers import party_name
from cases.actions.papers.agreement import opponents_of
from cases.actions.papers.closing import organ_of
from cases.actions.phrases import AID_FORMS, ATTACHMENTS, RESULTS, STAGES, in_words
from cases.codes import AidForm, Stage
from cases.models import Attachment, Case, CasePaper
from documents.binding import count_pages
from documents.kinds import (
    KINDS,
    ClosingNote,
    DossierCatalogue,
    DossierCover,
    PaymentApproval,
)
from documents.kinds.dossier_catalogue import Filed
from documents.models import Document

#: The order of a file: forms by their national number, scans by their kind. First how the agency
#: came to its decision, then the authority to act, the work, the end (domain notes, 7.3).
ORDER: tuple[int | str, ...] = (
    8, 2, 5, 4, 6, 7, 9, 10, 11, 13, 15, 3, "power_of_attorney", 12, "agreement", "request",
    "evidence", 14, 16, 17, 18, 19, 20, 22, "service", "closing", 21,
)  # fmt: skip
#: Wrapped round the file, not lying in it.
WRAPPING = frozenset({"dossier_cover", "dossier_catalogue", "closing_note"})
ADMINISTRATIVE = frozenset(
    {AidForm.ADMINISTRATIVE, AidForm.STATE_COMPENSATION, Stage.ADMINISTRATIVE}
    | {Stage.RECONSIDERATION}
)
SCANNED = "扫描件"
NOT_COUNTED = "部分材料的页数未能自动清点，装订时填写。"


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One thing that lies in the file."""

    place: int
    title: str
    day: date
    pages: int | None  # None: not drawn yet, or no file that can be counted
    label: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How and when the case came to its end."""

    on: date
    outcome: str


def leaves_of(case_id: int) -> list[Leaf]:
    """Everything in the file, in its order. Reads the files, so it is asked before the move."""
    papers = CasePaper.objects.filter(case=case_id).select_related("document").order_by("pk")
    scans = Attachment.objects.filter(case=case_id).order_by("pk")
    found = [*_issued(papers), *_handed_in(scans)]
    return sorted(found, key=lambda leaf: leaf.place)


def _issued(papers: Any) -> Iterator[Leaf]:
    for paper in papers:
        document: Document = paper.document
        if document.kind in WRAPPING:
            continue
        pages = None
        if document.state == Document.State.DRAWN:
            with document.pdf.open("rb") as file:
                pages = count_pages(file)
        yield Leaf(
            place=_place(KINDS[document.kind].form_no or 0),
            title=document.title,
            label=document.label if document.register else "",
            day=localdate(document.issued_at),
            pages=pages,
        )


def _handed_in(scans: Any) -> Iterator[Leaf]:
    for scan in scans:
        pages: int | None = 1  # a picture
        if scan.content_type == "application/pdf":
            with scan.file.open("rb") as file:
                pages = count_pages(file)
        yield Leaf(
            place=_place(scan.kind),
            title=in_words(ATTACHMENTS, scan.kind),
            day=localdate(scan.at),
            pages=pages,
            remark=SCANNED,
        )


def _place(name: int | str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def with_payment(leaves: Sequence[Leaf], *, on: date) -> list[Leaf]:
    """The approval of the payment comes last; it has one page always."""
    return [*leaves, Leaf(place=len(ORDER), title=PaymentApproval.title, day=on, pages=1)]


def entries_of(leaves: Sequence[Leaf]) -> tuple[Filed, ...]:
    """With the pages each lies on, as far as they can be counted."""
    entries, following = [], 1 if leaves else None
    for leaf in leaves:
        entry = Filed(title=leaf.title, label=leaf.label, day=leaf.day, remark=leaf.remark)
        if following is not None:
            entry = replace(entry, first_page=following)
            if leaf.pages is None:
                following = None
            else:
                following += leaf.pages
                entry = replace(entry, last_page=following - 1)
        entries.append(entry)
    return tuple(entries)


def pages_in(leaves: Sequence[Leaf]) -> int:
    """All pages of the file, or 0 where one thing could not be counted."""
    counted = [leaf.pages for leaf in leaves if leaf.pages is not None]
    return sum(counted) if len(counted) == len(leaves) else 0


def ended(case: Case, *, terminated: bool) -> Ended:
    if terminated:
        at = case.history.filter(move="terminate").latest("seq").at
        return Ended(on=localdate(at), outcome="终止法律援助")
    assert case.closed_on is not None
    return Ended(on=case.closed_on, outcome=in_words(RESULTS, case.result))


def dossier_cover(
    case: Case, end: Ended, leaves: Sequence[Leaf], *, by: Any, at: datetime
) -> DossierCover:
    return DossierCover(
        agency=case.agency.issuer(),
        case_number=case.number,
        branch=_branch(case),
        recipient=party_name(case),
        opponents=opponents_of(case),
        cause=case.cause,
        organ=organ_of(case),
        stage=in_words(STAGES, case.stage),
        form_of_aid=in_words(AID_FORMS, case.aid_form),
        firm=case.firm.name if case.firm else "",
        lawyer=case.lawyer.name if case.lawyer else "",
        received_on=localdate(case.received_at),
        granted_on=localdate(case.decided_at) if case.decided_at else None,
        ended_on=end.on,
        outcome=end.outcome,
        filed_on=localdate(at),
        filed_by=str(by),
        pages=pages_in(leaves),
    )


def _branch(case: Case) -> str:
    if case.criminal:
        return "刑事"
    return "行政" if ADMINISTRATIVE & {case.aid_form, case.stage} else "民事"


def dossier_catalogue(case: Case, leaves: Sequence[Leaf], *, at: datetime) -> DossierCatalogue:
    return DossierCatalogue(
        agency=case.agency.issuer(),
        case_number=case.number,
        entries=entries_of(leaves),
        filed_on=localdate(at),
    )


def closing_note(case: Case, leaves: Sequence[Leaf], *, by: Any, at: datetime) -> ClosingNote:
    pages = pages_in(leaves)
    return ClosingNote(
        agency=case.agency.issuer(),
        case_number=case.number,
        items=len(leaves),
        pages=pages,
        remarks="" if pages or not leaves else NOT_COUNTED,
        filed_on=localdate(at),
        filed_by=str(by),
    )


def payment_approval(case: Case, end: Ended, *, by: Any, at: datetime) -> PaymentApproval:
    assert case.subsidy_yuan is not None
    return PaymentApproval(
        agency=case.agency.issuer(),
        case_number=case.number,
        firm=case.firm.name if case.firm else "",
        payee=case.lawyer.name if case.lawyer else "",
        recipient=party_name(case),
        cause=case.cause,
        form_of_aid=in_words(AID_FORMS, case.aid_form),
        ended_on=end.on,
        outcome=end.outcome,
        amount=case.subsidy_yuan,
        checked_by=str(by),
        checked_on=localdate(at),
    )
