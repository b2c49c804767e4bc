"""Several papers as one file for a printer that prints on both sides."""

import io

import pikepdf
import pypdfium2
import pytest

from documents.binding import bind, count_pages


def paper(pages, *, word=""):
    """A paper of so many pages; each says its number."""
    with pikepdf.new() as pdf:
        for number in range(1, pages + 1):
            pdf.add_blank_page(page_size=(595, 842))
            pdf.pages[-1].Contents = pdf.make_stream(f"% {word}{number}".encode())
        file = io.BytesIO()
        pdf.save(file)
    return file.getvalue()


def marks(content):
    """What each page of a bound file says; nothing for a page that was put in."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            page.Contents.read_bytes().decode().removeprefix("% ") if "/Contents" in page else ""
            for page in pdf.pages
        ]


@pytest.mark.parametrize(
    ("papers", "bound"),
    [
        ([], []),
        ([("a", 1, 1)], ["a1"]),
        ([("a", 1, 1), ("b", 2, 1), ("c", 1, 1)], ["a1", "", "b1", "b2", "c1"]),
        ([("a", 3, 2)], ["a1", "a2", "a3", "", "a1", "a2", "a3"]),
        ([("a", 1, 3), ("b", 1, 1)], ["a1", "", "a1", "", "a1", "", "b1"]),
    ],
)
def test_every_copy_begins_on_a_sheet_of_its_own(papers, bound):
    assert marks(bind((paper(pages, word=word), copies) for word, pages, copies in papers)) == bound


def test_the_same_papers_make_the_same_file():
    papers = [(paper(2, word="a"), 1), (paper(1, word="b"), 2)]

    assert bind(papers) == bind(papers)


def test_a_seal_that_was_signed_in_is_printed_too():
    """Its picture stands in an annotation whose form is left behind."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        red = pdf.make_stream(
            b"1 0 0 rg 0 0 100 100 re f",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 100, 100],
        )
        seal = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Sig,
                T="Signature1",
                F=132,  # print, locked
                Rect=[100, 100, 200, 200],
                AP={"/N": red},
            )
        )
        pdf.pages[0].Annots = pdf.make_indirect([seal])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[seal], SigFlags=3)
        file = io.BytesIO()
        pdf.save(file)

    with pypdfium2.PdfDocument(bind([(file.getvalue(), 1)])) as bound:
        bitmap = bound[0].render()
        channels, width = bitmap.n_channels, bitmap.width
        at = (842 - 150) * width + 150  # inside the seal
        blue, green, red_part = bytes(bitmap.buffer)[at * channels : at * channels + 3]
    assert (red_part, green, blue) == (255, 0, 0)


def test_pages_are_counted_and_what_is_no_pdf_has_none():
    assert count_pages(io.BytesIO(paper(3))) == 3
    assert count_pages(io.BytesIO(b"%PDF-1.7 a scan that was cut off")) is None
