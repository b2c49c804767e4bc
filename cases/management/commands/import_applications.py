"""``manage.py import_applications FILE.csv``: register the applications of a file."""

import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.intake.findings import Severity, write_report
from cases.intake.places import Places
from cases.intake.progress import Progress
from cases.intake.table import Table, Unreadable, read
from cases.intake.taking import Outcome, Taking
from cases.models import Office, User

INTERRUPTED = 130  # what a shell expects of a program that was stopped with Ctrl-C
#: So many findings are shown on the screen when no report was asked for.
SHOWN = 20


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
        places = Places(only=_office(options["office"]), by=_clerk(options["username"]))
        table = _table(options["file"], office_given=places.only is not None)
        if table.unknown:
            self.stderr.write(_("Nobody reads these columns: %s") % ", ".join(table.unknown))
        with _report(options["report"], excel=options["excel"]) as report, _one_chance() as stop:
            taking = Taking(
                places,
                at=timezone.now(),
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
        self._tell(outcome, table, options)

    def _tell(self, outcome: Outcome, table: Table, options: dict[str, Any]) -> None:
        if options["report"] is None:
            errors_first = sorted(outcome.findings, key=lambda one: one.severity)
            for finding in errors_first[:SHOWN]:
                place = " ".join(filter(None, [finding.row, finding.column]))
                self.stdout.write(f"{place} {finding.severity}: {finding.message}")
            if len(outcome.findings) > SHOWN:
                more = len(outcome.findings) - SHOWN
                self.stdout.write(_("… and %(more)d more: ask for a --report.") % {"more": more})
        self.stdout.write(_summary(outcome, dry_run=options["dry_run"]))
        if outcome.late:
            self.stdout.write(_("Past a limit already: %(late)d.") % {"late": outcome.late})
        if outcome.stopped:
            raise CommandError(
                _("Stopped after %(read)d of %(all)d rows. Run it again to take the rest.")
                % {"read": outcome.read, "all": len(table.rows)},
                returncode=INTERRUPTED,
            )


def _summary(outcome: Outcome, *, dry_run: bool) -> str:
    counts = {
        "read": outcome.read,
        "taken": outcome.read - outcome.refused - outcome.known if dry_run else outcome.taken,
        "known": outcome.known,
        "refused": outcome.refused,
        "warnings": sum(one.severity is Severity.WARNING for one in outcome.findings),
    }
    if dry_run:
        return (
            _(
                "%(read)d rows read, nothing registered. Could be taken: %(taken)d; known already: "
                "%(known)d; with errors: %(refused)d; warnings: %(warnings)d."
            )
            % counts
        )
    return (
        _(
            "%(read)d rows read. Registered: %(taken)d; known already: %(known)d; "
            "not taken: %(refused)d; warnings: %(warnings)d."
        )
        % counts
    )


def _office(code: str | None) -> Office | None:
    if code is None:
        return None
    station = Office.objects.filter(code=code, kind=Office.Kind.STATION, active=True).first()
    if station is None:
        raise CommandError(_("There is no court workstation in use with the code “%s”.") % code)
    return station


def _clerk(username: str | None) -> User | None:
    if username is None:
        return None
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(_("Nobody active has the user name “%s”.") % username)
    return user


def _table(path: Path, *, office_given: bool) -> Table:
    try:
        return read(path.read_bytes(), office_given=office_given)
    except OSError as error:
        raise CommandError(
            _("The file can't be read: %(why)s.") % {"why": error.strerror}
        ) from error
    except Unreadable as unreadable:
        raise CommandError(str(unreadable)) from unreadable


@contextmanager
def _report(path: Path | None, *, excel: bool) -> Iterator[TextIO | None]:
    """Opened before anything is registered: a report that can't be written stops the import."""
    if path is None:
        yield None
        return
    try:
        out = path.open("w", encoding="utf-8-sig" if excel else "utf-8", newline="")
    except OSError as error:
        raise CommandError(
            _("The report can't be written: %(why)s.") % {"why": error.strerror}
        ) from error
    with out:
        yield out


@contextmanager
def _one_chance() -> Iterator[Callable[[], bool]]:
    """Ctrl-C once: the row in hand is finished and its batch kept. Twice: the batch is undone."""
    pressed: list[int] = []

    def press(number: int, frame: Any) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
