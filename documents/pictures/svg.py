"""Seals in outlines. Read by expat, and written anew from the few elements that a seal needs.

What draws nothing (an editor's notes) is left out; whatever else is not on the list refuses the
file: scripts, links, styles with addresses, and text, which would need somebody's font.
"""

import re
from collections.abc import Callable
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext as _

from documents.pictures.refusal import PictureRefused

SVG = "http://www.w3.org/2000/svg"
MOST_ELEMENTS, DEEPEST = 5000, 32
UNEVEN = 0.02  # how far width and height may differ

NUMBER = r"[-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})(?:[eE][-+]?\d{1,2})?"
NUMBERS = re.compile(r"[-+0-9.,\seE]*")
LENGTH = re.compile(rf"{NUMBER}(?:px|pt|mm|cm|in|%)?")
COLOUR = re.compile(
    r"none|currentColor|#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,30}|rgba?\([0-9.,%\s/]{1,40}\)"
)
WORD = re.compile(r"[a-z-]{1,20}")
PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE+\-.,\s]*")
TRANSFORM = re.compile(
    r"\s*(?:(?:matrix|translate|rotate|scale|skewX|skewY)\s*\([-+0-9.,\seE]*\)[\s,]*)*"
)
HUGE = re.compile(r"[eE][-+]?\d{3,}")

PAINT = {
    "fill": COLOUR,
    "stroke": COLOUR,
    "color": COLOUR,
    "fill-rule": WORD,
    "fill-opacity": LENGTH,
    "opacity": LENGTH,
    "stroke-width": LENGTH,
    "stroke-opacity": LENGTH,
    "stroke-linecap": WORD,
    "stroke-linejoin": WORD,
    "stroke-miterlimit": LENGTH,
    "stroke-dasharray": re.compile(r"none|[0-9.,\s]{1,200}"),
    "stroke-dashoffset": LENGTH,
    "transform": TRANSFORM,
}
SHAPES: dict[str, dict[str, re.Pattern[str]]] = {
    "path": {"d": PATH},
    "circle": dict.fromkeys(("cx", "cy", "r"), LENGTH),
    "ellipse": dict.fromkeys(("cx", "cy", "rx", "ry"), LENGTH),
    "rect": dict.fromkeys(("x", "y", "width", "height", "rx", "ry"), LENGTH),
    "line": dict.fromkeys(("x1", "y1", "x2", "y2"), LENGTH),
    "polygon": {"points": NUMBERS},
    "polyline": {"points": NUMBERS},
}
GROUPS = {"svg", "g", "defs"}
#: An editor's notes and what browsers show as a tip: they draw nothing.
NOTES = {"title", "desc", "metadata"}
#: Attributes that say nothing about how it looks, once ids and classes have nobody to name them.
IDLE = {"id", "class", "version", "baseProfile", "preserveAspectRatio", "role", "enable-background"}
FRAME = {"viewBox": NUMBERS, "width": LENGTH, "height": LENGTH, "x": LENGTH, "y": LENGTH}
#: Properties of text in a style: without text they do nothing. Inkscape writes them all the same.
IDLE_STYLE = re.compile(
    r"-inkscape-.*|font.*|text.*|line-height|letter-spacing|word-spacing|white-space|writing-mode|direction|baseline-shift|dominant-baseline|shape-.*|inline-size"
)


def clean_svg(content: bytes) -> bytes:
    """The drawing as it may be kept, or PictureRefused."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = _refuser(_("It names a document type"))
    parser.ProcessingInstructionHandler = _refuser(_("It holds an instruction to programs"))
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise PictureRefused(_("The SVG file is damaged.")) from None
    return reader.written()


def _refuser(what: str) -> Callable[..., None]:
    def refuse(*_said: Any) -> None:
        raise _not_plain(what)

    return refuse


def _not_plain(what: str) -> PictureRefused:
    return PictureRefused(
        _("%(what)s. Save it as a plain SVG with everything turned into paths.") % {"what": what}
    )


class _Reader:
    """Hears the elements and writes down those that are on the list."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.depth = self.elements = self.shapes = 0
        self.notes = 0  # how deep inside an editor's notes we are

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _space, name = tag.rpartition(" ")
        self.depth += 1
        self.elements += 1
        if self.elements > MOST_ELEMENTS or self.depth > DEEPEST:
            raise _not_plain(_("The drawing has too many parts"))
        if self.notes or name in NOTES or (space != SVG and self.depth > 1):
            self.notes += 1
            return
        if self.depth == 1:
            if (space, name) != (SVG, "svg"):
                raise PictureRefused(_("The file is not an SVG drawing."))
            self.parts.append(f'<svg xmlns="{SVG}" viewBox="{_frame(attributes)}"')
            attributes = {key: said for key, said in attributes.items() if key not in FRAME}
        elif name == "svg" or name not in GROUPS | SHAPES.keys():
            raise _not_plain(_("It holds “%(name)s”") % {"name": name[:40]})
        else:
            self.parts.append(f"<{name}")
        self.shapes += name in SHAPES
        allowed = PAINT | SHAPES.get(name, {})
        self.parts += [
            f" {key}={quoteattr(said)}" for key, said in _attributes(attributes, allowed).items()
        ]
        self.parts.append(">")

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self.notes:
            self.notes -= 1
        else:
            self.parts.append(f"</{tag.rpartition(' ')[2]}>")

    def words(self, text: str) -> None:
        if not self.notes and text.strip():
            raise _not_plain(_("It holds text"))

    def written(self) -> bytes:
        if not self.shapes:
            raise PictureRefused(_("The picture is empty."))
        return "".join(self.parts).encode()


def _attributes(given: dict[str, str], allowed: dict[str, re.Pattern[str]]) -> dict[str, str]:
    """Those that say how it looks, each in a form that can say nothing else."""
    said = {name: value for name, value in given.items() if not _is_idle(name)}
    said |= _style(said.pop("style", ""))
    for name, value in said.items():
        form = allowed.get(name)
        if form is None or not form.fullmatch(value.strip()) or HUGE.search(value):
            raise _not_plain(_("It holds “%(name)s”") % {"name": name.rpartition(" ")[2][:40]})
    return said


def _is_idle(name: str) -> bool:
    """Of another language than SVG, or of none that shows; a link is never idle."""
    space, _space, plain = name.rpartition(" ")
    return plain != "href" and (bool(space) or plain in IDLE or plain.startswith("data-"))


def _style(text: str) -> dict[str, str]:
    """The declarations of a style attribute, as attributes of their own."""
    pairs = (part.partition(":") for part in text.split(";") if part.strip())
    found = {name.strip(): value.strip() for name, _colon, value in pairs}
    return {name: value for name, value in found.items() if not IDLE_STYLE.fullmatch(name)}


def _frame(attributes: dict[str, str]) -> str:
    """What is seen of the drawing: a square, in its own numbers."""
    said = attributes.get("viewBox") or " ".join(
        ["0 0", *(attributes.get(name, "").removesuffix("px") for name in ("width", "height"))]
    )
    numbers = re.split(r"[\s,]+", said.strip())
    if len(numbers) != 4 or not all(re.fullmatch(NUMBER, number) for number in numbers):
        raise PictureRefused(_("The drawing does not say how large it is (viewBox)."))
    width, height = float(numbers[2]), float(numbers[3])
    if width <= 0 or abs(width - height) > UNEVEN * width:
        raise PictureRefused(_("The picture must be square, the seal reaching its four edges."))
    return " ".join(numbers)
