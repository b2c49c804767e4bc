"""A page to PDF: the same facts and imprint give the same bytes on every machine."""

import threading
from typing import TYPE_CHECKING, Any

from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.utils.translation import gettext as _

from documents import coverage
from documents.facts import Facts, texts
from documents.rendering import enclosing
from documents.rendering.overlays import Overlay, overlay_of, sheet_of
from documents.rendering.pages import Imprint, assets_of, html_of
from documents.rendering.press import FAMILIES, Asset, NotDrawn, fetcher, press

if TYPE_CHECKING:  # a process that draws has no database
    from documents.models import Document

# For the archive: fonts and colours inside, every character can be searched, tagged for readers.
ARCHIVE = {"pdf_variant": "pdf/a-3u", "pdf_tags": True, "output_intent": "paper"}

one_at_a_time = threading.Lock()  # Pango's font map is shared by the threads of a process


def paint(facts: Facts, imprint: Imprint, *, overlay: Overlay | None = None) -> bytes:
    """The PDF, or NotDrawn with a sentence that says why there is none.

    By the agency's own pages where it has any, or by those of ``overlay``.
    """
    overlay = overlay_of(facts.agency.code) if overlay is None else overlay
    with one_at_a_time:
        return _paint(facts, imprint, overlay)


def _paint(facts: Facts, imprint: Imprint, overlay: Overlay) -> bytes:
    # Asked at issue already; what turns text round has no glyph that could be missing below.
    if unseen := coverage.uncovered("".join(text for _place, text in texts(facts))):
        raise NotDrawn(coverage.sentence(unseen))
    press()  # before WeasyPrint is imported: it decides which fonts are seen
    from weasyprint.urls import FatalURLFetchingError

    html = _html(facts, imprint, overlay)
    over = [press().styles["draft"]] if imprint.draft else []
    try:
        drawn = _set(html, facts, assets_of(facts, imprint), overlay, over)
        enclosed = [enclosing.enclosure(facts, imprint)] if imprint.check_code else []
        content: bytes = drawn.write_pdf(
            attachments=enclosed, finisher=enclosing.list_once, **ARCHIVE
        )
    except FatalURLFetchingError as error:  # not an Exception: nobody above would catch it
        raise NotDrawn(str(error)) from None
    # Only now are the fonts complete. A paper with boxes for letters must not exist.
    missing = {chr(code) for font in drawn.fonts.values() for code in font.missing}
    if missing:
        raise NotDrawn(coverage.sentence(tuple(sorted(missing))))
    if strangers := {font.family for font in drawn.fonts.values()} - FAMILIES:
        named = ", ".join(sorted(strangers))
        raise NotDrawn(_("A font from outside the pack was used: %(fonts)s.") % {"fonts": named})
    return content


def _html(facts: Facts, imprint: Imprint, overlay: Overlay) -> str:
    """Faults in a page of ours are ours to mend; those in an agency's own are told in words."""
    try:
        return html_of(facts, imprint, overlay)
    except (TemplateSyntaxError, TemplateDoesNotExist, LookupError):
        if not overlay:
            raise
        raise NotDrawn(
            _("The agency's own page of this paper can't be used: run manage.py check_templates.")
        ) from None


def _set(
    html: str, facts: Facts, assets: dict[str, Asset], overlay: Overlay, over: list[Any]
) -> Any:
    """The pages; a letter's lines stand closer where that saves its last page from holding the
    seal alone."""
    tools = press()
    source = tools.weasyprint.HTML(string=html, url_fetcher=fetcher(assets))
    for heading in source.etree_element.iterfind(".//tbody/tr/th"):
        heading.attrib.setdefault("scope", "row")  # else tags make it speak for its column

    def pages(*sheets: Any) -> Any:
        return source.render(
            stylesheets=[*sheets, *over],
            font_config=tools.fonts,
            color_profiles={"paper": tools.colours},
            **ARCHIVE,
        )

    style = sheet_of(overlay, facts.style)
    usual = pages(style)
    if len(usual.pages) == 1 or facts.style != "letter":
        return usual
    closer = pages(style, sheet_of(overlay, "close-set"))
    return closer if len(closer.pages) < len(usual.pages) else usual


def render(document: "Document") -> bytes:
    """The PDF of an issued paper, from its frozen facts alone."""
    return paint(document.read_facts(), Imprint.of(document))
