"""What a tick of fifty due clocks costs with 10,000, 100,000 and 1,000,000 cases.

    .venv/bin/python bench/tick.py [--database URL]... [--cases N]... [--rounds 40]

A tenth of the cases is open, with two running clocks each. In every round fifty clocks of fifty
cases reach the stage "one day left": the tick claims them, records the stage, writes a notice and a
mail for each, and sets the next stage, all in one transaction. Beside it, in the same rounds: the
same rows read and written by plain SQL (the floor), and a tick that finds nothing due.
"""

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from scratch import POSTGRES, answers, engine, scratch

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000, 1_000_000)
DUE = 50
TICK, FLOOR, IDLE = "tick, 50 due", "plain SQL, the same rows", "tick, nothing due"


def measure(url: str, files: str, sizes: list[int], rounds: int) -> tuple[str, list[Any]]:
    """The database's name, and for each size the milliseconds of every round by program."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "settings.dev",
        "DATABASE_URL": url,
        "FAYUAN_VAR": files,
        "FAYUAN_LOG_LEVEL": "ERROR",
    }
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command
    from many import ManyCases

    call_command("migrate", verbosity=0)
    city, found = ManyCases(), []
    for size in sorted(sizes):
        city.grow(size)
        found.append((size, _rounds(Due(), rounds)))
    return engine(), found


def _rounds(due: "Due", rounds: int) -> dict[str, list[float]]:
    programs: dict[str, Callable[[], Any]] = {TICK: due.tick, FLOOR: due.floor, IDLE: due.idle}
    spent: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(-3, rounds):  # the first three fill the caches
        for name, run in programs.items():
            due.prepare()
            gc.collect()
            began = time.perf_counter()
            handled = run()
            took = (time.perf_counter() - began) * 1000
            if handled != (0 if name == IDLE else DUE):
                raise RuntimeError(f"{name} handled {handled} clocks.")
            if number >= 0:
                spent[name].append(took)
    return spent


class Due:
    """Fifty clocks that are due, other ones in each round."""

    def __init__(self) -> None:
        from django.db import connection

        from cases.models import CaseClock, User

        self.clocks = CaseClock
        User.objects.update(email="clerk@example.invalid")
        clock = CaseClock.objects.filter(state="running", code="review").first()
        self.at: datetime = clock.due_at - timedelta(days=2) + timedelta(hours=9)
        self.idle_at = self.at - timedelta(days=1)
        CaseClock.objects.filter(state="running").update(
            next_stage="one_day", next_action_at=self.at + timedelta(days=400)
        )
        self.open = list(
            CaseClock.objects.filter(state="running", code="review").values_list("pk", flat=True)
        )
        self.place = 0
        self.cursor = connection.cursor()
        self.cursor.execute("ANALYZE")

    def prepare(self) -> None:
        """The last round's clocks are put to rest, the next fifty become due."""
        from cases.models import CaseMessage, Notice

        self.clocks.objects.filter(next_action_at__lte=self.at + timedelta(days=300)).update(
            next_stage="one_day", next_action_at=self.at + timedelta(days=400)
        )
        CaseMessage.objects.all().delete()
        Notice.objects.all().delete()
        step = max(1, len(self.open) // DUE)
        self.keys = [
            self.open[(self.place + number * step) % len(self.open)] for number in range(DUE)
        ]
        self.place += 1
        self.clocks.objects.filter(pk__in=self.keys).update(next_action_at=self.at)

    def tick(self) -> int:
        from cases import notices
        from workflow.tick import tick

        return tick(self.clocks, at=self.at, announce=notices.announce)

    def idle(self) -> int:
        from cases import notices
        from workflow.tick import tick

        return tick(self.clocks, at=self.idle_at, announce=notices.announce)

    def floor(self) -> int:
        """One transaction, one statement a table, rows of the same width."""
        from django.db import connection, transaction

        postgres = connection.vendor == "postgresql"
        with transaction.atomic():
            self.cursor.execute(
                "SELECT c.*, s.number, s.station_id FROM cases_caseclock c "
                "JOIN cases_case s ON s.id = c.subject_id WHERE c.next_action_at <= %s "
                "ORDER BY c.next_action_at, c.id LIMIT 50"
                + (" FOR NO KEY UPDATE OF c, s SKIP LOCKED" if postgres else ""),
                [self.at],
            )
            rows = self.cursor.fetchall()
            keys = ", ".join(str(row[0]) for row in rows)
            self.cursor.execute(
                "UPDATE cases_caseclock SET next_stage = 'last_day', next_action_at = %s "
                f"WHERE id IN ({keys})",
                [self.at + timedelta(days=1)],
            )
            self.cursor.execute(
                "INSERT INTO cases_caseclockevent (at, what, stage, due_before, due_after, epoch, "
                "missed, note, clock_id) SELECT %s, 'warned', 'one_day', due_on, due_on, epoch, "
                f"'[]', '', id FROM cases_caseclock WHERE id IN ({keys})",
                [self.at],
            )
            self.cursor.execute(
                "INSERT INTO cases_notice (key, user_id, about, case_id, clock_id, stage, due_on, "
                "at) SELECT 'k' || id, (SELECT min(id) FROM cases_user), 'limit', subject_id, id, "
                f"'one_day', due_on, %s FROM cases_caseclock WHERE id IN ({keys})",
                [self.at],
            )
            self.cursor.execute(
                "INSERT INTO cases_casemessage (key, channel, payload, not_before, attempts, "
                "last_error, clock_id, stage, notice_id) SELECT key || ':email', 'email', '{}', at, "
                f"0, '', clock_id, stage, key FROM cases_notice WHERE clock_id IN ({keys})"
            )
        return len(rows)


def tell(name: str, found: list[Any]) -> None:
    print(f"\n## {name}\n")
    print(
        "| cases | program | ms, median (quickest to slowest of 90 %) | x the floor | x 10,000 cases |"
    )
    print("|---|---|---|---|---|")
    smallest = found[0][1]
    for size, spent in found:
        for program, times in spent.items():
            middle, times = statistics.median(times), sorted(times)
            cut = len(times) // 20
            inner = times[cut : len(times) - cut]
            floor = middle / statistics.median(spent[FLOOR])
            grown = middle / statistics.median(smallest[program])
            print(
                f"| {size:,} | {program} | {middle:.2f} ({inner[0]:.2f} to {inner[-1]:.2f}) | "
                f"{floor:.2f} | {grown:.2f} |"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", action="append", metavar="URL", help="default: both")
    parser.add_argument("--cases", action="append", type=int, metavar="N")
    parser.add_argument("--rounds", type=int, default=40)
    asked = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, Django {version('django')}; {asked.rounds} rounds.")
    for url in asked.database or ["sqlite://", POSTGRES]:
        if not answers(url):
            print("\nPostgreSQL does not answer: left out.")
            continue
        with (
            scratch(url) as fresh,
            tempfile.TemporaryDirectory(prefix="fayuan-bench-") as files,
            ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process,
        ):
            sizes = asked.cases or list(SIZES)
            tell(*process.submit(measure, fresh, files, sizes, asked.rounds).result())


if __name__ == "__main__":
    main()
