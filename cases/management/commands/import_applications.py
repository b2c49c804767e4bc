"""``manage.py import_applications FILE.csv``: register the applications of a file."""

import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.intake.findings import Severity, write_report
from cases.intake.places import Places
from cases.intake.table import Row, Table, Unreadable, read
from cases.intake.taking import Outcome, Taking
from cases.models import Case, Office, User

INTERRUPTED = 130  # what a shell expects of a program that was stopped with Ctrl-C
#: So many findings are shown on the screen when no report was asked for.
SHOWN = 20


class Progress:
    """A bar on a terminal; elsewhere a line for every twentieth part of a long file."""

    WIDTH = 40
    LONG = 1000

    def __init__(self, out: TextIO) -> None:
        self.out, self.live, self.told = out, out.isatty(), 0

    def __call__(self, done: int, total: int) -> None:
        if self.live:
            filled = self.WIDTH * done // total
            bar = "#" * filled + "-" * (self.WIDTH - filled)
            self.out.write(f"\r[{bar}] {done}/{total} {100 * done // total}%")
            self.out.write("\n" if done == total else "")
        elif total >= self.LONG and 20 * done // total > self.told:
            self.told = 20 * done // total
            self.out.write(f"{done}/{total} {100 * done // total}%\n")
        self.out.flush()


class Command(BaseCommand):
    help = "Register the applications of a CSV file; report the rows that can't be taken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, UTF-8 or GB 18030, with a header")
        parser.add_argument("--office", help="take the rows of this workstation only")
        parser.add_argument("--as", dest="username", help="the clerk who registers them")
        parser.add_argument("--dry-run", action="store_true", help="check, and register nothing")
        parser.add_argument("--report", type=Path, help="write what is wrong to this CSV file")
        parser.add_argument(
            "--excel", action="store_true", help="begin the report with the mark that Excel needs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        places = Places(only=_office(options["office"]), by=_clerk(options["username"]))
        table = _table(options["file"], office_given=places.only is not None)
        if table.unknown:
            self.stderr.write(_("Nobody reads these columns: %s") % ", ".join(table.unknown))
        with _report(options["report"], excel=options["excel"]) as report, _one_chance() as stop:
            taking = Taking(
                places,
                at=at,
                dry_run=options["dry_run"],
                progress=Progress(sys.stderr),
                stop=stop,
            )
            try:
                outcome = taking.run(table.rows)
            except KeyboardInterrupt:  # pressed twice: the running batch is undone
                outcome = taking.outcome
                outcome.stopped = True
            if report is not None:
                write_report(outcome.findings, report)
        self._tell(outcome, table.rows, at, options)

    def _tell(
        self, outcome: Outcome, rows: list[Row], at: datetime, options: dict[str, Any]
    ) -> None:
        if options["report"] is None:
            for finding in outcome.findings[:SHOWN]:
                self.stdout.write(
                    f"{finding.row} {finding.column} {finding.severity}: {finding.message}"
                )
            if more := len(outcome.findings) - SHOWN:
                if more > 0:
                    self.stdout.write(_("… and %(more)d more: ask for a --report.") % {"more": more})
        self.stdout.write(summary(outcome, dry_run=options["dry_run"]))
        if late := Case.objects.filter(pk__in=outcome.taken[:LATE_ASKED]).late(at=at).count():
            self.stdout.write(_("Past a limit already: %(late)d.") % {"late": late})
        if outcome.stopped:
            raise CommandError(
                _("Stopped after %(read)d of %(all)d rows. Run it again to take the rest.")
                % {"read": outcome.read, "all": len(rows)},
                returncode=INTERRUPTED,
            )
