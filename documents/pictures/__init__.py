"""Pictures of seals that people hand in: looked at closely, and written anew before they are kept.

What is kept is never the file that was sent, but what was understood of it.
"""

from django.utils.translation import gettext as _

from documents.pictures.png import clean_png
from documents.pictures.refusal import PictureRefused
from documents.pictures.svg import clean_svg
from documents.signing.contract import Picture

__all__ = ["MOST", "Picture", "PictureRefused", "clean_picture"]

MOST = 512 * 1024  # bytes; a seal in outlines has about 30 KB
PNG_BEGINS = b"\x89PNG\r\n\x1a\n"


def clean_picture(content: bytes) -> Picture:
    """The picture as it may be kept, or :class:`PictureRefused` with a sentence that says why not.

    Its kind is told by its first bytes; the name and the type that a browser sends are not asked.
    """
    if len(content) > MOST:
        raise PictureRefused(_("The picture is larger than 512 KB."))
    if content.startswith(PNG_BEGINS):
        return Picture(content=clean_png(content), media_type="image/png")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
        (b"<?xml", b"<svg", b"<!--", b"<!DOCTYPE")
    ):
        return Picture(content=clean_svg(content), media_type="image/svg+xml")
    raise PictureRefused(_("Upload an SVG or a PNG file; this one is something else."))
