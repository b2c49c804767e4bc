"""What a file that somebody hands in really is, said without opening it.

Its first bytes name its kind, its header its size in dots; nothing is decoded, unpacked or run. The
name that a browser sends is believed by nobody: it is cleaned, shown, and never used as a path.
Plain Python over anything that can be read and sought.
"""

from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

from cases.uploads import pdfs, pictures
from cases.uploads.refusal import Refused

__all__ = ["MAX_SIZE", "Found", "Refused", "inspect"]

MEGABYTE = 1024 * 1024
MAX_SIZE = 20 * MEGABYTE


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is known of a file that is taken."""

    suffix: str
    content_type: str
    #: It holds something that a viewer might run, or can't be looked through: never opened here.
    active: bool = False


def inspect(content: IO[bytes], size: int) -> Found:
    """The kind of a file that may be kept; :class:`Refused` says in a sentence why it may not."""
    if size == 0:
        raise Refused(_("The file is empty: choose it again, or scan the paper anew."))
    if size > MAX_SIZE:
        raise Refused(_("The file is larger than 20 MB: scan it at a lower resolution."))
    content.seek(0)
    head = content.read(16)
    try:
        if head.startswith(b"%PDF-"):
            return Found(
                suffix="pdf", content_type="application/pdf", active=pdfs.is_active(content, size)
            )
        if head.startswith(pictures.PNG):
            pictures.check_png(content, size)
            return Found(suffix="png", content_type="image/png")
        if head.startswith(pictures.JPEG):
            pictures.check_jpeg(content, size)
            return Found(suffix="jpg", content_type="image/jpeg")
    finally:
        content.seek(0)
    raise Refused(_why_not(head))


def _why_not(head: bytes) -> str:
    """What people often bring instead, and what to do with it."""
    if head[4:8] == b"ftyp" and head[8:12] in {
        b"heic",
        b"heix",
        b"hevc",
        b"mif1",
        b"msf1",
        b"avif",
    }:
        return str(
            _(
                "This is a HEIC picture, as some telephones take them: set the camera to the most "
                "compatible format (JPEG), or take the picture with the button “Photograph”."
            )
        )
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return str(
            _(
                "Word and Excel files and archives are not taken, since they may hold macros: "
                "print the paper as PDF and upload that."
            )
        )
    return str(_("Upload a PDF, JPEG or PNG file; this one is something else."))
