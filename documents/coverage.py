"""Which characters the font pack can draw, known without loading a font.

Forms ask here before a name is taken, issuing asks again before a number is: a paper that can't
be printed must never be issued.
"""

from bisect import bisect_right
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

PACK = Path(__file__).parent / "fonts"


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """First and last code of each range of COVERAGE.txt, written by bin/build-fonts."""
    lines = (PACK / "COVERAGE.txt").read_text(encoding="ascii").split()
    pairs = [line.partition("-") for line in lines]
    return [int(first, 16) for first, _, _ in pairs], [
        int(last or first, 16) for first, _, last in pairs
    ]


def uncovered(text: str) -> tuple[str, ...]:
    """The characters that no paper can show, each once, in their order; a line break is fine."""
    firsts, lasts = _ranges()

    def drawn(character: str) -> bool:
        place = bisect_right(firsts, ord(character)) - 1
        return character == "\n" or (place >= 0 and ord(character) <= lasts[place])

    return tuple(dict.fromkeys(character for character in text if not drawn(character)))


def sentence(characters: tuple[str, ...]) -> str:
    """What to tell a person. It names the characters and nothing of the text around them."""
    named = ", ".join(
        f"{character} (U+{ord(character):04X})"
        if character.isprintable()
        else f"U+{ord(character):04X}"
        for character in characters
    )
    return _("This can't be printed, the fonts of the papers don't have it: %(characters)s.") % {
        "characters": named
    }
