"""A seal alone, as a page of its own size: the appearance that a signature brings to a paper."""

from functools import lru_cache
from typing import Any

from documents.rendering.painting import one_at_a_time
from documents.rendering.press import Asset, fetcher, press

# As letter.css shows a seal: words remain readable under it, and PDF/A allows no interpolation.
SHEET = """
@page { size: 42mm 42mm; margin: 0 }
body { margin: 0 }
img { display: block; width: 42mm; height: 42mm; opacity: .85; image-rendering: crisp-edges }
"""


@lru_cache(maxsize=32)
def stamp(seal: Asset) -> bytes:
    """The seal as a PDF of one page."""
    with one_at_a_time:
        tools = press()
        source = tools.weasyprint.HTML(
            string='<img src="paper:seal">', url_fetcher=fetcher({"paper:seal": seal})
        )
        sheet = tools.weasyprint.CSS(string=SHEET, font_config=tools.fonts, url_fetcher=fetcher({}))
        drawn: Any = source.render(stylesheets=[sheet], font_config=tools.fonts)
        content: bytes = drawn.write_pdf()
    return content
