"""Quicker fonts: no copy of a whole font for each paper, and no subset made twice.

By itself WeasyPrint copies every font it meets out of HarfBuzz, 14 megabytes for 宋体, to throw it
away for a subset; and has cffi read C for each new length of a list of glyphs, 2 ms each time.
"""

from collections import OrderedDict
from functools import cache
from typing import Any

KEPT = 256  # subsets, of some 20 kilobytes each
GLYPHS = 0x10000  # no font has more

#: WeasyPrint's own list, in the order of their tags.
USELESS = (b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT", b"SVG ")  # fmt: skip


class WholeFont:
    """The content of a font: its HarfBuzz face, until somebody asks for the bytes."""

    def __set__(self, font: Any, content: Any) -> None:
        font.__dict__["content"] = content

    def __get__(self, font: Any, owner: type) -> bytes:
        from weasyprint.text.fonts import get_hb_object_data

        if not isinstance(font.__dict__["content"], bytes):
            font.__dict__["content"] = get_hb_object_data(font.__dict__["content"])
        content: bytes = font.__dict__["content"]
        return content


class Subsets:
    """The subsets made last, by face and glyphs. Each holds its face, whose address so stays its own."""

    def __init__(self) -> None:
        self.kept: OrderedDict[tuple[Any, ...], tuple[Any, bytes]] = OrderedDict()

    def of(self, font: Any, glyphs: tuple[int, ...], *, hinting: bool) -> bytes | None:
        key = (font.hb_face, font.index, glyphs, bool(font.missing), hinting)
        if key in self.kept:
            self.kept.move_to_end(key)
            return self.kept[key][1]
        content = subset(font.hb_face, glyphs, notdef=bool(font.missing), hinting=hinting)
        if content:
            self.kept[key] = (font.hb_face, content)
            if len(self.kept) > KEPT:
                self.kept.popitem(last=False)
        return content


subsets = Subsets()  # of this process


def subset(face: Any, glyphs: tuple[int, ...], *, notdef: bool, hinting: bool) -> bytes | None:
    """The font with these glyphs alone, in the two steps of WeasyPrint: empty all others, then drop
    those after the last."""
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
    from weasyprint.text.fonts import get_hb_object_data

    flags = (
        harfbuzz_subset.HB_SUBSET_FLAGS_PASSTHROUGH_UNRECOGNIZED
        | harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE
    )
    if notdef:
        flags |= harfbuzz_subset.HB_SUBSET_FLAGS_NOTDEF_OUTLINE
    order = ffi.gc(
        harfbuzz_subset.hb_subset_input_create_or_fail(),
        harfbuzz_subset.hb_subset_input_destroy,
    )
    chosen = harfbuzz_subset.hb_subset_input_glyph_set(order)
    harfbuzz.hb_set_add_sorted_array(chosen, ffi.new("hb_codepoint_t[]", glyphs), len(glyphs))
    dropped = harfbuzz_subset.hb_subset_input_set(
        order, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG
    )
    harfbuzz.hb_set_add_sorted_array(dropped, _useless_tables(), len(USELESS))
    harfbuzz_subset.hb_subset_input_set_flags(
        order, flags | harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS
    )
    emptied = ffi.gc(harfbuzz_subset.hb_subset_or_fail(face, order), harfbuzz.hb_face_destroy)
    harfbuzz.hb_set_add_sorted_array(chosen, _every_glyph(), glyphs[-1] + 1)
    if not hinting:
        flags |= harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    harfbuzz_subset.hb_subset_input_set_flags(order, flags)
    short = ffi.gc(harfbuzz_subset.hb_subset_or_fail(emptied, order), harfbuzz.hb_face_destroy)
    content: bytes | None = get_hb_object_data(short) if short else None
    return content


@cache
def _every_glyph() -> Any:
    from weasyprint.text.ffi import ffi

    return ffi.new("hb_codepoint_t[]", tuple(range(GLYPHS)))


@cache
def _useless_tables() -> Any:
    from weasyprint.text.ffi import ffi, harfbuzz

    return ffi.new("hb_codepoint_t[]", [harfbuzz.hb_tag_from_string(name, -1) for name in USELESS])


def apply() -> None:
    """Have WeasyPrint take its subsets from here, and copy a font only when it is asked for."""
    from weasyprint.logger import LOGGER
    from weasyprint.pdf import fonts

    log = LOGGER

    def subset_once(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        content = subsets.of(font, tuple(sorted(to_unicode)), hinting=hinting)
        if content:
            font.file_content = content
        else:
            log.warning('Unable to subset "%s" with HarfBuzz', font.family)

    fonts.Font.file_content = WholeFont()
    fonts.Font._harfbuzz_subset = subset_once
    fonts.get_hb_object_data = lambda face: face  # into WholeFont
