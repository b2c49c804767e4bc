"""How the number of a paper is written: ``（{letter}）{register}〔{year}〕第{seq}号``. No database."""

import re
from string import Formatter
from typing import Any

from django.utils.translation import gettext as _

from documents import coverage

DEFAULT = "（{letter}）{register}〔{year}〕第{seq}号"
LONGEST = 60
NAMES = {"letter", "register", "year", "seq"}
BLANK = "　"  # a draft's number: room for one, none given


def written(template: str, *, letter: str, register: str, year: int, seq: int | None) -> str:
    """The number as it stands on a paper; without ``seq`` that of a draft."""
    values: dict[str, Any] = {"letter": letter, "register": register, "year": year}
    said = ""
    for literal, name, width, _conversion in Formatter().parse(template):
        said += literal
        if name == "seq":
            said += BLANK if seq is None else format(seq, width or "")
        elif name:
            said += str(values[name])
    return said


def flaws(template: str) -> list[str]:
    """Why numbers can't be written so, as sentences; empty when they can."""
    try:
        fields = [part[1:] for part in Formatter().parse(template) if part[1] is not None]
    except ValueError:
        return [_("Every { needs its }.")]
    if any(not _known(name, width, conversion) for name, width, conversion in fields):
        return [_("Only {letter}, {register}, {year}, {seq} and {seq:04} can stand in it.")]
    names = [name for name, _width, _conversion in fields]
    found = [
        _("%(name)s must stand in it once.") % {"name": f"{{{name}}}"}
        for name in ("letter", "year", "seq")
        if names.count(name) != 1
    ]
    if names.count("register") > 1:
        found.append(_("%(name)s can stand in it once.") % {"name": "{register}"})
    if "##" in shape(template, ""):
        found.append(
            _("Beside the year and the number no other digit may stand, nor one beside the other.")
        )
    if missing := coverage.uncovered(template):
        found.append(coverage.sentence(missing))
    if len(template) > LONGEST or "\n" in template:
        found.append(_("It is longer than %(most)d characters.") % {"most": LONGEST})
    return found


def _known(name: str | None, width: str | None, conversion: str | None) -> bool:
    if conversion or name not in NAMES:
        return False
    return not width or (name == "seq" and re.fullmatch("0[2-9]", width) is not None)


def shape(template: str, register: str) -> str:
    """What two registers must not share, or a number could be read as either's: the text with every
    number as ``#``."""
    shown = {"letter": "{letter}", "register": register, "year": "#", "seq": "#", None: ""}
    return "".join(
        re.sub(r"\d+", "#", literal) + shown[name]
        for literal, name, _width, _conversion in Formatter().parse(template)
    )
