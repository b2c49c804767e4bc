"""PNG and JPEG: their size in dots and their end, read from the markers between the data.

A picture of 20,000 x 20,000 dots may be a few kilobytes large and take a gigabyte once it is
decoded; so nothing here decodes.
"""

import struct
from typing import IO

from django.utils.translation import gettext_lazy as _

from cases.uploads.refusal import Refused

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
#: An A4 sheet at 600 dots an inch has 35 million.
MOST_DOTS, LONGEST_SIDE = 64_000_000, 16_000
#: More parts than any camera or scanner writes.
MOST_PARTS = 20_000
#: Markers of JPEG that stand alone, and those that carry height and width.
ALONE = {0x01, *range(0xD0, 0xD9)}
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
SCAN, END = 0xDA, b"\xff\xd9"
PIECE = 64 * 1024


def truncated() -> Refused:
    return Refused(_("The file ends too early: scan the paper again, or copy the file again."))


def check_png(content: IO[bytes], size: int) -> None:
    """Walk from part to part up to the end that the format demands."""
    place, has_data = len(PNG), False
    for number in range(MOST_PARTS):
        content.seek(place)
        head = content.read(8)
        if len(head) < 8:
            raise truncated()
        length, kind = struct.unpack(">I4s", head)
        place += 12 + length
        if place > size:
            raise truncated()
        if number == 0:
            _check_size(*_png_size(kind, length, content.read(8)))
        has_data = has_data or kind == b"IDAT"
        if kind == b"IEND":
            if not has_data:
                raise truncated()
            return
    raise _unreadable()


def _png_size(kind: bytes, length: int, body: bytes) -> tuple[int, int]:
    if kind != b"IHDR" or length != 13 or len(body) < 8:
        raise _unreadable()
    width, height = struct.unpack(">II", body)
    return width, height


def check_jpeg(content: IO[bytes], size: int) -> None:
    """Walk from marker to marker up to the picture itself, and look for its end behind it."""
    content.seek(2)
    seen = False
    for _number in range(MOST_PARTS):
        marker = _next_marker(content)
        if marker in ALONE:
            continue
        head = content.read(2)
        if len(head) < 2:
            raise truncated()
        [length] = struct.unpack(">H", head)
        if length < 2:
            raise _unreadable()
        if marker in FRAMES:
            body = content.read(5)
            if len(body) < 5:
                raise truncated()
            _bits, height, width = struct.unpack(">BHH", body)
            _check_size(width, height)
            seen = True
            length -= 5
        elif marker == SCAN:
            if not seen:
                raise _unreadable()
            _find_end(content)
            return
        content.seek(length - 2, 1)
    raise _unreadable()


def _next_marker(content: IO[bytes]) -> int:
    byte = content.read(1)
    if byte and byte != b"\xff":
        raise _unreadable()
    for _number in range(PIECE):  # a marker may be filled up before it
        byte = content.read(1)
        if not byte:
            raise truncated()
        if byte != b"\xff":
            return byte[0]
    raise _unreadable()


def _find_end(content: IO[bytes]) -> None:
    kept = b""
    while piece := content.read(PIECE):
        if END in kept + piece:
            return
        kept = piece[-1:]
    raise truncated()


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise _unreadable()
    if width * height > MOST_DOTS or max(width, height) > LONGEST_SIDE:
        raise Refused(
            _(
                "The picture has %(width)d x %(height)d dots, more than can be shown: scan it at "
                "300 dots an inch."
            )
            % {"width": width, "height": height}
        )


def _unreadable() -> Refused:
    return Refused(_("The picture can't be read: scan the paper again, or save it anew as JPEG."))
