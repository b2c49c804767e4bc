"""``manage.py recompute_clocks``: run the recompute to its end, with a bar that shows how far it is."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import CLOCKS
from cases.recomputing import latest_recompute, recompute_batch
from workflow.models import Recompute
from workflow.recompute import BATCH, request

WIDTH = 40


class Command(BaseCommand):
    help = (
        "Dates open clocks anew where a notice of rest days or a change of stages asks for it. "
        "It may be stopped at any moment and goes on where it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="reckon every open clock anew")
        parser.add_argument("--batch", type=int, default=BATCH, help="cases in one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            for clocks in CLOCKS:
                request(clocks, reason=Recompute.Reason.RULE, at=timezone.now())
        began, open_work = time.monotonic(), True
        while open_work:
            done = recompute_batch(at=timezone.now(), limit=options["batch"])
            work = latest_recompute()
            open_work = bool(work and work.running)
            if work and done:
                self._show(work)
            if open_work and not done:
                time.sleep(1)  # another process is at it
        if work is None or not work.done:
            self.stdout.write(_("Nothing is to be dated anew."))
            return
        if self.stdout.isatty():
            self.stdout.write("")
        said = {
            "done": work.done,
            "changed": work.changed,
            "lifted": work.lifted,
            "seconds": time.monotonic() - began,
        }
        self.stdout.write(
            _(
                "%(done)d clocks looked at, %(changed)d dated anew, %(lifted)d breaches taken back, "
                "in %(seconds).1f s."
            )
            % said
        )

    def _show(self, work: Recompute) -> None:
        """A bar that is drawn over itself, or a line a batch where nobody looks at a terminal."""
        total = max(work.total, work.done, 1)
        full = WIDTH * work.done // total
        bar = f"[{'#' * full}{'.' * (WIDTH - full)}] {work.done}/{total}"
        if self.stdout.isatty():
            self.stdout.write(f"\r{bar}", ending="")
            self.stdout.flush()
        elif not work.running:
            self.stdout.write(bar)
