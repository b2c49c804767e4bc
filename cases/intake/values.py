"""Single cells to values: dates, times, amounts and codes. Each says what is wrong, and raises."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from documents import coverage

DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
TIME = re.compile(rf"{DAY.pattern}[ T]+(\d{{1,2}}):(\d{{2}})(?::(\d{{2}})(?:\.\d+)?)?")
#: Several values in one cell, and several parties in one.
SEVERAL = re.compile(r"[|｜]")
PARTIES = re.compile(r"[|｜;；\n]")
#: Characters that no name or text holds: they come from broken files, and PostgreSQL refuses NUL;
#: those that nobody sees, or that turn the order of the others, make two names look like one.
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufffe\uffff\ud800-\udfff]"
)
#: What a decoder leaves where it could not read.
BROKEN = "\ufffd"


class Wrong(Exception):
    """This cell can't be read; the sentence says what to do and never repeats the cell."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def text(cell: str, *, longest: int | None = None, lines: bool = False) -> str:
    """Text as it will be kept. Of what belongs on one line, line breaks become spaces."""
    if CONTROL.search(cell) or BROKEN in cell:
        raise Wrong(_("The text holds characters that are damaged: type it again."))
    cell = coverage.spelled(cell)
    kept = cell if lines else " ".join(cell.split())
    if longest is not None and len(kept) > longest:
        raise Wrong(
            _("The text is longer than %(longest)d characters: shorten it.") % {"longest": longest}
        )
    return kept


def day(cell: str) -> date | None:
    """2026-11-22, 2026/11/22 or 2026年11月22日; an empty cell is no day."""
    if not cell:
        return None
    if found := DAY.fullmatch(cell):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            raise Wrong(_("There is no such day: look at the paper again.")) from None
    raise Wrong(_("Write the day as 2026-11-22."))


def moment(cell: str) -> datetime:
    """A moment with its offset, or on the office's own clock; the date alone is not enough."""
    here = get_default_timezone()
    if not cell:
        raise Wrong(_("Say when it was received, as 2026-11-22 09:30."))
    try:
        if found := TIME.fullmatch(cell):
            year, month, on, hour, minute, second = (int(part or 0) for part in found.groups())
            return datetime(year, month, on, hour, minute, second, tzinfo=here)
        if "T" in cell or " " in cell:
            read = datetime.fromisoformat(cell)
            return read if read.tzinfo else read.replace(tzinfo=here)
    except ValueError:
        raise Wrong(_("There is no such day or time: write it as 2026-11-22 09:30.")) from None
    raise Wrong(_("Write day and time as 2026-11-22 09:30."))


def number(cell: str, *, most: int) -> int | None:
    """A whole number from one up; an empty cell is none."""
    if not cell:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", cell) or not 1 <= int(cell) <= most:
        raise Wrong(
            _("Write a whole number from 1 to %(most)d, or leave it empty.") % {"most": most}
        )
    return int(cell)


def yuan(cell: str) -> Decimal | None:
    """An amount from zero up, with two places at most; an empty cell is none."""
    if not cell:
        return None
    try:
        amount = Decimal(cell) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", cell) else None
    except InvalidOperation:
        amount = None
    if amount is None:
        raise Wrong(
            _("Write the amount in digits, as 1860 or 1860.50, without signs, or leave it empty.")
        )
    return amount


def code(cell: str, choices: type[TextChoices]) -> str:
    """One code of a list."""
    if cell in choices.values:
        return cell
    if not cell:
        raise Wrong(_("It is empty. Known codes: %(known)s.") % {"known": known(choices)})
    raise Wrong(
        _("“%(code)s” is not a known code. Known codes: %(known)s.")
        % {"code": cell[:40], "known": known(choices)}
    )


def codes(cell: str, choices: type[TextChoices]) -> list[str]:
    """Codes with | between them, each once."""
    return [code(one, choices) for one in dict.fromkeys(split(cell, SEVERAL))]


def split(cell: str, between: re.Pattern[str]) -> Iterable[str]:
    return [one for part in between.split(cell) if (one := part.strip())]


def known(choices: type[TextChoices]) -> str:
    return ", ".join(choices.values)
