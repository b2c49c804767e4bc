"""The state space, walked whole: ``python -m tests.chaos.space [NAME]...``

From the start every step, every order, every death; each new state is judged. Prints a line of
JSON for each search. A loss is printed with the steps that lead to it.
"""

import json
import logging
import os
import sys
import time
from collections import deque
from dataclasses import dataclass, field

#: From every so many-th state the power comes back for good, and the house must right itself.
EVERY = 37


@dataclass(frozen=True)
class Search:
    """One space: who is in it, and what may be done. ``nightly`` spaces take long, and are walked as
    far as ``at_most`` states, the nearest first."""

    parcels: int = 1
    relays: int = 1
    acts: tuple[str, ...] = ()
    relay: str = "RIGHT"
    tell: str = "announce"
    thorough: bool = False
    long: bool = False
    nightly: bool = False
    at_most: int = 1_000_000


SEARCHES = {
    "two relays": Search(relays=2),
    "pause": Search(acts=("pause", "resume")),
    "meet": Search(acts=("meet",)),
    "import": Search(acts=("import",)),
    "every statement": Search(acts=("meet",), thorough=True, nightly=True, at_most=100_000),
    "everything": Search(
        relays=2,
        acts=("pause", "resume", "import", "meet"),
        long=True,
        nightly=True,
        at_most=100_000,
    ),
    "two clocks, two relays": Search(
        parcels=2, relays=2, acts=("meet",), nightly=True, at_most=100_000
    ),
    "marks first": Search(relay="MARKS_FIRST"),
    "two commits": Search(tell="announce_after_commit"),
}


@dataclass
class Found:
    """What a search saw."""

    states: int = 0
    steps: int = 0
    deepest: int = 0
    wrong: list[str] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    ended: int = 0
    recovered: int = 0
    seconds: float = 0.0


def explore(search: Search) -> Found:
    """Breadth first, so that the first loss found is one of the shortest ways to a loss."""
    from tests.chaos import steps as real
    from tests.chaos.verdict import Judge
    from tests.chaos.world import LONG, SHORT, State, World

    began = time.perf_counter()
    world = World(parcels=search.parcels, moments=LONG if search.long else SHORT)
    steps = real.Steps(
        world,
        relay=getattr(real, search.relay),
        tell=getattr(real, search.tell),
        thorough=search.thorough,
    )
    judge = Judge(world)
    start = State(world.rows(), hands=(None,) * search.relays, acts=search.acts)
    found, waiting = Found(), deque([(start, world.shape(start), 0, frozenset())])
    came_from = {waiting[0][1]: None}
    while waiting and not found.wrong and len(came_from) < search.at_most:
        state, shape, depth, superseded = waiting.popleft()
        if len(came_from) % EVERY == 0 and search.tell == "announce":
            found.wrong, found.recovered = judge.after_recovery(state), found.recovered + 1
        steps_before = found.steps
        for name, after in steps.after(state):
            found.steps += 1
            new = world.shape(after)
            if new in came_from:
                continue
            came_from[new], found.deepest = (shape, name), depth + 1
            verdict = judge.verdict(after, superseded)
            found.wrong = verdict.wrong()
            if found.wrong:
                found.trace = _trace(came_from, new)
                break
            waiting.append((after, new, depth + 1, verdict.superseded))
        found.ended += found.steps == steps_before
    found.states, found.seconds = len(came_from), round(time.perf_counter() - began, 1)
    return found


def _trace(came_from, shape) -> list[str]:
    steps = []
    while came_from[shape]:
        shape, name = came_from[shape]
        steps.append(name)
    return steps[::-1]


def main(names: list[str]) -> int:
    import django

    django.setup()
    logging.disable(logging.WARNING)
    for name in names or [name for name in SEARCHES if not SEARCHES[name].nightly]:
        found = explore(SEARCHES[name])
        sys.stdout.write(json.dumps({"search": name} | vars(found), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    os.environ["DATABASE_URL"] = "sqlite://"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.chaos.settings"
    sys.exit(main(sys.argv[1:]))
