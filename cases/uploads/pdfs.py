"""PDF: is it whole, and does it hold something that a viewer might run?

Names are looked for in the file as it lies there and in its packed object streams, unpacked up to
a bound. What can't be looked through counts as active: it is kept, since it may be evidence, and
handed out only to be saved.
"""

import re
import zlib
from contextlib import suppress
from typing import IO

from cases.uploads.pictures import truncated

#: A reader finds the end within so many bytes; some programs add a line or two behind it.
TAIL = 2048
HEAD = 1024
ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|GoToE|SubmitForm|ImportData|Encrypt)\b"
    rb"|/JS\s*(\(|<|\d+\s+\d+\s+R)|/XFA\s*(\[|\d+\s+\d+\s+R)"
)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
PAGE = re.compile(rb"<\s*(html|script|!doctype|svg|iframe)", re.IGNORECASE)
#: So much is unpacked of one file, and so many streams.
MOST_UNPACKED, MOST_STREAMS = 32 * 1024 * 1024, 2_000


def is_active(content: IO[bytes], size: int) -> bool:
    """True when it holds scripts, actions or files, or hides its parts; a torn one is refused."""
    content.seek(0)
    raw = content.read(size)
    if b"%%EOF" not in raw[-TAIL:]:
        raise truncated()
    return bool(PAGE.search(raw[:HEAD])) or _names_in(raw) or _hidden_in(raw)


def _names_in(text: bytes) -> bool:
    """A name may be written with any of its letters as #41."""
    if ACTIVE.search(text):
        return True
    if b"#" not in text:
        return False
    return bool(ACTIVE.search(ESCAPED.sub(lambda one: bytes([int(one[1], 16)]), text)))


def _hidden_in(raw: bytes) -> bool:
    left = MOST_UNPACKED
    for number, found in enumerate(PACKED.finditer(raw)):
        if number >= MOST_STREAMS or left <= 0:
            return True
        unpacked = b""
        with suppress(zlib.error):
            unpacked = zlib.decompressobj().decompress(raw[found.end() :], left)
        left -= len(unpacked)
        if _names_in(unpacked):
            return True
    return False
