"""Pictures of seals for tests."""

import io
from functools import cache

from PIL import Image, ImageDraw


@cache
def png_seal(side=600, *, mode="RGBA", background=(0, 0, 0, 0)):
    """A red ring with a bar in it, on nothing."""
    image = Image.new("RGBA", (side, side), background)
    pen = ImageDraw.Draw(image)
    pen.ellipse((10, 10, side - 10, side - 10), outline=(215, 0, 15, 255), width=side // 30)
    pen.rectangle(
        (side // 3, side // 2 - 20, 2 * side // 3, side // 2 + 20), fill=(215, 0, 15, 255)
    )
    content = io.BytesIO()
    image.convert(mode).save(content, format="PNG")
    return content.getvalue()
