"""Where the time of a case goes: the running stack, looked at every millisecond.

A deterministic profiler would charge Python for being watched and the database for nothing; a
thread that looks now and then costs both the same.
"""

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

EVERY = 0.001

#: Innermost frame first; the first that matches names the part. (end of file's path, function)
PARTS: tuple[tuple[str, str, str], ...] = (
    ("backends/base/base.py", "_commit", "commit"),
    ("backends/base/base.py", "set_autocommit", "begin"),
    ("sqlite3/base.py", "_start_transaction_under_autocommit", "begin"),
    ("cases/tasks.py", "", "bell for the worker"),
    ("cases/models/attachments.py", "", "uploads"),
    ("workflow/audit.py", "", "audit chain"),
    ("cases/clockwork.py", "remember_actor", "record"),
    ("workflow/clocks.py", "", "clocks"),
    ("workflow/rules.py", "", "clocks"),
    ("cases/clockwork.py", "", "clocks"),
    ("cases/flows.py", "", "to-do"),
    ("documents/", "", "papers"),
    ("cases/actions/papers/", "", "papers"),
    ("cases/models/offices.py", "", "papers"),
    ("workflow/transitions.py", "locked", "read and lock the case"),
    ("cases/models/case_queries.py", "", "read and lock the case"),
    ("workflow/transitions.py", "_save_changes", "save the case"),
    ("workflow/transitions.py", "_unmet", "guards, rights, the move itself"),
    ("workflow/transitions.py", "_ask", "guards, rights, the move itself"),
    ("cases/conditions.py", "", "guards, rights, the move itself"),
    ("cases/models/providers.py", "", "guards, rights, the move itself"),
    ("cases/models/case.py", "", "guards, rights, the move itself"),
    ("cases/models/moves/", "", "guards, rights, the move itself"),
    ("django_fsm/", "", "guards, rights, the move itself"),
    ("workflow/transitions.py", "", "record"),
    ("cases/actions/assignments.py", "", "other rows of the action"),
    ("cases/actions/", "", "other rows of the action"),
)
IN_DATABASE = ("backends/utils.py", "backends/base/base.py", "psycopg", "sqlite3/base.py")


class Sampler:
    """Shares of the time by part, and how much of each was spent in the driver or database."""

    def __init__(self) -> None:
        self.time: Counter[str] = Counter()
        self.in_database: Counter[str] = Counter()

    def watch(self, work: Callable[[], Any]) -> None:
        watched, done = threading.get_ident(), threading.Event()
        spell = sys.getswitchinterval()
        sys.setswitchinterval(EVERY / 4)
        thread = threading.Thread(target=self._look, args=(watched, done), daemon=True)
        thread.start()
        try:
            work()
        finally:
            done.set()
            thread.join()
            sys.setswitchinterval(spell)

    def _look(self, watched: int, done: threading.Event) -> None:
        last = time.perf_counter()
        while not done.wait(EVERY):
            now = time.perf_counter()
            part, in_database = _place(sys._current_frames()[watched])
            self.time[part] += now - last
            if in_database:
                self.in_database[part] += now - last
            last = now

    def shares(self) -> list[tuple[str, float, float]]:
        """(part, its share of the time, the database's share of that), the dearest first."""
        whole = sum(self.time.values())
        return [
            (part, spent / whole, self.in_database[part] / spent)
            for part, spent in self.time.most_common()
        ]


def _place(frame: Any) -> tuple[str, bool]:
    in_database = False
    while frame is not None:
        path, name = frame.f_code.co_filename, frame.f_code.co_name
        in_database = in_database or any(mark in path for mark in IN_DATABASE)
        for mark, function, part in PARTS:
            if mark in path and function in {"", name}:
                return part, in_database
        frame = frame.f_back
    return "the rest", in_database
