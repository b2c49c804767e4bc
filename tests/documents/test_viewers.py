"""The same page in two viewers that are not ours: MuPDF and PDFium (Chrome's).

Viewers differ in how they read fonts: one may print blanks where another prints a name. So every
character must leave ink in both, and both must put as much of it into every cell of the page.
"""

from functools import cache

import pymupdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from tests.documents.drawn import LOOKED_AT, drawn

pytestmark = pytest.mark.pages

DPI = 144
CELL = 16  # dots: 2.8 mm, about half a character of a letter
#: Greys of 255 in which the mean of one cell may differ. The edges of strokes are softened in two
#: ways: 7 in a form, 33 in the great red letters of a head; a character of the text that is blank
#: in one viewer makes 69 and more.
TOLERANCE = 40


@cache
def pages(name):
    return both(drawn(name))


def both(content):
    """Each page in grey by MuPDF and by PDFium, and its characters with their places in dots."""
    found = []
    with (
        pymupdf.open(stream=content, filetype="pdf") as mu,
        pypdfium2.PdfDocument(content) as chrome,
    ):
        assert len(mu) == len(chrome)
        for here, there in zip(mu, chrome, strict=True):
            picture = here.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
            ours = Image.frombytes("L", (picture.width, picture.height), picture.samples)
            theirs = there.render(scale=DPI / 72).to_pil().convert("L")
            assert max(abs(a - b) for a, b in zip(ours.size, theirs.size, strict=True)) <= 1
            found.append((ours, theirs.crop((0, 0, *ours.size)), list(characters(here))))
    return found


def characters(page):
    scale = DPI / 72
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for one in span["chars"]:
                    if one["c"].strip():
                        yield one["c"], tuple(place * scale for place in one["bbox"])


def blanks(picture, placed):
    """The characters that left no ink where they stand."""
    found = []
    for character, (left, top, right, bottom) in placed:
        box = (int(left), int(top), int(right) + 1, int(bottom) + 1)
        darkest, _lightest = picture.crop(box).getextrema()
        if darkest > 160:
            found.append(character)
    return found


def difference(ours, theirs):
    """By how much the mean grey of the most different cell differs."""
    return ImageChops.difference(ours.reduce(CELL), theirs.reduce(CELL)).getextrema()[1]


@pytest.mark.parametrize("name", LOOKED_AT)
def test_no_viewer_shows_a_blank_for_a_character(name):
    for mu, chrome, placed in pages(name):
        assert len(placed) > 20
        assert blanks(mu, placed) == []
        assert blanks(chrome, placed) == []


@pytest.mark.parametrize("name", LOOKED_AT)
def test_both_viewers_show_the_same_page_cell_by_cell(name):
    for mu, chrome, _placed in pages(name):
        assert difference(mu, chrome) <= TOLERANCE


def test_a_character_that_one_viewer_leaves_out_would_be_noticed():
    mu, chrome, placed = pages("grant_decision")[0]
    rubbed = chrome.copy()
    [(_, box)] = [one for one in placed if one[0] == "䶮"]
    rubbed.paste(255, tuple(int(place) for place in box))

    assert blanks(rubbed, placed) == ["䶮"]
    assert difference(mu, rubbed) > TOLERANCE
