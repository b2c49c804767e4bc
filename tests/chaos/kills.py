"""Workers killed, at failpoints and at any moment, while alarms fall due; then peace, and a count."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from cases.models import CaseMessage
from tests.cases.walking import make
from tests.chaos import town
from tests.chaos.fleet import Fleet
from tests.chaos.tally import Tally, count
from workflow.failpoints import PLACES
from workflow.outbox import LEASE

#: So much time goes by with each kill: a lease ends after five of them.
STEP = timedelta(seconds=70)
#: A failpoint that nobody reaches in this time has no work behind it; the worker is killed anyway.
PATIENCE = 2.0


@dataclass
class Killed:
    """How often, where, and what came of it."""

    where: Counter[str] = field(default_factory=Counter)
    crashed: int = 0
    acts: int = 0
    tally: Tally = field(default_factory=Tally)

    @property
    def kills(self) -> int:
        return sum(self.where.values())


def kills(
    folder: Path, *, number: int, cases: int, seed: int, workers: int = 1, wrong: str = ""
) -> Killed:
    """Take in cases, let their alarms fall due during so many kills, and see who was not told."""
    chance, killed = random.Random(seed), Killed()
    city = town.build()
    keys = town.take_in(city, cases)
    town.spread(keys, begins=town.LAST_DAY, over=STEP * number / workers)
    with Fleet(folder, begins=town.LAST_DAY, wrong=wrong) as fleet:
        while killed.kills < number:
            fleet.turn(STEP)
            _one_life(fleet, chance, killed, workers, wrong)
        settle(fleet)
        fleet.turn(town.OVERDUE - fleet.now)  # midnight: every limit passes at once
        settle(fleet)
        killed.tally = count(fleet.lines(), now=fleet.now)
    return killed


def _one_life(
    fleet: Fleet, chance: random.Random, killed: Killed, workers: int, wrong: str
) -> None:
    """So many workers at once, each with a death of its own; about half of them at a failpoint."""
    deaths = [_death(chance, wrong) for _ in range(workers)]
    alive = [(fleet.start(death), death) for death in deaths]
    for pid, death in alive:
        patience = PATIENCE if death else chance.uniform(0.02, 0.5)
        end = fleet.wait(pid, patience)
        if not end["ended"]:
            fleet.kill(pid)
            killed.where["any moment"] += 1
        elif end["code"] == -9:
            killed.where[_point(death)] += 1
        else:
            killed.crashed += 1  # by itself: a locked database; a service manager starts it again
    if chance.random() < 0.5:
        killed.acts += _decide(fleet, chance)


def _death(chance: random.Random, wrong: str) -> str:
    if wrong:
        return {"marks_first": "message_marked:2", "two_commits": "between_commits:1"}[wrong]
    if chance.random() < 0.4:  # some of the others find no work, and die at any moment too
        return ""
    place = chance.choice(sorted(PLACES))
    often = 6 if place in {"message_checked", "message_sent"} else 1
    return f"{place}:{chance.randint(1, often)}"


def _point(death: str) -> str:
    place = death.partition(":")[0]
    return PLACES.get(place, place)


def _decide(fleet: Fleet, chance: random.Random) -> int:
    """C5: a case whose message waits, or is in a dead relay's hand, is withdrawn or stands still."""
    waiting = CaseMessage.objects.waiting().filter(clock__subject__status="registered")
    message = waiting.select_related("clock__subject").order_by("-attempts", "pk").first()
    if message is None:
        return 0
    make(message.clock.subject, chance.choice(["withdraw", "ask_for_papers"]), at=fleet.now)
    return 1


def settle(fleet: Fleet, *, seconds: float = 900) -> None:
    """One worker in peace, until nothing is due and nothing waits."""
    pid, began = fleet.start(), time.monotonic()
    while time.monotonic() - began < seconds:
        if fleet.wait(pid, 0.2)["ended"]:
            pid = fleet.start()
        elif town.is_at_rest(fleet.now):
            fleet.kill(pid)
            return
        elif not town.has_work(fleet.now):
            fleet.turn(LEASE)  # what dead relays had in hand is free then
    raise AssertionError("The town does not come to rest.")
