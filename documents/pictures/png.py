"""Seals as pixels: scanned and cut out. Only the pixels are kept."""

import io
import struct

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from documents.pictures.refusal import PictureRefused

#: Pixels a side. A seal is 42 mm wide: 500 are 300 to the inch, more than 2000 no printer shows.
LEAST, MOST = 500, 2000
UNEVEN = 0.02  # how far width and height may differ
END = b"IEND\xaeB`\x82"  # the last piece of every whole file
CLEAR = 8  # of 255: paper that was cut away, but for a scanner's dust


def clean_png(content: bytes) -> bytes:
    """The same pixels in a file of our own: no comments, no profiles, no further frames."""
    if content[12:16] != b"IHDR" or END not in content:  # WeasyPrint tells Pillow not to mind
        raise PictureRefused(_("The PNG file is damaged."))
    try:
        _measure(*struct.unpack(">II", content[16:24]))  # before anything is unpacked
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            if getattr(image, "is_animated", False):
                raise PictureRefused(_("The picture moves: a seal is one still picture."))
            pixels = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error):
        raise PictureRefused(_("The PNG file is damaged.")) from None
    _must_be_cut_out(pixels)
    clean = io.BytesIO()
    pixels.save(clean, format="PNG", optimize=True)
    return clean.getvalue()


def _measure(width: int, height: int) -> None:
    if not (min(width, height) >= LEAST and max(width, height) <= MOST):
        raise PictureRefused(
            _(
                "The picture must have %(least)d to %(most)d pixels a side; it has %(width)d × %(height)d."
            )
            % {"least": LEAST, "most": MOST, "width": width, "height": height}
        )
    if abs(width - height) > UNEVEN * max(width, height):
        raise PictureRefused(_("The picture must be square, the seal reaching its four edges."))


def _must_be_cut_out(pixels: Image.Image) -> None:
    """The seal lies over name and date: with paper behind it, it would hide them."""
    alpha = pixels.getchannel("A")
    right, bottom = pixels.width - 1, pixels.height - 1
    corners = [(0, 0), (right, 0), (0, bottom), (right, bottom)]
    if any(alpha.getpixel(corner) > CLEAR for corner in corners):  # type: ignore[operator]
        raise PictureRefused(
            _("The background must be transparent: the seal lies over the name and the date.")
        )
    if alpha.getextrema()[1] <= CLEAR:  # type: ignore[operator]
        raise PictureRefused(_("The picture is empty."))
