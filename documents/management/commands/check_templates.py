"""``manage.py check_templates``: would an agency's own pages of papers break anything?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.management.commands.draw_samples import imprint_of
from documents.proofreading import proofread


class Command(BaseCommand):
    help = (
        "Draw every sample by the pages that agencies have of their own, and tell what these "
        "would break. Changes nothing; exit 1 when it finds anything."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, nargs="?", help="the folder to look at; without it FAYUAN_PAPERS"
        )

    def handle(self, *args: Any, folder: Path | None, **options: Any) -> None:
        folder = folder or settings.DOCUMENTS_PAPERS
        if folder is None or not folder.is_dir():
            raise CommandError(_("Name the folder of the agencies' pages, or set FAYUAN_PAPERS."))
        found = 0
        for finding in proofread(folder, imprint_of):
            found += 1
            self.stdout.write(f"{finding.where}  {finding.sentence}")
        if found:
            raise CommandError(
                ngettext(
                    "%(count)d thing is not in order.", "%(count)d things are not in order.", found
                )
                % {"count": found}
            )
        self.stdout.write(_("Nothing would break."))
