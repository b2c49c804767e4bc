"""Several papers as one file for a printer that prints on both sides of a sheet.

A file to print, not to keep: what is kept are the papers themselves.
"""

import io
from collections.abc import Iterable
from typing import Any

import pikepdf

A4 = (595.276, 841.89)  # points


def bind(papers: Iterable[tuple[bytes, int]]) -> bytes:
    """Each paper as many times as it has copies, each copy beginning on a sheet of its own."""
    with pikepdf.new() as bound:
        for content, copies in papers:
            with pikepdf.open(io.BytesIO(content)) as paper:
                # A seal that was signed into a paper stands in an annotation: without its form,
                # which stays behind, some viewers would leave it out.
                paper.flatten_annotations("print")
                for _copy in range(copies):
                    if len(bound.pages) % 2:
                        bound.add_blank_page(page_size=A4)
                    bound.pages.extend(paper.pages)
        file = io.BytesIO()
        bound.save(file, deterministic_id=True)
        return file.getvalue()


def count_pages(file: Any) -> int | None:
    """How many pages an open file has; None when it can't be read as a PDF."""
    try:
        with pikepdf.open(file) as paper:
            return len(paper.pages)
    except pikepdf.PdfError:
        return None
