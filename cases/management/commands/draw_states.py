"""``manage.py draw_states``: the reference pages that are drawn from the code.

``--check`` draws them again and compares: a page that says something else than the code is named,
and the command exits with 1. Nothing but the files is looked at.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cases.management.reference import limits_page, states_page, states_picture

FOLDER = Path(settings.ROOT) / "docs" / "reference"


class Command(BaseCommand):
    help = "Draw docs/reference/states.md, states.svg and limits.md from the code."
    requires_system_checks: list[str] = []  # it draws what a check complains of as well

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit 1 when a page differs"
        )
        parser.add_argument("--folder", type=Path, default=FOLDER, help="draw somewhere else")

    def handle(self, *args: Any, **options: Any) -> None:
        pages = {
            "states.md": states_page(),
            "states.svg": states_picture(),
            "limits.md": limits_page(),
        }
        folder: Path = options["folder"]
        if options["check"]:
            self._check(folder, pages)
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (folder / name).write_text(text, encoding="utf-8")
            self.stdout.write(str(folder / name))

    def _check(self, folder: Path, pages: dict[str, str]) -> None:
        differ = [
            str(folder / name)
            for name, text in pages.items()
            if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
        ]
        if differ:
            raise CommandError(
                _("Not as the code says: %(files)s. Run manage.py draw_states.")
                % {"files": ", ".join(differ)}
            )
