"""Which characters the font pack can draw, known without loading a font.

Forms ask here before a name is taken, issuing asks again before a number is: a paper that can't
be printed must never be issued.
"""

import hashlib
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

PACK = Path(__file__).parent / "fonts"


@cache
def extension() -> Path | None:
    """The font of the rarest names (extensions B to F), where Debian's fonts-hanazono is installed.

    Too big to come with the pack. Only the very file that we know is used: another version would
    draw another page from the same facts. Asked once in a process.
    """
    digest, place = (PACK / "EXTENSION.sha256").read_text(encoding="ascii").split()
    font = Path(place)
    known = font.is_file() and hashlib.sha256(font.read_bytes()).hexdigest() == digest
    return font if known else None


@cache
def _ranges(name: str) -> tuple[list[int], list[int]]:
    """First and last code of each range of a table that bin/build-fonts has written."""
    lines = (PACK / name).read_text(encoding="ascii").split()
    pairs = [line.partition("-") for line in lines]
    return [int(first, 16) for first, _, _ in pairs], [
        int(last or first, 16) for first, _, last in pairs
    ]


def _listed(code: int, name: str) -> bool:
    firsts, lasts = _ranges(name)
    place = bisect_right(firsts, code) - 1
    return place >= 0 and code <= lasts[place]


def uncovered(text: str) -> tuple[str, ...]:
    """The characters that no paper can show, each once, in their order; a line break is fine."""
    return tuple(
        dict.fromkeys(
            character
            for character in text
            if character != "\n"
            and not _listed(ord(character), "COVERAGE.txt")
            and not (_listed(ord(character), "EXTENSION.txt") and extension())
        )
    )


def spelled(text: str) -> str:
    """The text in the one spelling that is kept. NFC alone: NFKC would change what was written."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", lines)


def legible(text: str) -> str:
    """For words that nobody can type again, such as an old note: what no font has stands as 〓, and
    what can't be seen as a space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate({ord(one): "〓" if one.isprintable() else " " for one in uncovered(text)})


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
