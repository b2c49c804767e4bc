"""What no line of the log may hold, whichever test writes it: a person's number, telephone or name.

Production masks numbers at its formatter (:class:`cases.web.logs.MaskedLines`). Here the lines are
read before that, as they were written: a mask is the second wall, not the first.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from cases.masking import has_number

#: The tests' own people (tests/cases/cast.py): applicants, and users the factories name.
INVENTED = re.compile(r"申请人\d+|某人\d+|律师\d+|某镇某街1号")
#: These write more than WARNING here, so that what an office turns on to look closer is read too.
OURS = ("cases", "documents", "settings", "workflow", "django.request", "django.security", "celery")
_words = logging.Formatter("%(name)s %(message)s")


class LogWatch(logging.Handler):
    """Keeps the lines that should not have been written, until somebody asks."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self.names = re.compile("|".join(map(re.escape, sorted(names))))
        self.wrong: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = _words.format(record)
        if has_number(line) or INVENTED.search(line) or self.names.search(line):
            self.wrong.append(line)

    def taken(self) -> list[str]:
        wrong, self.wrong = self.wrong, []
        return wrong


@contextmanager
def watching(watch: LogWatch) -> Iterator[LogWatch]:
    """All the root hears, and of our own loggers what they say at INFO."""
    levels = {name: logging.getLogger(name).level for name in OURS}
    logging.getLogger().addHandler(watch)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    yield watch
    logging.getLogger().removeHandler(watch)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
