"""Facts to PDF. The only package that imports WeasyPrint.

What was issued is drawn by :mod:`documents.rendering.children`, in processes of their own;
``paint`` draws in this one, for samples and tests.
"""

from documents.rendering.overlays import pages_digest
from documents.rendering.pages import Imprint
from documents.rendering.painting import paint, render
from documents.rendering.press import Asset, NotDrawn
from documents.rendering.stamps import stamp

__all__ = ["Asset", "Imprint", "NotDrawn", "pages_digest", "paint", "render", "stamp"]
