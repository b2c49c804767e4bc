"""Stand-ins for scanned papers: the smallest file that every PDF reader opens."""

import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.uploads.pictures import PNG

PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"


def scan(name: str, words: str) -> SimpleUploadedFile:
    """An upload of one A4 page that says ``words`` (ASCII only: it carries no font)."""
    written = words.replace("\\", "").replace("(", "[").replace(")", "]")
    drawing = f"BT /F 16 Tf 72 740 Td ({written}) Tj ET"
    return SimpleUploadedFile(name, _pdf(drawing), content_type="application/pdf")


def _pdf(drawing: str) -> bytes:
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    content, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    )
    return (content + head + tail).encode("ascii")


def photograph(name: str, *, width: int = 60, height: int = 84) -> SimpleUploadedFile:
    """An upload of one grey page, as a telephone might take it."""
    return SimpleUploadedFile(name, png(width, height), content_type="image/png")


def png(width: int, height: int) -> bytes:
    """A whole PNG of so many grey dots."""
    rows = zlib.compress((b"\0" + b"\xd0" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return PNG + _part(b"IHDR", head) + _part(b"IDAT", rows) + _part(b"IEND", b"")


def _part(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
