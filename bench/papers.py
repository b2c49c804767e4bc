"""What a paper costs to draw, beside plain WeasyPrint and Typst; and what a day of papers costs.

    .venv/bin/python bench/papers.py [--rounds 15] [--papers 1000] [--decisions 600] [--children 2]

First three papers, each drawn by three programs in processes of their own, cold and warm
(paper_programs.py). Then one child draws a thousand papers, no two alike, and its memory is read.
Then decisions are issued in a scratch database and drawn as the worker draws them.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from paper_programs import NOTO, another_name
from scratch import scratch

ROOT = Path(__file__).resolve().parent.parent
SAID = {
    "ours": "Fayuan: archive form, 6 font files, one configuration",
    "plain": "plain `HTML(string).write_pdf()`, the system's Noto",
    "typst": "Typst, the same words and fonts, a plainer page",
}
PAPERS = ("decision", "form", "file")
TURNS = 3  # of each program, in turn: the best counts


def compare(folder: Path, rounds: int) -> dict[tuple[str, str], dict[str, Any]]:
    """The best of some turns for each program and paper."""
    run(folder, "sources")
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for paper in PAPERS:
        for _turn in range(TURNS):
            for program in programs():
                count = max(3, rounds // (1 if paper == "decision" else 3))
                found = json.loads(run(folder, program, paper, str(count)))
                kept = best.setdefault((paper, program), found)
                for figure in ("cold", "warm"):
                    kept[figure] = min(kept[figure], found[figure])
    return best


def run(folder: Path, program: str, *words: str) -> str:
    command = [sys.executable, str(ROOT / "bench/paper_programs.py"), program, str(folder), *words]
    began = os.environ | {"BENCH_BEGAN": str(time.time())}
    return subprocess.run(command, env=began, check=True, stdout=subprocess.PIPE, text=True).stdout


def programs() -> list[str]:
    """Those that this machine can run; says which it can't, and what to do about it."""
    found = ["ours"]
    listed = subprocess.run(
        ["fc-list", ":lang=zh", "family"], check=False, stdout=subprocess.PIPE, text=True
    ).stdout
    if all(family in listed for family in set(NOTO.values())):
        found.append("plain")
    try:
        version("typst")
        found.append("typst")
    except ModuleNotFoundError:
        pass
    return found


def show(best: dict[tuple[str, str], dict[str, Any]]) -> None:
    print("| paper | program | cold, ms | warm, CPU ms | of plain | KB | pages | MB |")
    print("|---|---|---|---|---|---|---|---|")
    for (paper, program), found in best.items():
        plain = best.get((paper, "plain"))
        ratio = f"1/{plain['warm'] / found['warm']:.1f}" if plain else "–"
        print(
            f"| {paper} | {SAID[program]} | {found['cold']:.0f} | {found['warm']:.1f} | {ratio} "
            f"| {found['kilobytes']:.0f} | {found['pages']} | {found['megabytes']:.0f} |"
        )
    if "plain" not in programs():
        print("\nNo plain WeasyPrint: the system has no Noto (apt-get install fonts-noto-cjk).")
    if "typst" not in programs():
        print("\nNo Typst: it comes with the bench group (uv sync --group bench).")


def memory(count: int) -> list[tuple[int, float]]:
    """Resident megabytes of one child that is never replaced, after so many papers."""
    from documents.kinds.grant_decision.sample import SAMPLES
    from documents.management.commands.draw_samples import imprint_of
    from documents.rendering import children

    children.PAPERS = count + 1
    crew = children.Children(1, children.Terms.of_settings())
    facts, found = SAMPLES["grant_decision"], []
    for number in range(1, count + 1):
        crew.draw(replace(facts, recipient=another_name(number)), imprint_of(facts))
        if number in {10, 100} or number % max(100, count // 5) == 0:
            child = crew.free.get_nowait()
            assert child is not None
            pages = Path(f"/proc/{child.process.pid}/statm").read_text().split()[1]
            found.append((number, int(pages) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)))
            crew.free.put(child)
    crew.end()
    return found


def throughput(count: int) -> tuple[float, float]:
    """Decisions an hour: claimed, drawn in children, kept with their digests; and with which
    seconds. The children are warm, as a worker's are."""
    from django.core.management import call_command
    from django.db import transaction

    from documents.drawing import draw_pending
    from documents.issuing import issue
    from documents.kinds.grant_decision.sample import SAMPLES

    call_command("migrate", verbosity=0)
    facts, at = SAMPLES["grant_decision"], datetime(2026, 11, 20, 1, tzinfo=UTC)

    def some(first: int, number: int) -> None:
        with transaction.atomic():
            for place in range(first, first + number):
                named = replace(facts, recipient=another_name(place))
                issue(named, issuer=facts.agency, at=at)

    some(0, 20)
    draw_pending(at=at)
    some(20, count)
    began, drawn = time.perf_counter(), 0
    while found := draw_pending(at=at + timedelta(minutes=1)):
        drawn += found
    took = time.perf_counter() - began
    if drawn != count:
        raise RuntimeError(f"{drawn} of {count} decisions were drawn.")
    return drawn / took * 3600, took


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    reader.add_argument("--rounds", type=int, default=15)
    reader.add_argument("--papers", type=int, default=1000)
    reader.add_argument("--decisions", type=int, default=600)
    reader.add_argument("--children", type=int, default=2)
    options = reader.parse_args()
    print(f"WeasyPrint {version('weasyprint')}, Python {sys.version.split()[0]}, {os.cpu_count()} cores")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="fayuan-bench-") as folder:
        show(compare(Path(folder), options.rounds))
        with scratch("sqlite://") as url:
            os.environ |= {
                "DJANGO_SETTINGS_MODULE": "settings.dev",
                "DATABASE_URL": url,
                "FAYUAN_VAR": folder,
                "FAYUAN_DRAWING_CHILDREN": str(options.children),
                "FAYUAN_LOG_LEVEL": "ERROR",
            }
            sys.path.insert(0, str(ROOT))
            import django

            django.setup()
            steps = memory(options.papers)
            print("\nMemory of one child, MB: " + ", ".join(f"after {n}: {mb:.0f}" for n, mb in steps))  # fmt: skip
            hourly, took = throughput(options.decisions)
            print(
                f"\n{options.decisions} decisions, issued before, drawn by {options.children} children "
                f"in {took:.1f} s: {hourly:,.0f} an hour"
            )
            # Half of the papers at least are past the warming: flat means flat from there on.
            half = [mb for n, mb in steps if n >= options.papers // 2]
            print(f"Second half of the papers: {statistics.fmean(half):.0f} MB, ±{max(half) - min(half):.1f}")  # fmt: skip


if __name__ == "__main__":
    main()
