"""Where the seal goes on a drawn paper. The paper itself says it: a named place in the PDF."""

import io
from typing import Any

from django.utils.translation import gettext as _

from documents.signing.contract import NotSigned, Place

#: The id of the blank square in letter.html, and its side in letter.css: 42 mm in points.
NAME, SIDE = "seal", 42 * 72 / 25.4


def place_of_seal(pdf: bytes) -> Place:
    """Of a drawn paper. WeasyPrint names the upper left corner of what has an id."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(pdf))
    named = _named(reader)
    if NAME not in named:
        raise NotSigned(_("The page has no place for the seal."), final=True)
    page, _fit, left, top, *_zoom = named[NAME]
    numbers = {
        reader.find_page_for_modification(number)[0].reference: number
        for number in range(int(reader.root["/Pages"]["/Count"]))
    }
    return Place(
        page=numbers[page.reference], left=float(left), bottom=float(top) - SIDE, side=SIDE
    )


def _named(reader: Any) -> dict[str, Any]:
    names = list(reader.root.get("/Names", {}).get("/Dests", {}).get("/Names", []))
    return {
        str(name): [where.raw_get(place) for place in range(len(where))]
        for name, where in zip(names[::2], names[1::2], strict=True)
    }
