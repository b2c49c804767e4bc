"""``manage.py run_clock``: tick, send and draw without any broker, until it is stopped."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.translation import gettext as _

from cases.tasks import draw_papers, run_tick, send_messages

ROUND = 15  # seconds


class Command(BaseCommand):
    help = "Run the clock, the outbox and the drawing of papers. Any number on PostgreSQL, one on SQLite."

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
            self.work()
            connection.close_if_unusable_or_obsolete()
            stop.wait(ROUND)

    def work(self) -> None:
        """Until nothing is left: a round may find more than one batch."""
        done = {"ticks": 0, "messages": 0, "papers": 0}
        for name, job in (
            ("ticks", run_tick),
            ("messages", send_messages),
            ("papers", draw_papers),
        ):
            while count := job():
                done[name] += count
        if any(done.values()):
            self.stdout.write(
                _("%(ticks)d stages, %(messages)d messages, %(papers)d papers") % done
            )
