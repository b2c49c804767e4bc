"""A database that was migrated once for this very state of the source, kept and copied.

Seventy migrations take ten seconds of a processor, in each process of each run. On SQLite the first
process of a run makes the file, the others and the next runs copy it; any change of the source, the
locked packages or the shipped data makes another. ``--create-db`` makes it anew.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

#: Going back through all migrations takes two minutes: by FAYUAN_NIGHTLY=1.
by_night = pytest.mark.skipif(
    os.environ.get("FAYUAN_NIGHTLY", "0") in {"", "0"}, reason="two minutes: FAYUAN_NIGHTLY=1"
)

ROOT = Path(__file__).resolve().parent.parent
#: Whatever a migration could read. Generous: a needless making costs ten seconds.
SOURCES = ("cases", "documents", "settings", "workflow", "tests/workflow/parcels")
KINDS = {".py", ".json", ".toml", ".csv", ".txt"}


def state_of_the_source() -> str:
    digest = hashlib.sha256(f"{sys.version}{sqlite3.sqlite_version}".encode())
    files = (one for source in SOURCES for one in (ROOT / source).rglob("*") if one.suffix in KINDS)
    for path in sorted([*files, ROOT / "uv.lock"]):
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


class Kept:
    """The kept file: ``copy_to`` tells whether there was one, ``keep`` puts one there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.file = folder, folder / f"{state_of_the_source()}.sqlite3"

    @contextmanager
    def one_at_a_time(self) -> Iterator[None]:
        """Who comes second waits, and finds what the first has made."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def copy_to(self, name: str) -> bool:
        if found := self.file.exists():
            shutil.copyfile(self.file, name)
        return found

    def keep(self, database: sqlite3.Connection) -> None:
        for old in self.folder.glob("*.sqlite3"):
            old.unlink()
        unfinished = self.folder / f"{os.getpid()}.unfinished"
        with sqlite3.connect(unfinished) as copy:
            database.backup(copy)
        copy.close()
        unfinished.rename(self.file)
