"""``manage.py rotate_keys``: everything that is sealed, under the newest master key."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow.resealing import BATCH, Finding, Resealing, check

WIDTH = 40


class Command(BaseCommand):
    help = (
        "Seals everything anew with the newest master key, while the site runs. "
        "It may be stopped or killed at any moment: run it again, and it does what is left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", type=int, default=BATCH, help="rows in one transaction")
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing: open every value, look at every index, count what is to do",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        work = Resealing(batch=options["batch"])
        total = work.left()
        broken = list(check()) if options["check"] else self._reseal(work, total)
        for one in broken:
            self.stderr.write(f"{one.table} {one.key}: {one.what}")
        said = {"left": work.left(), "broken": len(broken)}
        if said["left"]:
            self.stdout.write(
                _("Rows that an older key has sealed: %(left)d. It is still needed.") % said
            )
        else:
            self.stdout.write(_("All that is sealed is by the newest key: older ones may go."))
        if broken:
            raise CommandError(_("Values and indexes that are not whole: %(broken)d.") % said)

    def _reseal(self, work: Resealing, total: int) -> list[Finding]:
        began, done = time.monotonic(), 0
        for count in work.run():
            done += count
            self._show(done, total)
        if self.stdout.isatty():
            self.stdout.write("")
        self.stdout.write(
            ngettext(
                "%(done)d row sealed anew in %(seconds).1f s.",
                "%(done)d rows sealed anew in %(seconds).1f s.",
                done,
            )
            % {"done": done, "seconds": time.monotonic() - began}
        )
        return work.broken

    def _show(self, done: int, total: int) -> None:
        """A bar that is drawn over itself, where somebody looks at a terminal."""
        if self.stdout.isatty():
            full = WIDTH * done // max(total, done, 1)
            self.stdout.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {done}/{total}", ending="")
            self.stdout.flush()
