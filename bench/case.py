"""What one whole case costs, from the counter to the archive, beside raw SQL and SpiffWorkflow.

    .venv/bin/python bench/case.py [--database URL]... [--rounds 9] [--cases 20]

Each database is made fresh and thrown away afterwards. The three programs run in shuffled rounds
in one process, so that what else the machine does falls on all of them; trust the ratios.
"""

import argparse
import gc
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scratch import POSTGRES, answers, engine, scratch

ROOT = Path(__file__).resolve().parent.parent
#: The table that a statement reads or writes: of the first column that it selects, or named.
TABLE = re.compile(r'(?:SELECT|INTO|UPDATE|FROM) "?([a-z]+_[a-z_]+)"?')
OURS, SPIFF, RAW = "Fayuan, everything on", "SpiffWorkflow, its JSON", "raw SQL, the same rows"


@dataclass
class Result:
    """What was found on one database."""

    database: str
    spent: dict[str, list[float]]  # ms a case, one value a round
    statements: dict[str, int]  # by verb and table, one case of ours
    transactions: int
    rows: int
    spiff_bytes: int
    shares: list[tuple[str, float, float]]

    def median(self, name: str) -> float:
        return statistics.median(self.spent[name])

    def ratio(self, name: str, base: str) -> list[float]:
        """How many times as long as the base, in each round."""
        pairs = zip(self.spent[name], self.spent[base], strict=True)
        return sorted(mine / theirs for mine, theirs in pairs)


# Measuring, in a process of its own for each database


def measure(url: str, files: str, rounds: int, cases: int) -> Result:
    """Make the schema and the people, then run the rounds."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "settings.dev",
        "DATABASE_URL": url,
        "FAYUAN_VAR": files,
        "FAYUAN_LOG_LEVEL": "ERROR",
    }
    os.chdir(ROOT)  # Celery puts the current folder first on the path
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command
    from fayuan_case import FayuanCase
    from raw_case import RawCases
    from spiff_case import SpiffCases

    from workflow import audit

    call_command("migrate", verbosity=0)
    ours = FayuanCase("ours")
    twin = FayuanCase("raw")
    twin.run()  # the first case of a year makes rows that no later one does
    raw, spiff = RawCases(twin.moves()), SpiffCases(ours.people)
    programs = {OURS: ours.run, SPIFF: spiff.run, RAW: raw.run}
    for run in programs.values():
        _repeat(run, 3)
    spent = _rounds(programs, rounds, cases)
    read, flaws = audit.verify()
    if flaws or not read:
        raise RuntimeError(f"The audit chain does not hold: {flaws[:3]}")
    statements, transactions = _statements_of(ours.run)
    return Result(
        database=engine(),
        spent=spent,
        statements=statements,
        transactions=transactions,
        rows=raw.rows_left(),
        spiff_bytes=spiff.run(),
        shares=_shares_of(ours.run, rounds * cases // 3),
    )


def _repeat(run: Callable[[], Any], times: int) -> float:
    """Milliseconds for one."""
    gc.collect()
    began = time.perf_counter()
    for _ in range(times):
        run()
    return (time.perf_counter() - began) * 1000 / times


def _rounds(
    programs: dict[str, Callable[[], Any]], rounds: int, cases: int
) -> dict[str, list[float]]:
    spent: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name in random.sample(sorted(programs), len(programs)):
            spent[name].append(_repeat(programs[name], cases))
    return spent


def _statements_of(run: Callable[[], Any]) -> tuple[dict[str, int], int]:
    """SQL statements of one case by verb and table, and its transactions."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        run()
    found: Counter[str] = Counter()
    transactions = 0
    for query in captured:
        words = query["sql"].split()
        verb = words[0]
        if verb in {"BEGIN", "COMMIT"}:
            transactions += verb == "COMMIT"
            continue
        if verb in {"SAVEPOINT", "RELEASE"}:
            found[verb] += 1
            continue
        found[f"{verb} {TABLE.search(query['sql'])[1]}"] += 1
    return dict(found.most_common()), transactions


def _shares_of(run: Callable[[], Any], cases: int) -> list[tuple[str, float, float]]:
    from sampling import Sampler

    sampler = Sampler()
    sampler.watch(lambda: _repeat(run, cases))
    return sampler.shares()


# Telling


def tell(result: Result) -> Iterator[str]:
    yield f"\n## {result.database}\n"
    yield "| program | ms a case | cases/s | x raw SQL | x SpiffWorkflow |"
    yield "|---|---|---|---|---|"
    for name in result.spent:
        median = result.median(name)
        ratios = [
            _range(result.ratio(name, base)) if base in result.spent else ""
            for base in (RAW, SPIFF)
        ]
        yield f"| {name} | {median:.1f} | {1000 / median:.0f} | {' | '.join(ratios)} |"
    yield (
        f"\nOne case of ours: {sum(result.statements.values())} statements in "
        f"{result.transactions} transactions put in {result.rows} rows; the floor writes the "
        f"same in {result.transactions} messages. SpiffWorkflow's last JSON: "
        f"{result.spiff_bytes / 1000:.0f} kB.\n"
    )
    yield "| part of our case | share | ms | of it in driver and database |"
    yield "|---|---|---|---|"
    for part, share, database in result.shares:
        spent = share * result.median(OURS)
        yield f"| {part} | {share:.0%} | {spent:.1f} | {database:.0%} |"
    yield f"\nThe dearest part: **{result.shares[0][0]}**.\n"
    yield "Statements of one case: " + ", ".join(
        f"{count} {what}" for what, count in result.statements.items()
    )


def _range(ratios: list[float]) -> str:
    """The median, and the quickest and slowest round."""
    return f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", action="append", metavar="URL", help="default: both")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--cases", type=int, default=20, help="of each program in a round")
    asked = parser.parse_args()
    databases = asked.database or ["sqlite://", POSTGRES]
    print(
        f"Python {sys.version.split()[0]}, Django {version('django')}, SpiffWorkflow "
        f"{version('spiffworkflow')}; {asked.rounds} shuffled rounds of {asked.cases} cases each."
    )
    for url in databases:
        if not answers(url):
            print(f"\nPostgreSQL does not answer at {urlsplit(url).hostname}: left out.")
            continue
        with (
            scratch(url) as fresh,
            tempfile.TemporaryDirectory(prefix="fayuan-bench-") as files,
            ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process,
        ):
            work = process.submit(measure, fresh, files, asked.rounds, asked.cases)
            print("\n".join(tell(work.result())), flush=True)


if __name__ == "__main__":
    main()
