"""Files as somebody who means harm, or a broken cable, would send them. From a seed: the same again.

Each has the words for what the house must answer: ``refused``, or ``kept`` (and then served so that
nothing in it runs).
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from random import Random

from cases.city.scans import png, scan
from cases.uploads import MAX_SIZE
from cases.uploads.pictures import PNG

PDF = scan("a.pdf", "a page").read()
HTML = b"<html><script>fetch('/admin/')</script></html>"


@dataclass(frozen=True)
class Upload:
    what: str
    name: str
    content: bytes
    kept: bool


def jpeg(width=60, height=84, *, end=b"\xff\xd9", before=b""):
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"".join(
        [
            b"\xff\xd8",
            b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00",
            before,
            b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame,
            b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00",
            b"\x12\x34\x56" * 20,
            end,
        ]
    )


def bomb(width=20_000, height=20_000):
    """Some bytes that would be 1.2 GB once decoded; the header is all there is to it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 200_000, 9)
    return PNG + _part(b"IHDR", head) + _part(b"IDAT", body) + _part(b"IEND", b"")


def text_bomb():
    """Megabytes of text in a few packed bytes, where careless readers unpack them."""
    small = png(4, 4)
    packed = b"Comment\0\0" + zlib.compress(b"\0" * 8_000_000, 9)
    return small[:33] + _part(b"zTXt", packed) + small[33:]


def _part(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pdf_with(words, *, packed=False):
    if packed:
        body = zlib.compress(words)
        words = b"9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n" + body
        words += b"\nendstream\nendobj\n"
    return PDF.replace(b"xref\n", words + b"\nxref\n", 1)


def docm():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        packed.writestr("word/document.xml", "<w:document/>")
        packed.writestr("word/vbaProject.bin", "macro")
    return kept.getvalue()


def zip_bomb():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("0", b"\0" * 3_000_000)
    return kept.getvalue()


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 40
NAMES = (
    "a.pdf", "../../../etc/passwd", "..\\..\\settings\\base.py", "/etc/cron.d/x", "a\u202egpj.exe",
    "\u200b\u2066.png", "a\r\nSet-Cookie: x=1.jpg", "长" * 300 + ".pdf", ".htaccess", "con.pdf",
    "x.php.jpg", "a;b.png", '"><script>alert(1)</script>.pdf', "a\tb.pdf", "身份证 正面.JPG", ".", "..",
    "-rf.pdf", "{{ 7*7 }}.png", "%2e%2e%2fa.pdf", "a.pdf ", "\ufeff.pdf",
)  # fmt: skip


def one(random: Random) -> Upload:
    what, content, kept = random.choice(KINDS)(random)
    return Upload(what, random.choice(NAMES), content, kept)


def many(seed: int, count: int):
    random = Random(seed)
    return (one(random) for _ in range(count))


def _whole(random):
    kind = random.choice([PDF, png(8, 8), jpeg()])
    return "a whole file", kind + (b"\n" if kind is PDF else b""), True


def _torn(random):
    whole = random.choice([PDF, png(40, 40), jpeg()])
    return "a torn file", whole[: random.randrange(9, len(whole) - 8)], False


def _wrong_magic(random):
    start = random.choice(
        [HTML, b"GIF89a", b"\0" * 20, b"MZ\x90", b"#!/bin/sh\n", b"<?php ", b"%!PS"]
    )
    return "another kind", start + random.randbytes(random.randrange(200)), False


def _noise(random):
    start = random.choice([PNG, b"\xff\xd8\xff", b"%PDF-1.7\n", PNG + b"\0\0\0\rIHDR"])
    return "noise behind a good start", start + random.randbytes(random.randrange(2000)), False


def _flipped(random):
    whole = bytearray(random.choice([png(20, 20), jpeg()]))
    for _ in range(random.randrange(1, 6)):
        whole[random.randrange(8, len(whole))] ^= 1 << random.randrange(8)
    return "flipped bits", bytes(whole), None


def _bomb(random):
    size = random.randrange(16_001, 2**31)
    return random.choice(
        [
            ("a picture too large", bomb(), False),
            ("a picture too large", bomb(size, random.randrange(1, 2**31)), False),
            ("a picture too large", jpeg(65_000, 65_000), False),
            ("a picture without dots", bomb(0, 10), False),
            ("a packed comment", text_bomb(), True),
        ]
    )


def _polyglot(random):
    return random.choice(
        [
            ("PDF and page", b"%PDF-1.7\n" + HTML + b"\n" + PDF, True),
            ("page before PDF", HTML + PDF, False),
            ("picture and page", png(9, 9) + HTML, True),
            ("picture and page", jpeg(before=b"\xff\xfe\x00\x32" + HTML.ljust(48)), True),
            ("picture and archive", jpeg() + docm(), True),
        ]
    )


def _active(random):
    words = random.choice(
        [
            b"<< /S /JavaScript /JS (app.alert(1)) >>",
            b"<< /S /Launch /F (cmd.exe) >>",
            b"<< /S /J#61vaScript >>",
            b"<< /Type /EmbeddedFile >>",
        ]
    )
    return "PDF that acts", pdf_with(words, packed=random.random() < 0.5), True


def _office(random):
    return "office or archive", random.choice([docm(), zip_bomb(), b"\xd0\xcf\x11\xe0" * 9]), False


def _telephone(random):
    return "HEIC", HEIC, False


def _nothing(random):
    return "nothing", b"", False


def _large(random):
    if random.random() < 0.8:  # twenty megabytes are not sent each time
        return _nothing(random)
    return "too large", PDF.ljust(MAX_SIZE + 1, b" "), False


def _parts(random):
    part = _part(b"tEXt", b"")
    return "a million parts", png(4, 4)[:33] + part * 25_000 + png(4, 4)[33:], False


KINDS = (
    _whole, _torn, _wrong_magic, _noise, _flipped, _bomb, _polyglot, _active, _office, _telephone,
    _nothing, _large, _parts,
)  # fmt: skip
