"""What else can happen to a house: its database falls, its broker, its clock, its power for days."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import connection

from cases import tasks
from cases.models.records import CaseClockEvent
from documents.models import Document
from tests.cases.cast import registered
from tests.cases.walking import ROUTES, make
from tests.chaos import town
from tests.chaos.fleet import Fleet
from tests.chaos.kills import STEP, settle
from tests.chaos.scratch import Broker
from tests.chaos.tally import Tally, count

HOUR = timedelta(hours=1)


@dataclass
class Outcome:
    """How often it happened, what came of it, and what else was measured."""

    events: int
    tally: Tally
    note: str = ""


def restarts(
    folder: Path, *, number: int, cases: int, seed: int, restart: Callable[[], None]
) -> Outcome:
    """PostgreSQL is cut off under two workers, again and again, while alarms fall due."""
    chance, deaths = random.Random(seed), 0
    keys = town.take_in(town.build(), cases)
    town.spread(keys, begins=town.LAST_DAY, over=STEP * number)
    connection.close()
    with Fleet(folder, begins=town.LAST_DAY) as fleet:
        alive = [fleet.start(), fleet.start()]
        for _ in range(number):
            fleet.turn(STEP)
            time.sleep(chance.uniform(0.05, 0.6))
            restart()
            for place, pid in enumerate(alive):
                if fleet.wait(pid, 0.2)["ended"]:  # it could not reach its database
                    alive[place], deaths = fleet.start(), deaths + 1
        for pid in alive:
            fleet.kill(pid)
        return _peace(fleet, number, f"{deaths} workers ended and were started again")


def tickers(folder: Path, *, number: int, cases: int) -> Outcome:
    """So many tickers and relays at once on PostgreSQL, everything due at the same moment."""
    town.take_in(town.build(), cases)
    with Fleet(folder, begins=town.LAST_DAY) as fleet:
        began = time.monotonic()
        alive = [fleet.start() for _ in range(number)]
        while not town.is_at_rest(fleet.now):
            assert time.monotonic() - began < 600, "The town does not come to rest."
            time.sleep(0.05)
        took = time.monotonic() - began
        for pid in alive:
            fleet.kill(pid)
        return _peace(fleet, number, f"at rest after {took:.1f} s")


def jumps(folder: Path, *, number: int, cases: int) -> Outcome:
    """The machine's clock goes an hour on, and an hour back, under a worker and its leases."""
    keys = town.take_in(town.build(), cases)
    town.spread(keys, begins=town.LAST_DAY, over=STEP * number)
    with Fleet(folder, begins=town.LAST_DAY) as fleet:
        alive = fleet.start()
        for turn in range(number):
            fleet.turn(STEP + (HOUR if turn % 2 else -HOUR))
            time.sleep(0.15)
            if turn % 5 == 4:  # with something in its hand
                fleet.kill(alive)
                alive = fleet.start()
        fleet.kill(alive)
        fleet.turn(HOUR)
        return _peace(fleet, number)


def days_off(folder: Path, *, days: int, cases: int) -> Outcome:
    """No power from the morning of the last day on; then one round."""
    town.take_in(town.build(), cases)
    with Fleet(folder, begins=town.LAST_DAY) as fleet:
        fleet.turn(timedelta(days=days))
        began = time.monotonic()
        assert fleet.wait(fleet.start("", "run_clock", "--once"), 600)["code"] == 0
        took = time.monotonic() - began
        tally = count(fleet.lines(), now=fleet.now)
        if tally.alarms != tally.clocks:
            tally.wrong.append(f"{tally.alarms} alarms for {tally.clocks} clocks")
        told = CaseClockEvent.objects.filter(what__in=["warned", "breached"])
        tally.wrong += [f"{event}: nothing was collapsed" for event in told if not event.missed]
        if not town.is_at_rest(fleet.now):
            tally.wrong.append("something is left after one round")
        batches = -(-tally.clocks // 50)
        return Outcome(days, tally, f"one round, {batches} batches, {took:.1f} s")


def broker_absent(folder: Path) -> Outcome:
    """Nobody answers the bell during the whole life of a case."""
    city = town.build()
    with Fleet(folder, begins=town.REGISTERED + HOUR) as fleet:
        case, worker = registered(city, received_at=town.REGISTERED, by=city.clerk), fleet.start()
        moves = ("ask_for_papers", "receive_papers", *ROUTES["archived"])
        for move in moves:
            fleet.turn(timedelta(days=2))
            while town.has_work(fleet.now):
                time.sleep(0.02)
            case = make(case, move, at=fleet.now)
        fleet.kill(worker)
        settle(fleet)
        tally = count(fleet.lines(), now=fleet.now)
        while tasks.draw_papers():
            pass
        undrawn = Document.objects.exclude(state="drawn").count()
        if undrawn:
            tally.wrong.append(f"{undrawn} papers are not drawn")
        return Outcome(len(moves), tally, f"moves; {Document.objects.count()} papers drawn")


def broker_killed(folder: Path, *, number: int, cases: int) -> Outcome:
    """Celery alone, beat and worker, while its Redis is killed and loses what it had."""
    keys = town.take_in(town.build(), cases)
    town.spread(keys, begins=town.LAST_DAY, over=STEP * (number + 1))
    broker = Broker(folder)
    with Fleet(folder, begins=town.LAST_DAY, CELERY_BROKER_URL=broker.url) as fleet:
        worker = _celery(fleet, broker)
        try:
            for _ in range(number):
                fleet.turn(STEP)
                time.sleep(1)
                broker.kill()
                time.sleep(0.5)
                broker.start()
            began = time.monotonic()
            fleet.turn(STEP)
            while not town.is_at_rest(fleet.now):
                assert time.monotonic() - began < 180, "Celery does not come back."
                time.sleep(0.2)
            took = time.monotonic() - began
        finally:
            os.killpg(worker.pid, signal.SIGKILL)  # and the beat, which is a process of its own
            worker.wait()
            broker.kill()
        return Outcome(number, count(fleet.lines(), now=fleet.now), f"at rest {took:.1f} s later")


def _celery(fleet: Fleet, broker: Broker) -> subprocess.Popen[bytes]:
    words = ["worker", "--beat", "--pool", "solo", "--loglevel", "ERROR"]
    schedule = ["--schedule", str(fleet.folder / "beat")]
    with fleet.log.open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "settings.celery", *words, *schedule],
            env=os.environ | fleet.environment | {"DJANGO_SETTINGS_MODULE": "tests.chaos.settings"},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _peace(fleet: Fleet, events: int, note: str = "") -> Outcome:
    """Until nothing is due, over midnight, and the count."""
    settle(fleet)
    fleet.turn(max(town.OVERDUE - fleet.now, timedelta()))
    settle(fleet)
    return Outcome(events, count(fleet.lines(), now=fleet.now), note)
