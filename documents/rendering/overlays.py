"""An agency's own pages and sheets, laid over ours: they come first for the papers it issues.

They lie in the folder of ``FAYUAN_PAPERS``: ``<agency code>/<kind>/page.html`` for one kind of
paper, ``<agency code>/letter.html``, ``form.html`` and so on for what pages share, and
``letter.css``, ``form.css`` for the sheets. Read again for each paper, so that a change needs no
start; ``manage.py check_templates`` tells beforehand what it would break.
"""

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Engine

from documents.facts import Facts
from documents.kinds import KINDS
from documents.rendering.press import HERE, engine, press, sheet

SHARED = HERE / "templates" / "documents"
OURS_ALONE = {"draft.css"}  # a draft is marked as one, whatever an agency's pages look like


@dataclass(frozen=True)
class Overlay:
    """Names of our templates and sheets, with an agency's own text for them."""

    texts: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts)

    def of(self, *endings: str) -> dict[str, str]:
        return {name: text for name, text in self.texts if name.endswith(endings)}


def known(path: Path) -> str:
    """What a file in an agency's folder stands for among ours: empty when for nothing."""
    if len(path.parts) == 2 and path.name == "page.html" and path.parts[0] in KINDS:
        return f"kinds/{path}"
    shared = len(path.parts) == 1 and path.suffix in {".html", ".css"}
    if shared and path.name not in OURS_ALONE and (SHARED / path).is_file():
        return f"documents/{path}"
    return ""


def read(folder: Path) -> Overlay:
    """Everything of ours that an agency's folder has its own of."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    named = [(known(path.relative_to(folder)), path) for path in files]
    return Overlay(tuple((name, text_of(path)) for name, path in named if name))


def text_of(path: Path) -> str:
    """What is no UTF-8 becomes a character that no font has: the paper is refused for it."""
    return path.read_text(encoding="utf-8", errors="replace")


def overlay_of(agency: str) -> Overlay:
    """An agency's own, as it lies there now. Its code is safe in a path: see Issuer."""
    folder: Path | None = getattr(settings, "DOCUMENTS_PAPERS", None)
    return read(folder / agency) if folder and (folder / agency).is_dir() else Overlay()


@lru_cache(maxsize=32)
def engine_of(overlay: Overlay) -> Engine:
    """The engine whose templates are the agency's, then ours."""
    return engine(overlay.of(".html")) if overlay else press().pages


@lru_cache(maxsize=32)
def sheet_of(overlay: Overlay, name: str) -> Any:
    """A sheet in the agency's own version, or in ours."""
    own = overlay.of(".css").get(f"documents/{name}.css")
    return sheet(name, own) if own is not None else press().styles[name]


@cache
def _ours(kind: str) -> dict[str, str]:
    files = [*SHARED.iterdir(), *(HERE / "kinds" / kind).glob("*.html")]
    return {path.relative_to(HERE).as_posix(): path.read_text(encoding="utf-8") for path in files}


def pages_digest(facts: Facts, overlay: Overlay) -> str:
    """Which templates and sheets draw this paper, to be kept with it."""
    laid_over = {
        (f"templates/{name}" if name.startswith("documents/") else name): text
        for name, text in overlay.texts
        if name.startswith(("documents/", f"kinds/{facts.kind}/"))
    }
    digest = hashlib.sha256()
    for name, text in sorted((_ours(facts.kind) | laid_over).items()):
        digest.update(f"{name}\0{len(text)}\0{text}".encode())
    return digest.hexdigest()[:16]
