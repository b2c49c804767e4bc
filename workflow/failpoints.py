"""Places where a process may be made to die, so that its recovery can be proven.

A failpoint costs one look at a variable and does nothing. With ``FAYUAN_FAILPOINT=message_sent:3``
in the environment the process kills itself, as the power would, when it passes that place for the
third time. Inside a test, :func:`watched` calls whatever it is given instead.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Every place, with the crash point of the design it stands for (docs/explanation/reliability.md).
PLACES = {
    "tick_written": "C1",  # stage, record and messages are written, the audit chain is not
    "unit_sealed": "C1",  # everything of a unit of work is written, nothing is committed
    "tick_committed": "C2",  # what a tick did stands; no relay has seen it
    "message_leased": "C3",  # a relay has messages in hand and has looked at none of them
    "message_checked": "C3",  # this one is still true and about to leave
    "message_sent": "C4",  # it has left, and the database doesn't know
}


class Crash(BaseException):
    """A death inside a test: no ``except Exception`` of ours may catch it."""


def failpoint(name: str) -> None:
    """Pass this place; die here if that was asked for."""
    if _passing is not None:
        _passing(name)


def killer(armed: str) -> Callable[[str], None]:
    """What kills the process at ``name:after_n``: the place, and how often it is passed till then."""
    place, _, count = armed.partition(":")
    if place not in PLACES:
        raise ValueError(f"There is no failpoint {place}.")
    last, passed = int(count or 1), Counter[str]()

    def passing(name: str) -> None:
        passed[name] += 1
        if name == place and passed[name] >= last:
            os.kill(os.getpid(), signal.SIGKILL)

    return passing


def arm(passing: Callable[[str], None] | None) -> None:
    """From now on every failpoint calls this with its name; None: they do nothing again."""
    global _passing
    _passing = passing


@contextmanager
def watched(passing: Callable[[str], None]) -> Iterator[None]:
    """For the time of a block every failpoint calls this with its name."""
    before = _passing
    arm(passing)
    try:
        yield
    finally:
        arm(before)


_passing: Callable[[str], None] | None = (
    killer(os.environ["FAYUAN_FAILPOINT"]) if os.environ.get("FAYUAN_FAILPOINT") else None
)
