"""What the proofs change in a worker, and nothing else: the hour, the pause between rounds.

The clock is real time plus the seconds that a file holds, so that a driver can let a night pass,
or put the clock back, while the process runs. On request a worker does things in a wrong order:
a driver that can't see the loss would prove nothing.
"""

import os
from datetime import timedelta
from pathlib import Path

#: Seconds between two rounds; 15 would make a proof of seconds one of hours.
ROUND = 0.1


def prepare() -> None:
    """Called when Django is ready; without ``CHAOS_CLOCK`` everything stays as it is."""
    if clock := os.environ.get("CHAOS_CLOCK"):
        _shift_time(Path(clock))
        _hurry()
        if wrong := os.environ.get("CHAOS_WRONG"):
            from tests.chaos.wrong import open_the_places

            open_the_places()
            {"marks_first": _mark_first, "two_commits": _commit_twice}[wrong]()


def _shift_time(clock: Path) -> None:
    from django.utils import timezone

    now = timezone.now
    timezone.now = lambda: now() + timedelta(seconds=float(clock.read_text() or 0))


def _hurry() -> None:
    from cases.management.commands import run_clock
    from settings import schedule

    # Drawing has proofs of its own, and takes its time.
    run_clock.JOBS["papers"] = lambda: 0
    schedule.beat_schedule.pop("draw-papers")
    for job in schedule.beat_schedule.values():
        job["schedule"] = 5 * ROUND
    run_clock.ROUND = ROUND


def _mark_first() -> None:
    """healthchecks' and osTicket's order: done, then sent."""
    from tests.chaos.wrong import deliver_marking_first
    from workflow import outbox

    outbox._deliver = deliver_marking_first


def _commit_twice() -> None:
    """First the clocks are committed, then what is to be told of them."""
    from cases import tasks
    from tests.chaos.wrong import after_commit

    tasks.notices.announce = after_commit(tasks.notices.announce)
