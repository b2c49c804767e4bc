"""What is wrong with a row, and the report of it."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

from django.utils.functional import Promise

from cases.intake.cells import safe_cell

HEADER = ("row", "column", "severity", "message")


class Severity(StrEnum):
    """An error keeps the row out; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing about one cell, with a sentence that says what is wrong and what to do."""

    row: str
    column: str
    severity: Severity
    message: str | Promise


class Findings:
    """Collects what is found about one row."""

    def __init__(self, row: str) -> None:
        self.row = row
        self.found: list[Finding] = []

    def error(self, column: str, message: str | Promise) -> None:
        self.found.append(Finding(self.row, column, Severity.ERROR, message))

    def warning(self, column: str, message: str | Promise) -> None:
        self.found.append(Finding(self.row, column, Severity.WARNING, message))

    @property
    def errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.found)


def write_report(findings: Iterable[Finding], out: TextIO) -> None:
    """The report as CSV, in the order of the file."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for finding in findings:
        writer.writerow(
            safe_cell(cell)
            for cell in (finding.row, finding.column, finding.severity.value, str(finding.message))
        )
