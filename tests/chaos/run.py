"""The long form of every proof, and a table of what was found: called by ``bin/chaos``."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.chaos.scratch import Broker, Cluster, programs

COLUMNS = ("clocks", "alarms", "lines", "repeats", "superseded", "lost", "doubled", "wrong")
BAD = ("lost", "doubled", "wrong")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/chaos", description=__doc__)
    parser.add_argument("--databases", default="sqlite,postgres", help="of these (%(default)s)")
    parser.add_argument("--kills", type=int, default=200, help="workers killed on each database")
    parser.add_argument("--restarts", type=int, default=50, help="of PostgreSQL, under load")
    parser.add_argument("--jumps", type=int, default=50, help="of the machine's clock, an hour")
    parser.add_argument("--breaks", type=int, default=20, help="of the broker")
    parser.add_argument("--cases", type=int, default=500, help="each with six limits")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other deaths")
    parser.add_argument("--only", default="", help="of these proofs, with commas between")
    return parser.parse_args()


def orders(said: argparse.Namespace) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(what it is called, on which database, what is to be done)."""
    cases = {"cases": said.cases}
    for database in said.databases.split(","):
        workers = 2 if database == "postgres" else 1
        fire = {"number": said.kills, "seed": said.seed, "workers": workers}
        yield "workers killed", database, {"what": "kills"} | fire | cases
        if database == "postgres":
            beaten = {"number": said.restarts, "seed": said.seed}
            yield "database restarted -m immediate", database, {"what": "restarts"} | beaten | cases
            yield "four tickers at once", database, {"what": "tickers", "number": 4} | cases
        yield "clock ±1 h", database, {"what": "jumps", "number": said.jumps} | cases
        yield "three days off", database, {"what": "days_off", "days": 3} | cases
        yield "no broker, one case's life", database, {"what": "broker_absent"}
        if Broker.is_installed():
            broken = {"what": "broker_killed", "number": said.breaks}
            yield "broker killed", database, broken | cases


def main() -> int:
    said = arguments()
    only, failed = set(filter(None, said.only.split(","))), 0
    known = {order["what"] for _title, _database, order in orders(said)}
    if unknown := only - known:
        sys.exit(
            f"No such proof: {', '.join(sorted(unknown))}. There are: {', '.join(sorted(known))}."
        )
    sys.stdout.write(f"| proof | database | times | {' | '.join(COLUMNS)} | seconds | |\n")
    sys.stdout.write(f"|---|---|{'---:|' * (len(COLUMNS) + 2)}---|\n")
    with ExitStack() as stack:
        cluster = None
        if "postgres" in said.databases and programs():
            cluster = stack.enter_context(Cluster())
        for number, (name, database, order) in enumerate(orders(said)):
            if only and order["what"] not in only:
                continue
            if database == "postgres" and cluster is None:
                sys.stdout.write(
                    f"| {name} | {database} | not run: PostgreSQL is not installed |\n"
                )
                continue
            failed += _line(name, database, order, cluster, number)
    if not Broker.is_installed():
        sys.stdout.write("redis-server is not installed: the broker was not killed.\n")
    sys.stdout.write(f"\n{failed} of the proofs failed.\n")
    return 1 if failed else 0


def _line(
    name: str, database: str, order: dict[str, Any], cluster: Cluster | None, number: int
) -> int:
    """Run one proof, print its line; 1 when anything was lost, doubled or wrong."""
    with tempfile.TemporaryDirectory(prefix="fayuan-chaos-") as folder:
        url = f"sqlite:///{Path(folder) / 'chaos.sqlite3'}"
        if cluster and database == "postgres":
            url = cluster.create(f"chaos_{number}")
            if order["what"] == "restarts":
                said = {"bin": cluster.bin, "folder": cluster.folder, "port": cluster.port}
                order["cluster"] = {key: str(value) for key, value in said.items()}
        broker = {"CELERY_BROKER_URL": "redis://127.0.0.1:1/0"}  # nobody listens there
        more = {"DATABASE_URL": url} | (broker if order["what"] == "broker_absent" else {})
        done = subprocess.run(
            [sys.executable, "-m", "tests.chaos.scenario", json.dumps(order)],
            env=os.environ | more,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode:
        sys.stdout.write(f"| {name} | {database} | broke off |\n")
        return 1
    found = json.loads(done.stdout.splitlines()[-1])
    figures = " | ".join(f"{found[column]:,}" for column in COLUMNS)
    times, note = f"{found['events']:,}", found["note"]
    sys.stdout.write(
        f"| {name} | {database} | {times} | {figures} | {found['seconds']} | {note} |\n"
    )
    for sentence in found["said"]:
        sys.stdout.write(f"    {sentence}\n")
    sys.stdout.flush()
    return int(any(found[bad] for bad in BAD))


if __name__ == "__main__":
    sys.exit(main())
