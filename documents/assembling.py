"""Many papers as one file. The same papers give the same bytes."""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

import pikepdf

from documents.models import Batch, Document

SHANGHAI = ZoneInfo("Asia/Shanghai")
DIGESTS = "SHA256SUMS"  # read by sha256sum --check


def bind(papers: Iterable[Document], file: IO[bytes]) -> None:
    """One PDF to print from, with an entry of its outline for each paper.

    It proves nothing: signatures and attachments stay with the papers themselves.
    """
    with ExitStack() as opened, pikepdf.new() as book:
        entries = []
        for paper in papers:
            # qpdf copies a page when the book is saved: its source stays open until then.
            source = opened.enter_context(pikepdf.open(io.BytesIO(paper.read_issued())))
            source.flatten_annotations("print")  # the seal that a signature brought
            entries.append(pikepdf.OutlineItem(f"{paper.title} {paper.label}", len(book.pages)))
            book.pages.extend(source.pages)
        with book.open_outline() as outline:
            outline.root.extend(entries)
        book.save(
            file,  # type: ignore[arg-type]
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


def pack(papers: Iterable[Document], file: IO[bytes]) -> None:
    """The papers byte for byte as they were issued, and a list of their digests."""
    digests = []
    with ZipFile(file, "w", ZIP_STORED) as archive:  # a PDF is compressed already
        for position, paper in enumerate(papers, 1):
            name = f"{position:04} {paper.title}{paper.label}.pdf".replace("/", "、")
            issued = paper.issued_at.astimezone(SHANGHAI)
            content = paper.read_issued()
            archive.writestr(ZipInfo(name, issued.timetuple()[:6]), content)
            digests.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        archive.writestr(ZipInfo(DIGESTS), "".join(digests))


#: How each form of a batch is made.
WAYS: dict[str, Callable[[Iterable[Document], IO[bytes]], None]] = {
    Batch.Form.PDF: bind,
    Batch.Form.ZIP: pack,
}


def in_order(batch: Batch) -> Iterator[Document]:
    """The papers by their places, not all of them in memory at once."""
    return (
        batch.papers.select_related("signature")
        .order_by("places__position")
        .iterator(chunk_size=200)
    )
