"""What an agency's own pages would break, told before a paper of theirs is drawn.

Every sample of every kind they touch is made twice, by our pages and by theirs, and compared: what
ours shows and theirs does not, which articles of the law are gone, how many pages there are.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pikepdf
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.utils.translation import gettext as _

from documents.facts import Facts, Place, hints_of
from documents.kinds import KINDS
from documents.rendering import Imprint, NotDrawn, paint
from documents.rendering.overlays import Overlay, known, read, text_of
from documents.rendering.pages import html_of
from documents.rendering.press import FAMILIES

#: Never in a page: what lets a fact become more than text, or asks for something from outside.
IN_A_PAGE = re.compile(
    r"""\|\s*safe|autoescape|<style|<script|<link|<iframe|<object|<embed|\sstyle\s*=|\son\w+\s*="""
    r"""|(?:src|href)\s*=\s*["'][^"']*\{|(?:src|href)\s*=\s*["']?(?!["']?paper:|["']?\#)[a-z/.]"""
    r"""|\{%\s*(?:debug|load(?!\s+papers\s*%))""",
    re.IGNORECASE,
)
IN_A_SHEET = re.compile(r"@import|@font-face|url\s*\(|expression\s*\(", re.IGNORECASE)
FONTS = re.compile(r"\bfont(?:-family)?\s*:([^;}]*)")
ASKED = re.compile(r"\bfacts\.(\w+)")
#: 《中华人民共和国法律援助法》第四十三条, 第三十一条第（五）项.
LAW = re.compile(
    r"《[^》]{2,40}》|第[〇零一二三四五六七八九十百千]+条(?:第（?[一二三四五六七八九十]+）?[款项])*"
)


@dataclass(frozen=True)
class Finding:
    """One thing that would break, and where."""

    where: str
    sentence: str


def proofread(folder: Path, imprint_of: Any) -> Iterator[Finding]:
    """Everything that is wrong with the agencies' folders; ``imprint_of`` gives a sample's imprint."""
    for agency in sorted(folder.iterdir()):
        if not agency.is_dir() or not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", agency.name):
            yield Finding(agency.name, _("This is no folder of an agency: it is not used."))
            continue
        yield from _files(agency)
        overlay = read(agency)
        for name, facts in _samples(overlay):
            theirs = replace(facts, agency=replace(facts.agency, code=agency.name))
            for sentence in dict.fromkeys(_compare(theirs, imprint_of(theirs), overlay)):
                yield Finding(f"{agency.name}: {name}", sentence)


def _files(agency: Path) -> Iterator[Finding]:
    """What can be seen without drawing anything."""
    for path in sorted(path for path in agency.rglob("*") if path.is_file()):
        where = f"{agency.name}/{path.relative_to(agency)}"
        if not known(path.relative_to(agency)):
            yield Finding(where, _("None of our pages or sheets is called so: it is not used."))
            continue
        text = text_of(path)
        pattern = IN_A_SHEET if path.suffix == ".css" else IN_A_PAGE
        for found in dict.fromkeys(one[0].strip() for one in pattern.finditer(text)):
            yield Finding(where, _("“%(text)s” is not allowed.") % {"text": found})
        for family in sorted(_strange_fonts(text) if path.suffix == ".css" else []):
            yield Finding(where, _("“%(font)s” is no font of the papers.") % {"font": family})


def _strange_fonts(sheet: str) -> set[str]:
    named = (re.findall(r"""["']([^"']+)["']""", one) for one in FONTS.findall(sheet))
    return {family for families in named for family in families} - FAMILIES


def _samples(overlay: Overlay) -> Iterator[tuple[str, Facts]]:
    """Every sample that the agency's own pages have a part in."""
    touched = {name.split("/")[1] for name, _text in overlay.texts if name.startswith("kinds/")}
    shared = any(name.startswith("documents/") for name, _text in overlay.texts)
    for kind in KINDS:
        if shared or kind in touched:
            yield from import_module(f"documents.kinds.{kind}.sample").SAMPLES.items()


def _compare(facts: Facts, imprint: Imprint, overlay: Overlay) -> Iterator[str]:
    try:
        theirs = html_of(facts, imprint, overlay)
    except TemplateSyntaxError as error:
        yield _("It can't be read as a template: %(fault)s.") % {"fault": error}
        return
    except TemplateDoesNotExist as error:
        yield _("There is no template “%(name)s”.") % {"name": error}
        return
    except LookupError as error:
        yield _("It asks for what is not there: %(fault)s") % {"fault": error}
        return
    ours = html_of(facts, imprint, Overlay())
    yield from _facts_that_are_none(facts, overlay)
    yield from _not_shown(facts, imprint, overlay)
    for mark in ("paper:qr", "paper:seal"):
        if mark in ours and mark not in theirs:
            yield _("It does not show %(mark)s.") % {"mark": mark}
    for words in dict.fromkeys(LAW.findall(_visible(ours))):
        if words not in _visible(theirs):
            yield _("It does not cite %(law)s.") % {"law": words}
    yield from _drawn(facts, imprint, overlay)


def _facts_that_are_none(facts: Facts, overlay: Overlay) -> Iterator[str]:
    """Where one is only asked about, Django takes what is not there for false, and says nothing."""
    for name, text in overlay.of(".html").items():
        if name.startswith(("documents/", f"kinds/{facts.kind}/")):
            for asked in dict.fromkeys(ASKED.findall(text)):
                if not hasattr(facts, asked):
                    yield _("It asks for facts.%(name)s, which this paper does not have.") % {
                        "name": asked
                    }


def _not_shown(facts: Facts, imprint: Imprint, overlay: Overlay) -> Iterator[str]:
    """A fact is shown where the page changes with it: so its form does not matter."""
    ours, theirs = (_visible(html_of(facts, imprint, one)) for one in (Overlay(), overlay))
    for place, changed in _variants(facts, type(facts)):
        if _says(changed, imprint, Overlay()) not in {ours, None} and (
            _says(changed, imprint, overlay) == theirs
        ):
            path = ".".join(str(part) for part in place if isinstance(part, str))
            yield _("It does not show facts.%(name)s, which ours does.") % {"name": path}
    others = {
        "label": replace(imprint, label="0000111122223333"),
        "check_code": replace(imprint, check_code="0000111122223333"),
    }
    for name, other in others.items():
        if _says(facts, other, overlay) == theirs:
            yield _("It does not show %(name)s.") % {"name": name}


def _says(facts: Facts, imprint: Imprint, overlay: Overlay) -> str | None:
    try:
        return _visible(html_of(facts, imprint, overlay))
    except Exception:  # noqa: BLE001  (facts that the law would not accept: no page need bear them)
        return None


def _visible(html: str) -> str:
    """The words of a page without its head, its tags and its spaces."""
    return re.sub(r"<[^>]*>|\s", "", html.partition("<body")[2])


def _variants(value: Any, hint: Any) -> Iterator[tuple[Place, Any]]:
    """The same facts with one thing changed, for each thing there is, with its place."""
    if is_dataclass(value) and not isinstance(value, type):
        hints = hints_of(type(value))
        for field in fields(value):
            inner = hints[field.name]
            for place, changed in _variants(getattr(value, field.name), inner):
                other = copy.copy(value)
                object.__setattr__(other, field.name, changed)  # past what the law would refuse
                yield (field.name, *place), other
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            for place, changed in _variants(item, get_args(hint)[0] if get_args(hint) else None):
                yield (number + 1, *place), (*value[:number], changed, *value[number + 1 :])
    elif (changed := _another(value, hint)) is not None:
        yield (), changed


def _another(value: Any, hint: Any) -> Any:
    choices = [hint, *get_args(hint)]
    for one in choices:
        if get_origin(one) is Literal:
            return next((other for other in get_args(one) if other != value), None)
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"{value}另"
    if isinstance(value, int | Decimal):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    return None


def _drawn(facts: Facts, imprint: Imprint, overlay: Overlay) -> Iterator[str]:
    try:
        theirs = _pages(paint(facts, imprint, overlay=overlay))
    except NotDrawn as problem:
        yield str(problem)
        return
    ours = _pages(paint(facts, imprint, overlay=Overlay()))
    if theirs != ours:
        yield _("It has %(theirs)d pages, ours has %(ours)d.") % {"theirs": theirs, "ours": ours}


def _pages(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as paper:
        return len(paper.pages)
