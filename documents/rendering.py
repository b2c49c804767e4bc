"""Facts to PDF, and the worker's side of it. The only module that imports WeasyPrint.

WeasyPrint and the fonts are loaded by the first paper, so a process that draws none never pays.
"""

import hashlib
import io
import logging
import os
import threading
import traceback
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db.models import F
from django.template import Context, Engine
from django.utils.translation import gettext as _

from documents import coverage, justification, marks
from documents.facts import Facts
from documents.models import Document, path_of

HERE = coverage.PACK.parent
FAMILIES = {"LA Latin", "LA FangSong", "LA Song", "LA Hei"}
SHANGHAI = ZoneInfo("Asia/Shanghai")
# For the archive: fonts and colours inside, every character can be searched.
ARCHIVE = {"pdf_variant": "pdf/a-3u", "output_intent": "paper"}
LEASE = timedelta(minutes=5)
ATTEMPTS = 5

logger = logging.getLogger(__name__)
one_at_a_time = threading.Lock()  # Pango's font map is shared by the threads of a process


class NotDrawn(Exception):
    """The paper can't be drawn as it is. Its text is fit to show to a person."""


class MissingText(str):
    """What Django puts where a page asks for something the facts don't have: nothing is printed."""

    __slots__ = ()

    def __mod__(self, variable: object) -> str:
        raise LookupError(f"A page of a paper asks for {variable}, which its facts don't have.")


@dataclass(frozen=True, kw_only=True)
class Press:
    """What is costly to make and the same for every paper."""

    weasyprint: Any
    fonts: Any
    colours: Any
    style: Any
    close_set: Any
    pages: Engine


@cache
def press() -> Press:
    """The tools of drawing, made once in a process."""
    # fontconfig reads this once, when it is loaded: only the pack is seen, no system font.
    os.environ["FONTCONFIG_FILE"] = str(coverage.PACK / "fonts.conf")
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    justification.apply()
    fonts = FontConfiguration()

    def sheet(name: str) -> Any:
        text = (HERE / "templates" / "documents" / name).read_text(encoding="utf-8")
        return weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher({}))

    pages = Engine(
        dirs=[str(HERE), str(HERE / "templates")],
        libraries={"papers": "documents.templatetags.papers"},
        autoescape=True,
        string_if_invalid=MissingText("%s"),
    )
    return Press(
        weasyprint=weasyprint,
        fonts=fonts,
        colours=_colours(),
        style=sheet("letter.css"),
        close_set=sheet("close-set.css"),
        pages=pages,
    )


def _colours() -> Any:
    """WeasyPrint's own sRGB profile. By itself it opens the file for every paper, leaves it open,
    and writes what the colour library makes of it, which is not the same each time."""
    from weasyprint.css import ColorProfile

    profile = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()

    class AsItIs(ColorProfile):
        content = profile

    channels = (["r"], ["g"], ["b"])
    return AsItIs(io.BytesIO(profile), "sRGB2014.icc", "relative-colorimetric", channels)


