"""``manage.py apply_retention``: what is past its time is listed; what was confirmed is erased."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.actions.apply_retention import erase_confirmed, list_overdue, unlist
from cases.models import Erasure, RetentionRule
from cases.personal.keeping import overdue


class Command(BaseCommand):
    help = (
        "List the cases whose time is over, and erase those that a head of the agency has "
        "confirmed. May be killed at any moment: run it again, and it does what is left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="print what would be done, change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        if not RetentionRule.objects.in_force(localdate(at)):
            self.stdout.write(
                _("No period is configured: an administrator enters one, another confirms it.")
            )
        if options["dry_run"]:
            self._foresee(at)
            return
        unlist(at=at)
        listed = 0
        while count := list_overdue(at=at):
            listed += count
        self._say_listed(listed)
        erased = 0
        for number in erase_confirmed(at=at):
            erased += 1
            self.stdout.write(_("%(case)s: erased") % {"case": number})
        self._say_erased(erased)

    def _foresee(self, at: datetime) -> None:
        count = 0
        for count, one in enumerate(overdue(at=at), start=1):  # noqa: B007
            words = {"case": one.number, "day": one.due_on, "basis": one.rule.basis}
            self.stdout.write(_("%(case)s: kept until %(day)s, %(basis)s") % words)
        self._say_listed(count)
        confirmed = Erasure.objects.under_way().select_related("case")
        for erasure in confirmed:
            self.stdout.write(_("%(case)s: would be erased") % {"case": erasure.case.number})
        self._say_erased(len(confirmed))
        self.stdout.write(_("Nothing was changed."))

    def _say_listed(self, count: int) -> None:
        said = ngettext(
            "%(count)d case is new on the list.", "%(count)d cases are new on the list.", count
        )
        self.stdout.write(said % {"count": count})

    def _say_erased(self, count: int) -> None:
        said = ngettext("%(count)d case to erase.", "%(count)d cases to erase.", count)
        self.stdout.write(said % {"count": count})
