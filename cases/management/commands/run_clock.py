"""``manage.py run_clock``: tick, send and draw without any broker, until it is stopped."""

import logging
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import gettext as _

from cases.tasks import (
    apply_retention,
    draw_batches,
    draw_papers,
    forget_drafts,
    recompute_clocks,
    remind_of_calendar,
    run_tick,
    scan_files,
    send_messages,
    sign_papers,
)

logger = logging.getLogger(__name__)

ROUND = 15  # seconds
#: What a round does, in this order.
JOBS: dict[str, Callable[[], int]] = {
    "ticks": run_tick,
    "reminders": remind_of_calendar,
    "messages": send_messages,
    "papers": draw_papers,
    "batches": draw_batches,
    "signatures": sign_papers,
    "drafts": forget_drafts,
    "scans": scan_files,
    "retention": apply_retention,
}


class Command(BaseCommand):
    help = "Run the clock, the outbox, and the drawing and signing of papers. Any number on PostgreSQL, one on SQLite."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.work()
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            dated = self.round()
            if not dated:  # else a recompute is under way: go on with it
                stop.wait(ROUND)

    def round(self) -> int:
        """A round that outlives the database: what it could not do, a later round will find."""
        try:
            return self.work()
        except (OperationalError, InterfaceError) as error:
            logger.error("The database does not answer: %s.", type(error).__name__)
            return 0
        finally:
            connection.close_if_unusable_or_obsolete()

    def work(self) -> int:
        """Until nothing is left, a batch of each job in turn: however much mail or paper lies
        there, the clock gets its turn between two batches. Before the tick some seconds of the
        recompute, so that nobody is told of a date that no longer holds."""
        dated = recompute_clocks()
        if dated:
            self.stdout.write(_("%d clocks dated anew") % dated)
        done = dict.fromkeys(JOBS, 0)
        busy = True
        while busy:
            found = {name: job() for name, job in JOBS.items()}
            done = {name: done[name] + count for name, count in found.items()}
            busy = any(found.values())
        if any(done.values()):
            self.stdout.write(
                _(
                    "%(ticks)d stages, %(messages)d messages, %(papers)d papers, "
                    "%(signatures)d signatures"
                )
                % done
            )
        return dated
