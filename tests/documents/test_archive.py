"""Every sample, looked at as an archive would, and read aloud as its tags tell."""

import io
import json
import re

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from documents.facts import from_json
from documents.kinds import KINDS
from documents.management.commands.draw_samples import imprint_of
from documents.rendering import paint
from tests.documents.archive import flaws, read_in_order
from tests.documents.conftest import GRANT, SAMPLES
from tests.documents.drawn import LOOKED_AT, drawn

pytestmark = pytest.mark.pages


def enclosed(content):
    """The names of the enclosed files, and each file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}


@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_paper_is_fit_for_the_archive(name):
    assert flaws(drawn(name)) == []


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_paper_carries_its_facts_as_a_file_that_gives_them_back(name):
    facts = SAMPLES[name]
    [(file, content)] = enclosed(drawn(name)).items()
    said = json.loads(content)

    assert file == "case.json"
    assert from_json(KINDS[said["kind"]], said["facts"]) == facts
    assert {key: said[key] for key in ("schema", "title", "label", "check_code", "issued_at")} == {
        "schema": 1,
        "title": facts.title,
        "label": imprint_of(facts).label,
        "check_code": imprint_of(facts).check_code,
        "issued_at": "2026-11-20T09:00:00+08:00",
    }


def test_the_enclosed_file_is_the_paper_s_data_and_dated_by_its_issue():
    with pikepdf.open(io.BytesIO(drawn("grant_decision"))) as pdf:
        [file] = pdf.Root.AF
        assert file.AFRelationship == Name.Data
        assert file.EF.F.Subtype == Name("/application/json")
        assert str(file.EF.F.Params.CreationDate) == "D:20261120010000Z"
        assert str(file.EF.F.Params.ModDate) == "D:20261120010000Z"


def in_order(text, pieces):
    """The pieces that do not follow one another in the text."""
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        if found < 0:
            return piece
        at = found + len(piece)
    return None


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_paper_is_read_aloud_in_its_order_and_says_all_that_it_shows(name):
    facts, told = SAMPLES[name], imprint_of(SAMPLES[name])
    read = re.sub(r"\s", "", "".join(read_in_order(drawn(name))))
    heads = {
        "letter": [facts.agency.name, told.label, facts.title],
        "form": [facts.agency.name, facts.title, told.label, "核验码"],
    }[facts.style]
    with pypdfium2.PdfDocument(drawn(name)) as pdf:
        shown = "".join(page.get_textpage().get_text_range() for page in pdf)
    shown = re.sub(r"第 \d+ 页 共 \d+ 页", "\n", shown)

    assert in_order(read, heads) is None
    assert read.startswith(facts.agency.name)
    # Page numbers are no part of what is read; nothing else may be left out.
    missing = [word for word in re.findall(r"[\u4e00-\u9fff]{4,}", shown) if word not in read]
    assert missing == []


def test_the_cells_of_a_form_are_read_with_their_headings():
    read = read_in_order(drawn("application_receipt"))

    assert (
        in_order(
            "|".join(read), ["|申请人|张䶮|提交人|张䶮|案由|请求支付", "|1|法律援助申请表|1|2|"]
        )
        is None
    )


def test_a_heading_inside_a_table_speaks_for_its_row():
    with pikepdf.open(io.BytesIO(drawn("application_receipt"))) as pdf:
        cells = [
            one for one in pdf.objects if isinstance(one, Dictionary) and one.get(Name.S) == Name.TD
        ]
        wide = next(one for one in cells if Name.ColSpan in one.A)
        heading = next(
            one for one in pdf.objects
            if isinstance(one, Dictionary) and one.get(Name.S) == Name.TH and wide.A.Headers[0] == one.ID
        )  # fmt: skip

        assert len(wide.A.Headers) == 1
        assert heading.P.objgen == wide.P.objgen  # the same row


# The checks themselves: each thing spoilt is noticed, or they would prove nothing.


def first_font(pdf):
    return next(iter(pdf.pages[0].resources.Font.values()))


def spoil(name):
    def remember(function):
        SPOILT[name] = function
        return function

    return remember


SPOILT = {}


@spoil("the catalogue has /OpenAction")
def _(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript)


@spoil("it acts: /JavaScript")
def _(pdf):
    pdf.Root.Extra = pdf.make_indirect(Dictionary(S=Name.JavaScript))


@spoil("XMP does not say PDF/A-3u")
def _(pdf):
    written = pdf.Root.Metadata.read_bytes().replace(b'part="3"', b'part="2"')
    pdf.Root.Metadata = pdf.make_stream(written, Type=Name.Metadata, Subtype=Name.XML)


@spoil("XMP and Info give two titles")
def _(pdf):
    pdf.docinfo[Name.Title] = "Another"


@spoil("it says nothing of its language")
def _(pdf):
    del pdf.Root.Lang


@spoil("it has 0 output intents, not one")
def _(pdf):
    del pdf.Root.OutputIntents


@spoil("its profile of colours is none of RGB")
def _(pdf):
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 4


@spoil("CMYK is used beside an RGB profile")
def _(pdf):
    pdf.pages[0].contents_add(b"0 0 0 1 k")


@spoil("it is not embedded")
def _(pdf):
    del first_font(pdf).DescendantFonts[0].FontDescriptor.FontFile2


@spoil("no character is known for")
def _(pdf):
    del first_font(pdf).ToUnicode


@spoil("is a character for private use")
def _(pdf):
    cmap = re.sub(
        rb"(<[0-9a-f]+>) <[0-9a-f]{4}>", rb"\1 <e863>", first_font(pdf).ToUnicode.read_bytes()
    )
    first_font(pdf).ToUnicode = pdf.make_stream(cmap)


@spoil("the page does not say")
def _(pdf):
    first_font(pdf).DescendantFonts[0].W = Array([0, 9999, 777])


@spoil("the numbers of characters are not those of glyphs")
def _(pdf):
    first_font(pdf).DescendantFonts[0].CIDToGIDMap = pdf.make_stream(b"\0\1")


@spoil("its name does not say that it is a part")
def _(pdf):
    first_font(pdf).BaseFont = Name("/LA-Song")


@spoil("a picture is interpolated")
def _(pdf):
    pdf.Root.Extra = pdf.make_indirect(Dictionary(Interpolate=True))


@spoil("AF does not list every enclosed file once")
def _(pdf):
    pdf.Root.AF.append(pdf.Root.AF[0])


@spoil("an enclosed file does not say what it is to the paper")
def _(pdf):
    del pdf.Root.AF[0].AFRelationship


@spoil("an enclosed file has no type or no date")
def _(pdf):
    del pdf.Root.AF[0].EF.F.Params.ModDate


@spoil("an annotation is not printed or is hidden")
def _(pdf):
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, F=2)])


@spoil("an annotation has no looks")
def _(pdf):
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=4)])


@spoil("it is not tagged")
def _(pdf):
    del pdf.Root.MarkInfo


@spoil("text is marked that the tags do not know")
def _(pdf):
    pdf.Root.StructTreeRoot.ParentTree.Nums[1] = Array([])


@pytest.mark.parametrize("said", sorted(SPOILT))
def test_the_check_notices_what_an_archive_would_refuse(said):
    with pikepdf.open(io.BytesIO(drawn("grant_decision"))) as pdf:
        SPOILT[said](pdf)
        spoilt = io.BytesIO()
        pdf.save(spoilt)

    assert any(said in flaw for flaw in flaws(spoilt.getvalue()))


def test_the_check_notices_a_file_without_id_with_more_after_its_end_or_under_a_key():
    content = drawn("grant_decision")
    assert "the trailer has no ID" in flaws(content.replace(b"/ID [", b"/Id ["))
    assert "something follows the end of the file" in flaws(content + b"more")
    with pikepdf.open(io.BytesIO(drawn("grant_decision"))) as pdf:
        locked = io.BytesIO()
        pdf.save(locked, encryption=pikepdf.Encryption(owner="x"))
    assert "it is encrypted" in flaws(locked.getvalue())


def test_a_paper_drawn_again_is_the_same_file_with_what_it_encloses():
    assert paint(GRANT, imprint_of(GRANT)) == drawn("grant_decision")
