"""What a paper carries beside its words: the agency's seal and the code to check it by, as SVG."""

import io
from functools import cache
from math import cos, pi, sin
from typing import Any

import segno

from documents import coverage

RED = "#d7000f"
SAMPLE = "样章"  # a sample seal: the real one is put on by the agency's own e-seal service
STAR = " ".join(
    f"{100 + radius * sin(turn * pi / 5):.2f},{100 - radius * cos(turn * pi / 5):.2f}"
    for turn, radius in enumerate([26, 9.93] * 5)
)


def seal(name: str) -> bytes:
    """A round seal with the name along its rim. Outlines, not text: a seal is not read aloud."""
    step = min(30.4, 270 / max(len(name) - 1, 1))
    size = min(19.0, step * 0.95)
    first = -step * (len(name) - 1) / 2
    rim = "".join(
        _outline(character, turned=first + step * place, size=size, narrow=0.78)
        for place, character in enumerate(name)
    )
    foot = "".join(
        _outline(character, x=100 + 17 * (place - (len(SAMPLE) - 1) / 2), y=152, size=17)
        for place, character in enumerate(SAMPLE)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" fill="{RED}">'
        f'<circle cx="100" cy="100" r="95" fill="none" stroke="{RED}" stroke-width="5"/>'
        f'<polygon points="{STAR}"/>{rim}{foot}</svg>'
    ).encode()


def check_mark(content: str) -> bytes:
    """A QR code, as many modules wide as it needs; the page gives it its size."""
    code, image = segno.make(content, error="m", micro=False, encoding="utf-8"), io.BytesIO()
    code.save(image, kind="svg", border=0, omitsize=True, xmldecl=False)
    return image.getvalue()


def _outline(
    character: str,
    *,
    size: float,
    turned: float = 0,
    x: float | None = None,
    y: float = 0,
    narrow: float = 1,
) -> str:
    """One character's shape, standing on the rim at an angle or at a given place."""
    shape, advance = _shape(character)
    turn = turned * pi / 180
    if x is None:
        x, y = 100 + 73.9 * sin(turn), 100 - 73.9 * cos(turn)
    scale = size / 1000
    return (
        f'<path transform="translate({x:.2f} {y:.2f}) rotate({turned:.2f}) '
        f'scale({scale * narrow:.5f} {-scale:.5f}) translate({-advance / 2:.0f} -330)" d="{shape}"/>'
    )


@cache
def _face(style: str) -> tuple[Any, dict[int, str]]:
    from fontTools.ttLib import TTFont  # comes with WeasyPrint, and is as slow to load

    font = TTFont(io.BytesIO((coverage.PACK / f"LA-Song-{style}.ttf").read_bytes()), lazy=True)
    return font.getGlyphSet(), font.getBestCmap()


@cache
def _shape(character: str) -> tuple[str, float]:
    """A character's outline and width, bold where the bold face has it."""
    from fontTools.pens.svgPathPen import SVGPathPen

    for style in ("Bold", "Regular"):
        glyphs, names = _face(style)
        if name := names.get(ord(character)):
            pen = SVGPathPen(glyphs)
            glyphs[name].draw(pen)
            return pen.getCommands(), glyphs[name].width
    raise LookupError(coverage.sentence((character,)))
