"""The tools of drawing: WeasyPrint, fonts, colours, style sheets. The only module that loads them.

They are made by the first paper, so a process that draws none never pays.
"""

import hashlib
import io
import os
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.template import Engine
from django.utils.translation import gettext as _

from documents import coverage, patching

HERE = coverage.PACK.parent
FAMILIES = {"LA Latin", "LA FangSong", "LA Song", "LA Hei", "LA Song Ext"}
#: One a style of paper (:attr:`documents.facts.Facts.style`), and those laid over it.
SHEETS = ("letter", "form", "close-set", "draft")


class NotDrawn(Exception):
    """The paper can't be drawn as it is. Its text is fit to show to a person."""


class MissingText(str):
    """What Django puts where a page asks for something the facts don't have: nothing is printed."""

    __slots__ = ()

    def __mod__(self, variable: object) -> str:
        raise LookupError(f"A page of a paper asks for {variable}, which its facts don't have.")


@dataclass(frozen=True)
class Asset:
    """Something a page shows that is no text: served from memory under a name of its own."""

    content: bytes
    media_type: str = "image/svg+xml"


@dataclass(frozen=True, kw_only=True)
class Press:
    """What is costly to make and the same for every paper."""

    weasyprint: Any
    fonts: Any
    colours: Any
    styles: dict[str, Any]
    pages: Engine


@cache
def press() -> Press:
    """The tools of drawing, made once in a process."""
    # fontconfig reads this once, when it is loaded: only the pack is seen, no system font but one.
    seen = "fonts-extended.conf" if coverage.extension() else "fonts.conf"
    os.environ["FONTCONFIG_FILE"] = str(coverage.PACK / seen)
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    patching.apply()
    fonts = FontConfiguration()
    return Press(
        weasyprint=weasyprint,
        fonts=fonts,
        colours=_colours(),
        styles={name: _sheet(name, weasyprint, fonts) for name in SHEETS},
        pages=engine(),
    )


def sheet(name: str, text: str) -> Any:
    """A style sheet of an agency's own in the place of ours."""
    return _sheet(name, press().weasyprint, press().fonts, text)


def _sheet(name: str, weasyprint: Any, fonts: Any, text: str | None = None) -> Any:
    if text is None:
        text = (HERE / "templates" / "documents" / f"{name}.css").read_text(encoding="utf-8")
    return weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher({}))


def engine(first: dict[str, str] | None = None) -> Engine:
    """Django's templates over our folders; ``first``: texts that come before our files."""
    ours = ("django.template.loaders.filesystem.Loader", [str(HERE), str(HERE / "templates")])
    theirs = ("django.template.loaders.locmem.Loader", first or {})
    return Engine(
        loaders=[("django.template.loaders.cached.Loader", [theirs, ours])],
        libraries={"papers": "documents.templatetags.papers"},
        autoescape=True,
        string_if_invalid=MissingText("%s"),
    )


def drawn_with() -> str:
    """What decides a paper's bytes beside its facts, to be kept with it."""
    import pydyf
    from weasyprint import VERSION
    from weasyprint.text.ffi import ffi, harfbuzz, pango

    ffi.cdef("const char * hb_version_string(void);", override=True)
    pango_version = pango.pango_version()
    versions = {
        "weasyprint": VERSION,
        "pydyf": pydyf.VERSION,
        "pango": f"{pango_version // 10000}.{pango_version // 100 % 100}.{pango_version % 100}",
        "harfbuzz": ffi.string(harfbuzz.hb_version_string()).decode(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "fonts": hashlib.sha256((coverage.PACK / "MANIFEST.sha256").read_bytes()).hexdigest()[:16],
    }
    return " ".join(f"{name} {version}" for name, version in versions.items())


def _colours() -> Any:
    """WeasyPrint's own sRGB profile. By itself it opens the file for every paper, leaves it open,
    and writes what the colour library makes of it, which is not the same each time."""
    from weasyprint.css import ColorProfile

    profile = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()

    class AsItIs(ColorProfile):
        content = profile

    channels = (["r"], ["g"], ["b"])
    return AsItIs(io.BytesIO(profile), "sRGB2014.icc", "relative-colorimetric", channels)


def fetcher(assets: dict[str, Asset]) -> Any:
    """Serves our own marks from memory, and stops the drawing when a page asks for more."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Whitelist(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url not in assets:
                raise FatalURLFetchingError(_("The page asks for a file from outside."))
            asset = assets[url]
            return URLFetcherResponse(url, asset.content, {"Content-Type": asset.media_type})

    return Whitelist()
