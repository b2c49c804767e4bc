"""Papers are drawn in processes of their own: one that hangs or dies takes nobody with it.

They are started by name, not forked: a process with threads (the demo serves and works in one)
can't be forked safely, and a fork would have the database's connections and the secrets.
"""

import atexit
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import LifoQueue
from typing import IO, cast

from django.conf import settings
from django.utils.translation import gettext as _

from documents.facts import Facts
from documents.rendering import pipes
from documents.rendering.overlays import Overlay, overlay_of, pages_digest
from documents.rendering.pages import Imprint
from documents.rendering.press import NotDrawn

HOUSE = Path(__file__).parent.parent.parent
#: A child is replaced after so many papers: whatever the libraries leak, they leak no further.
PAPERS = 500
STARTING = 60  # seconds, on a machine that is very busy
MEGABYTE = 1 << 20
#: All that a child sees of our environment: how to find Python, its libraries and a place to cache.
PASSED_ON = ("PATH", "HOME", "XDG_CACHE_HOME", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")


class Fault(Exception):
    """An error inside a child: its name, and its places for the log. Never its text."""

    def __init__(self, kind: str, frames: str) -> None:
        super().__init__(kind)
        self.kind, self.frames = kind, frames


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a child may take for one paper."""

    seconds: int
    cpu_seconds: int
    megabytes: int

    @classmethod
    def of_settings(cls) -> "Terms":
        return cls(
            seconds=settings.DOCUMENTS_DRAWING_SECONDS,
            cpu_seconds=settings.DOCUMENTS_DRAWING_CPU_SECONDS,
            megabytes=settings.DOCUMENTS_DRAWING_MEGABYTES,
        )

    def for_child(self) -> str:
        return json.dumps(
            {
                "seconds": self.seconds,
                "cpu_seconds": self.cpu_seconds,
                "memory": self.megabytes * MEGABYTE,
                "language": settings.LANGUAGE_CODE,
                "locale_paths": [str(path) for path in settings.LOCALE_PATHS],
            }
        )


@dataclass(frozen=True)
class Drawn:
    """A paper, and the versions of what it was drawn with."""

    content: bytes
    drawn_with: str


class Child:
    """One process, which draws one paper after the other."""

    def __init__(self, terms: Terms) -> None:
        self.terms, self.papers, self.late = terms, 0, False
        self.process = subprocess.Popen(  # noqa: S603  (our own module, no word from outside)
            [sys.executable, "-m", "documents.rendering.child", terms.for_child()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a warning may quote the facts
            cwd=HOUSE,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
            start_new_session=True,  # Ctrl-C is for us: it ends with its paper
        )
        self.orders = cast(IO[bytes], self.process.stdin)
        self.answers = cast(IO[bytes], self.process.stdout)
        with self._no_longer_than(STARTING):
            versions = pipes.read(self.answers)
        if versions is None:
            self.end()
            raise NotDrawn(
                _("The process that draws papers does not start: run “manage.py draw_samples”.")
            )
        self.drawn_with = versions.decode()

    @property
    def usable(self) -> bool:
        return self.papers < PAPERS and not self.late and self.process.poll() is None

    def draw(self, facts: Facts, imprint: Imprint, overlay: Overlay) -> bytes:
        """The paper. What went wrong comes as NotDrawn with a sentence, or as a Fault."""
        self.papers += 1
        said, content = None, None
        # A pipe breaks where it dies before it has read everything.
        with self._no_longer_than(self.terms.seconds), suppress(BrokenPipeError):
            pipes.write(self.orders, pickle.dumps((facts, imprint, overlay)))
            said, content = pipes.read(self.answers), pipes.read(self.answers)
        if said is None or content is None:
            raise NotDrawn(self._why_it_died())
        how = json.loads(said)
        if how.get("fault") == "MemoryError":
            self.end()  # what it could not load then may be missing for the next paper
            raise NotDrawn(self._too_much_memory())
        if "fault" in how:
            raise Fault(how["fault"], how["frames"])
        if "words" in how:
            raise NotDrawn(how["words"])
        return content

    def end(self) -> None:
        """At once: a paper it may have in hand is not wanted any more."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.orders, self.answers):
            with suppress(BrokenPipeError):  # what was left to be written to it
                pipe.close()

    @contextmanager
    def _no_longer_than(self, seconds: int) -> Iterator[None]:
        def stop() -> None:
            self.late = True
            self.process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()  # stopped or not: afterwards it is known

    def _why_it_died(self) -> str:
        self.end()
        code = self.process.returncode
        if self.late or code == -signal.SIGALRM:
            return _("Drawing this paper took more than %(seconds)d seconds and was stopped.") % {
                "seconds": self.terms.seconds
            }
        if code == -signal.SIGXCPU:
            return _(
                "Drawing this paper took more than %(seconds)d seconds of the processor "
                "and was stopped."
            ) % {"seconds": self.terms.cpu_seconds}
        return _("The process that draws papers died over this one (%(code)d).") % {"code": code}

    def _too_much_memory(self) -> str:
        return _("Drawing this paper took more than %(megabytes)d MB of memory.") % {
            "megabytes": self.terms.megabytes
        }


class Children:
    """So many processes at most, each started when it is first needed."""

    def __init__(self, count: int, terms: Terms) -> None:
        self.count, self.terms = count, terms
        self.free: LifoQueue[Child | None] = LifoQueue()  # the warm ones first
        for _place in range(count):
            self.free.put(None)

    def draw(self, facts: Facts, imprint: Imprint) -> Drawn:
        """By the next child that is free."""
        child = self.free.get()
        try:
            child = child if child and child.usable else self._another(child)
            overlay = overlay_of(facts.agency.code)  # a child knows no folder but the program's
            content = child.draw(facts, imprint, overlay)
            return Drawn(content, f"{child.drawn_with}, pages {pages_digest(facts, overlay)}")
        finally:
            self.free.put(child)

    def _another(self, spent: Child | None) -> Child:
        if spent:
            spent.end()
        return Child(self.terms)

    def end(self) -> None:
        """Those that have no paper in hand; the others find nobody to give theirs to."""
        while not self.free.empty():
            child = self.free.get_nowait()
            if child:
                child.end()


@cache
def _children(process: int, count: int, terms: Terms) -> Children:
    children = Children(count, terms)
    atexit.register(children.end)
    return children


def children() -> Children:
    """Those of this process; one that was forked from us gets its own."""
    return _children(os.getpid(), settings.DOCUMENTS_DRAWING_CHILDREN, Terms.of_settings())
