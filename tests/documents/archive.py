"""What PDF/A-3u asks of a file, looked at object by object; veraPDF is in none of our registries.

:func:`flaws` gives a sentence for everything that an archive would refuse. The second opinion,
PDFBox, knows PDF/A-1b alone: ``test_preflight.py``.
"""

import io
import re
from collections.abc import Iterator

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Name

PRINT, HIDDEN = 4, 1 | 2 | 32  # flags of annotations: print; invisible, hidden, no view


def flaws(content: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            *_file(content, pdf),
            *_metadata(pdf),
            *_colours(pdf),
            *_fonts(pdf),
            *_objects(pdf),
            *_enclosed(pdf),
            *_annotations(pdf),
            *_tags(pdf),
        ]


def _file(content: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    first, second = content.split(b"\n", 2)[:2]
    if first != b"%PDF-1.7":
        yield "the file does not begin as PDF 1.7"
    if not (second.startswith(b"%") and sum(byte > 127 for byte in second) >= 4):
        yield "no comment of four bytes above 127 follows the first line"
    if not content.rstrip().endswith(b"%%EOF"):
        yield "something follows the end of the file"
    if len(pdf.trailer.get(Name.ID, ())) != 2:
        yield "the trailer has no ID"
    if Name.Encrypt in pdf.trailer:
        yield "it is encrypted"
    for name in (Name.OpenAction, Name.AA, Name.AcroForm, Name.OCProperties, Name.Requirements):
        if name in pdf.Root:
            yield f"the catalogue has {name}"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_metadata() as told:
        if (told.get("pdfaid:part"), told.get("pdfaid:conformance")) != ("3", "U"):
            yield "XMP does not say PDF/A-3u"
        if told.get("dc:title") != str(pdf.docinfo[Name.Title]):
            yield "XMP and Info give two titles"
        for date in ("xmp:CreateDate", "xmp:ModifyDate"):
            if date not in told:
                yield f"XMP lacks {date}"
    if not str(pdf.Root.get(Name.Lang, "")):
        yield "it says nothing of its language"


def _colours(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [one for one in pdf.Root.get(Name.OutputIntents, ()) if one.S == Name.GTS_PDFA1]
    if len(intents) != 1:
        yield f"it has {len(intents)} output intents, not one"
        return
    profile = intents[0].DestOutputProfile
    read = profile.read_bytes()
    if (profile.N, read[36:40], read[16:20]) != (3, b"acsp", b"RGB "):
        yield "its profile of colours is none of RGB"
    for _page, _fonts_there, operands, operator in _operations(pdf):
        if operator in {"k", "K"}:
            yield "CMYK is used beside an RGB profile"
        if operator in {"cs", "CS"} and str(operands[0]) not in {
            "/DeviceRGB",
            "/DeviceGray",
            "/Pattern",
        }:
            yield f"the space of colours {operands[0]} is not the profile's"
        if operator == "ri" and str(operands[0]) != "/RelativeColorimetric":
            yield f"colours are to be rendered as {operands[0]}"


def _operations(pdf):
    """Every operation of every page and of the forms drawn on it, with the fonts at hand."""

    def read(page, stream, resources):
        fonts = resources.get(Name.Font, {})
        for operands, operator in pikepdf.parse_content_stream(stream):
            yield page, fonts, operands, str(operator)
            if str(operator) == "Do":
                drawn = resources.XObject[operands[0]]
                if drawn.Subtype == Name.Form:
                    yield from read(page, drawn, drawn.get(Name.Resources, resources))

    for page in pdf.pages:
        yield from read(page, page, page.resources)


def _used(pdf) -> dict[tuple[int, int], tuple[pikepdf.Object, set[int]]]:
    """Each font with the codes that are shown in it."""
    found: dict = {}
    font = None
    for _page, fonts, operands, operator in _operations(pdf):
        if operator == "Tf":
            font = fonts[operands[0]]
            found.setdefault(font.objgen, (font, set()))
        elif operator in {"Tj", "TJ"}:
            pieces = operands[0] if operator == "TJ" else operands
            shown = b"".join(bytes(one) for one in pieces if isinstance(one, pikepdf.String))
            found[font.objgen][1].update(
                int.from_bytes(shown[at : at + 2]) for at in range(0, len(shown), 2)
            )
    return found


def _fonts(pdf) -> Iterator[str]:
    used = _used(pdf)
    if not used:
        yield "it shows no text"
    for font, codes in used.values():
        yield from (f"{font.BaseFont}: {flaw}" for flaw in _font(font, codes))


def _font(font, codes) -> Iterator[str]:
    [inner] = font.DescendantFonts
    if (font.Subtype, font.Encoding, inner.Subtype) != (
        Name.Type0,
        Name("/Identity-H"),
        Name.CIDFontType2,
    ):
        yield "not a TrueType font numbered by its glyphs"
        return
    if not re.fullmatch(r"/[A-Z]{6}\+.+", str(font.BaseFont)) or font.BaseFont != inner.BaseFont:
        yield "its name does not say that it is a part"
    # MuPDF and Ghostscript read it: without it other glyphs are shown, or none.
    if inner.get(Name.CIDToGIDMap) != Name.Identity:
        yield "the numbers of characters are not those of glyphs"
    embedded = inner.FontDescriptor.get(Name.FontFile2)
    if embedded is None:
        yield "it is not embedded"
        return
    face = TTFont(io.BytesIO(embedded.read_bytes()), lazy=True)
    order, glyf, advances = face.getGlyphOrder(), face["glyf"], face["hmtx"]
    unicode_of = _unicode_of(font.ToUnicode.read_bytes()) if Name.ToUnicode in font else {}
    widths = _widths(inner.W)
    em = face["head"].unitsPerEm
    for code in sorted(codes):
        text = unicode_of.get(code, "")
        if not text or any(ord(one) in {0, 0xFEFF, 0xFFFE} for one in text):
            yield f"no character is known for {code}"
        if any(0xE000 <= ord(one) <= 0xF8FF for one in text):
            yield f"{code} is a character for private use"
        if not 0 < code < len(order):
            yield f"there is no glyph {code}"
            continue
        if not glyf[order[code]].numberOfContours and text.strip():
            yield f"the glyph of {text} is empty"
        if (
            abs(widths.get(code, inner.get(Name.DW, 1000)) - advances[order[code]][0] * 1000 / em)
            > 1
        ):
            yield f"{code} is as wide in the font as the page does not say"


def _unicode_of(cmap: bytes) -> dict[int, str]:
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found


def _widths(array) -> dict[int, float]:
    """``[first [w w w] first last w]``"""
    found, items = {}, list(array)
    while items:
        first, second = int(items.pop(0)), items.pop(0)
        if isinstance(second, pikepdf.Array):
            found |= {first + place: float(width) for place, width in enumerate(second)}
        else:
            found |= dict.fromkeys(range(first, int(second) + 1), float(items.pop(0)))
    return found


def _objects(pdf) -> Iterator[str]:
    """What no object of the file may hold."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream):
            if Name.F in one.stream_dict or Name.FFilter in one.stream_dict:
                yield "a stream lies outside the file"
            if Name.LZWDecode in _as_list(one.get(Name.Filter)):
                yield "a stream is packed by LZW"
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if one.get(Name.Interpolate, False):
            yield "a picture is interpolated"
        if Name.Alternates in one or Name.OPI in one:
            yield "a picture has another in its stead"
        if one.get(Name.S) in {
            Name.JavaScript,
            Name.Launch,
            Name.ImportData,
            Name.Movie,
            Name.Sound,
        }:
            yield f"it acts: {one.S}"
        if Name.TR in one or one.get(Name.HTP) is not None:
            yield "colours are changed on their way"


def _as_list(value) -> list:
    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]


def _enclosed(pdf) -> Iterator[str]:
    names = list(pdf.Root.Names.EmbeddedFiles.Names) if Name.Names in pdf.Root else []
    told = [one.objgen for one in pdf.Root.get(Name.AF, ())]
    if len(told) != len(set(told)) or set(told) != {one.objgen for one in names[1::2]}:
        yield "AF does not list every enclosed file once"
    for file in names[1::2]:
        stream = file.EF.F
        if Name.AFRelationship not in file or not str(file.get(Name.UF, "")):
            yield "an enclosed file does not say what it is to the paper"
        if Name.Subtype not in stream.stream_dict or Name.ModDate not in stream.Params:
            yield "an enclosed file has no type or no date"


def _annotations(pdf) -> Iterator[str]:
    for page in pdf.pages:
        for one in page.get(Name.Annots, ()):
            if not int(one.get(Name.F, 0)) & PRINT or int(one.get(Name.F, 0)) & HIDDEN:
                yield f"an annotation is not printed or is hidden: {one.Subtype}"
            if one.Subtype not in {Name.Link, Name.Popup} and Name.AP not in one:
                yield f"an annotation has no looks: {one.Subtype}"


def _tags(pdf) -> Iterator[str]:
    if not pdf.Root.get(Name.MarkInfo, {}).get(Name.Marked, False):
        yield "it is not tagged"
        return
    marked: dict = {}
    for page, _there, operands, operator in _operations(pdf):
        if operator == "BDC":
            marked.setdefault(page.StructParents, set()).add(int(operands[1].MCID))
    listed = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    known = {int(number): len(entries) for number, entries in zip(*[iter(listed)] * 2, strict=True)}
    if any(known.get(page, 0) < len(codes) for page, codes in marked.items()):
        yield "text is marked that the tags do not know"


def read_in_order(content: bytes) -> list[str]:
    """The text as the tags give it, a piece each: what a screen reader reads aloud."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        texts = _marked_texts(pdf)
        said = []

        def walk(element, page):
            page = element.get(Name.Pg, page)
            for kid in _as_list(element.get(Name.K)):
                if isinstance(kid, int):
                    said.append(texts.get((page.objgen, kid), ""))
                elif isinstance(kid, pikepdf.Dictionary):
                    walk(kid, page)

        walk(pdf.Root.StructTreeRoot, None)
        return [text for text in said if text.strip()]


def _marked_texts(pdf) -> dict[tuple, str]:
    """By page and number of the mark."""
    found: dict = {}
    mark, font, known = None, None, {}
    for page, fonts, operands, operator in _operations(pdf):
        if operator == "BDC":
            mark = (page.objgen, int(operands[1].MCID))
        elif operator == "EMC":
            mark = None
        elif operator == "Tf":
            font = fonts[operands[0]]
            if font.objgen not in known:
                known[font.objgen] = _unicode_of(font.ToUnicode.read_bytes())
        elif operator in {"Tj", "TJ"} and mark:
            pieces = operands[0] if operator == "TJ" else operands
            shown = b"".join(bytes(one) for one in pieces if isinstance(one, pikepdf.String))
            found[mark] = found.get(mark, "") + "".join(
                known[font.objgen].get(int.from_bytes(shown[at : at + 2]), "\ufffd")
                for at in range(0, len(shown), 2)
            )
    return found
