"""Draw the sample of every kind of paper, to be looked at."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents import labels
from documents.facts import Facts
from documents.issuing import SHANGHAI, check_code
from documents.kinds import KINDS
from documents.rendering import Imprint, paint

AT = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)  # fixed: a sample drawn twice is the same file

DOTS = 110  # an inch: a page is 909 wide, and small print can be read


def imprint_of(facts: Facts) -> Imprint:
    """What a sample bears: the twelfth number of its register, or its case's."""
    letter, register = facts.agency.letter, facts.numbered_in
    numbered = labels.written(
        labels.DEFAULT, letter=letter, register=register, year=AT.year, seq=12
    )
    label = numbered if register else facts.file_number
    return Imprint(label=label, issued_at=AT, check_code=check_code(facts, label=label))


def draw_pictures(path: Path) -> Iterator[Path]:
    """Each page of a PDF as a PNG beside it, by the engine that Chromium shows papers with."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(pdf, start=1):
            picture = path.with_name(f"{path.stem}-{number}.png")
            page.render(scale=DOTS / 72).to_pil().save(picture)
            yield picture


class Command(BaseCommand):
    help = "Draw the sample of every kind of paper into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--png", action="store_true", help="each page as a picture as well")

    def handle(self, *args: Any, folder: Path, png: bool, **options: Any) -> None:
        if png and find_spec("pypdfium2") is None:
            raise CommandError(
                _("--png needs pypdfium2, a package for development: run bin/setup.")
            )
        folder.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            for name, facts in import_module(f"documents.kinds.{kind}.sample").SAMPLES.items():
                content = paint(facts, imprint_of(facts))
                path = folder / f"{name}.pdf"
                path.write_bytes(content)
                self.stdout.write(f"{path}  {len(content) // 1024} KB")
                for picture in draw_pictures(path) if png else ():
                    self.stdout.write(f"{picture}")
