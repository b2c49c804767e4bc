"""What the log of the site must not hold."""

import logging
import re
import traceback
from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError

from cases.masking import without_numbers

#: The second line of what PostgreSQL says of a row that it refuses: the row itself.
DETAIL = re.compile(r"^DETAIL:.*$", re.MULTILINE)


class WithoutCodes(logging.Filter):
    """Cuts the address of a check, or of a case's status, before the code: who reads the log can't
    look up papers or follow cases."""

    def filter(self, record: logging.LogRecord) -> bool:
        for place in ("/check/", "/status/"):
            said, found, _code = record.getMessage().partition(place)
            if found:
                record.msg, record.args = f"{said}{found}…", ()
        return True


class MaskedLines(logging.Formatter):
    """Lines of the log, tracebacks too. Nothing of ours writes a person's number; what a library
    says of an address that somebody typed, or of a row that the database refused, might.

    Of an error stay its kind and its lines of the program. Its own words may be what somebody
    typed (``invalid literal: '张三'``): they are left out, but for the rule that a row broke."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another formatter's, with the words
        said = DETAIL.sub("DETAIL: left out", super().format(record))
        record.exc_text = None
        return without_numbers(said)

    def formatException(self, ei: Any) -> str:  # noqa: N802  (logging's own name)
        return "".join(_told(ei[1])).rstrip() if ei[1] is not None else ""


def _told(error: BaseException) -> Iterator[str]:
    """The error and those behind it, the first one first."""
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if behind is not None:
        yield from _told(behind)
        yield "\nand then\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    kind = type(error)
    words = f": {error}" if isinstance(error, IntegrityError) else ""
    yield f"{kind.__module__}.{kind.__qualname__}{words}\n"
