"""Draw the sample of every kind of paper, to be looked at."""

from argparse import ArgumentParser
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from documents.issuing import SHANGHAI, check_code
from documents.kinds import KINDS
from documents.rendering import paint

AT = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)  # fixed: a sample drawn twice is the same file


class Command(BaseCommand):
    help = "Draw the sample of every kind of paper into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            for name, facts in import_module(f"documents.kinds.{kind}.sample").SAMPLES.items():
                label = f"（{facts.agency.letter}）{facts.register}〔{AT.year}〕第12号"
                code = check_code(facts, label=label)
                content = paint(facts, label=label, issued_at=AT, check_code=code)
                path = folder / f"{name}.pdf"
                path.write_bytes(content)
                self.stdout.write(f"{path}  {len(content) // 1024} KB")