def fetcher(assets: dict[str, bytes]) -> Any:
    """Serves our own marks from memory, and stops the drawing when a page asks for more."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Whitelist(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url not in assets:
                raise FatalURLFetchingError(_("The page asks for a file from outside."))
            return URLFetcherResponse(url, assets[url], {"Content-Type": "image/svg+xml"})

    return Whitelist()


def paint(facts: Facts, *, label: str, issued_at: datetime, check_code: str) -> bytes:
    """The PDF. The same facts, number, time and code give the same bytes on every machine."""
    with one_at_a_time:
        return _paint(facts, label=label, issued_at=issued_at, check_code=check_code)


def _paint(facts: Facts, *, label: str, issued_at: datetime, check_code: str) -> bytes:
    tools = press()
    from weasyprint.urls import FatalURLFetchingError

    said = {
        "facts": facts,
        "label": label,
        "issued_at": issued_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "check_code": check_code,
    }
    page = tools.pages.get_template(f"kinds/{facts.kind}/page.html")
    html = page.render(Context(said, autoescape=True, use_l10n=False, use_tz=False))
    assets = {
        "paper:seal": marks.seal(facts.agency.name),
        "paper:qr": marks.check_mark(f"{label} {check_code}"),
    }
    try:
        drawn = _set(html, assets)
        content: bytes = drawn.write_pdf(**ARCHIVE)
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


def _set(html: str, assets: dict[str, bytes]) -> Any:
    """The pages; lines stand closer where that saves the last page from holding the seal alone."""
    tools = press()
    source = tools.weasyprint.HTML(string=html, url_fetcher=fetcher(assets))

    def pages(*sheets: Any) -> Any:
        return source.render(
            stylesheets=sheets,
            font_config=tools.fonts,
            color_profiles={"paper": tools.colours},
            **ARCHIVE,
        )

    usual = pages(tools.style)
    if len(usual.pages) == 1:
        return usual
    closer = pages(tools.style, tools.close_set)
    return closer if len(closer.pages) < len(usual.pages) else usual


def render(document: Document) -> bytes:
    """The PDF of an issued paper, from its frozen facts alone."""
    return paint(
        document.read_facts(),
        label=document.label,
        issued_at=document.issued_at,
        check_code=document.check_code,
    )


def draw(document: Document, *, at: datetime) -> None:
    """Draw an issued paper and keep it with its digest. A drawn one is left as it is."""
    if document.state == Document.State.DRAWN:
        return
    content = render(document)
    digest = hashlib.sha256(content).hexdigest()
    # Whoever is second, after a lease ran out, finds it drawn and changes nothing.
    Document.objects.filter(pk=document.pk).exclude(state=Document.State.DRAWN).update(
        state=Document.State.DRAWN,
        pdf=_keep(document, content, digest=digest),
        sha256=digest,
        drawn_at=at,
        lease_until=None,
        failure="",
    )
    document.refresh_from_db()


def _keep(document: Document, content: bytes, *, digest: str) -> str:
    """Put the file in the store, under a name that no other content can have."""
    storage, name = document.pdf.storage, path_of(document, f"{document.pk}-{digest[:8]}.pdf")
    if storage.exists(name):
        with storage.open(name) as file:
            if file.read() == content:
                return name
        storage.delete(name)  # a worker died while it was writing
    return storage.save(name, ContentFile(content))


def draw_pending(*, at: datetime, limit: int = 20) -> int:
    """Draw what was issued; the number drawn. Any number of workers may do this at once."""
    _give_up(at=at)
    due = list(Document.objects.to_draw(at=at).order_by("pk").values_list("pk", flat=True)[:limit])
    return sum(_draw_one(pk, at=at) for pk in due)


def _give_up(*, at: datetime) -> None:
    """A worker that dies while it draws records nothing; five in a row are the paper's fault."""
    Document.objects.to_draw(at=at).filter(attempts__gte=ATTEMPTS).update(
        state=Document.State.FAILED,
        lease_until=None,
        failure=_("The worker stopped while it was drawing this paper, five times."),
    )


def _draw_one(pk: int, *, at: datetime) -> bool:
    """Claim the paper for a while, then draw it outside any transaction."""
    mine = Document.objects.to_draw(at=at).filter(pk=pk)
    if not mine.update(lease_until=at + LEASE, attempts=F("attempts") + 1):
        return False  # another worker got there first
    document = Document.objects.get(pk=pk)
    try:
        draw(document, at=at)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is this paper's and must not stop the others)
        _record_failure(document, error, at=at)
        return False
    return True


def _record_failure(document: Document, error: Exception, *, at: datetime) -> None:
    """Say it in plain words and try again a little later each time. Names no one: an error's own
    text may quote the facts, so only ours is kept, and the log gets the frames without it."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("Paper %s could not be drawn: %s\n%s", document.pk, type(error).__name__, frames)
    words = (
        str(error)
        if isinstance(error, NotDrawn)
        else _("The paper could not be drawn (%(fault)s). The log of the worker says where.")
        % {"fault": type(error).__name__}
    )
    last = document.attempts >= ATTEMPTS
    Document.objects.filter(pk=document.pk, state=Document.State.PENDING).update(
        state=Document.State.FAILED if last else Document.State.PENDING,
        lease_until=None if last else at + timedelta(minutes=document.attempts),
        failure=words[:400],
    )
