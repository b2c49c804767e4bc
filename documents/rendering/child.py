"""A process that draws papers for another one: ``python -m documents.rendering.child TERMS``.

Facts come in by its standard input, papers go out by its standard output. It has no database and
no secret, and may take so much memory and time and no more: a paper that takes more ends it.
"""

import gc
import json
import os
import pickle
import resource
import signal
import sys
import traceback
from typing import Any

import django
from django.conf import settings

from documents.rendering import pipes

#: Past the parent's patience: for a child whose parent was killed in the middle of a paper.
GRACE = 5


def main() -> None:
    """Draw what comes, one paper after the other, until the parent closes the pipe."""
    terms = json.loads(sys.argv[1])
    _limit(terms)
    orders, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what somebody prints must not come between the answers
    settings.configure(
        LANGUAGE_CODE=terms["language"],
        LOCALE_PATHS=terms["locale_paths"],
        LOGGING_CONFIG=None,
        USE_TZ=True,
    )
    django.setup()
    pipes.write(answers, warm_up().encode())
    while order := pipes.read(orders):
        _grant_time(terms)
        pipes.write(answers, *_answer(order))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _limit(terms: dict[str, Any]) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # it would hold the facts
    if sys.platform == "linux":  # elsewhere the address space can't be limited
        resource.setrlimit(resource.RLIMIT_AS, (terms["memory"], terms["memory"]))


def _grant_time(terms: dict[str, Any]) -> None:
    """For one paper: the limit of the processor's time counts from the start of the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = int(used.ru_utime + used.ru_stime) + 1 + terms["cpu_seconds"]
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, resource.RLIM_INFINITY))
    signal.setitimer(signal.ITIMER_REAL, terms["seconds"] + GRACE)


def warm_up() -> str:
    """Load what every paper needs; says what the papers are drawn with."""
    from documents.rendering.press import drawn_with, press

    press()
    versions = drawn_with()
    # A paper leaves few cycles behind: what was loaded is never looked through for them again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    return versions


def _answer(order: bytes) -> tuple[bytes, bytes]:
    """What became of it as JSON, and the paper."""
    from documents.rendering.painting import paint
    from documents.rendering.press import NotDrawn

    facts, imprint, overlay = pickle.loads(order)  # noqa: S301  (written by the parent, never by anyone else)
    try:
        content = paint(facts, imprint, overlay=overlay)
    except NotDrawn as error:
        return _said(words=str(error)), b""
    except Exception as error:  # noqa: BLE001  (whatever it is, the parent is told and the child goes on)
        # The error's own text may quote the facts: only its name and its places go out.
        frames = "".join(traceback.format_tb(error.__traceback__))
        return _said(fault=type(error).__name__, frames=frames), b""
    return _said(), content


def _said(**how: str) -> bytes:
    return json.dumps(how).encode()


if __name__ == "__main__":
    main()
