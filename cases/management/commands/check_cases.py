"""``manage.py check_cases``: is every case in order?"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.checking import look
from cases.models import Case


class Command(BaseCommand):
    help = (
        "Look for damage in the cases and their papers. Changes nothing; exit 1 when it finds any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")
        parser.add_argument(
            "--no-files",
            action="store_true",
            help="only see whether files are there, do not read them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(look(files=not options["no_files"]))
        if options["json"]:
            said = [finding.as_json() for finding in found]
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
        else:
            for finding in found:
                self.stdout.write(f"{finding.case} [{finding.rule}] {finding.sentence}")
                self.stdout.write(f"    {finding.advice}")
        if found:
            raise CommandError(
                ngettext(
                    "%(count)d thing is not in order.",
                    "%(count)d things are not in order.",
                    len(found),
                )
                % {"count": len(found)}
            )
        if not options["json"]:
            self.stdout.write(
                _("%(count)d cases looked at: all in order.") % {"count": Case.objects.count()}
            )
