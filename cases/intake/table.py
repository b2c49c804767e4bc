"""The file as people send it: its encoding, its separator, its header, its rows as text."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.intake.cells import plain_cell

#: The columns a file must have.
REQUIRED = (
    "received_at",
    "channel",
    "office",
    "applicant_name",
    "id_type",
    "id_no",
    "sex",
    "birth_on",
    "phone",
    "address",
    "groups",
    "matter",
    "cause",
    "claim",
    "stage",
    "opposing_party",
    "household_size",
    "monthly_income_yuan",
    "limitation_on",
    "papers",
)
#: Columns it may have: the row's own number, a remark, and why there is no identity paper.
OPTIONAL = ("row", "note", "no_id_reason")
SEPARATORS = (",", ";", "\t")
#: Longer cells are no application; a quote that is never closed would swallow the rest of the file.
LONGEST_CELL = 20_000


class Unreadable(Exception):
    """The file as a whole can't be taken. Its text is fit to show to a person."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))


@dataclass(frozen=True)
class Row:
    """One line of the file: its number in the file's own column, or the line, and its cells."""

    label: str
    cells: dict[str, str]
    fault: str = ""  # it has more or fewer cells than the header


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    rows: list[Row] = field(repr=False)

    @property
    def unknown(self) -> list[str]:
        """Columns that nobody reads."""
        return [name for name in self.columns if name not in REQUIRED + OPTIONAL]


def read(content: bytes, *, office_given: bool = False) -> Table:
    """The table in a file; ``office_given`` when the office need not stand in the file."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(
            _("This is an Excel workbook: save it as “CSV UTF-8” and import that file.")
        )
    text = decoded(content)
    if not text.strip(",;\t \r\n\x00"):
        raise Unreadable(_("The file is empty."))
    first = text.lstrip().splitlines()[0]
    separator = max(SEPARATORS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        _first, names = next(filled(lines))
        columns = _header(names, office_given)
        rows = [_row(number, cells, columns) for number, cells in filled(lines)]
    except csv.Error as error:
        raise Unreadable(
            _("Line %(line)d can't be read as CSV: look for a quotation mark that is not closed.")
            % {"line": lines.line_num}
        ) from error
    finally:
        csv.field_size_limit(before)
    if not rows:
        raise Unreadable(_("The file has a header and no rows."))
    return Table(columns, rows)


def decoded(content: bytes) -> str:
    """UTF-8 as it should be; else what Excel writes in China (GB 18030) or calls Unicode text."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The file is neither UTF-8 nor GB 18030: save it as “CSV UTF-8”."))


def filled(lines: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Lines in which something is written, with their number."""
    for cells in lines:
        if any(cell.strip() for cell in cells):
            yield lines.line_num, cells  # type: ignore[attr-defined]


def _header(cells: list[str], office_given: bool) -> tuple[str, ...]:
    columns = tuple(cell.strip().lower() for cell in cells)
    needed = [name for name in REQUIRED if not (office_given and name == "office")]
    if missing := [name for name in needed if name not in columns]:
        raise Unreadable(
            _("These columns are missing: %(names)s. The first line must name the columns.")
            % {"names": ", ".join(missing)}
        )
    if twice := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise Unreadable(
            _("These columns stand there twice: %(names)s.") % {"names": ", ".join(twice)}
        )
    return columns


def _row(number: int, cells: list[str], columns: tuple[str, ...]) -> Row:
    texts = [plain_cell(cell).strip() for cell in cells]
    named = dict(zip(columns, texts, strict=False))
    surplus = texts[len(columns) :]
    fault = ""
    if len(texts) < len(columns) or any(surplus):
        fault = _(
            "The row has %(found)d cells and the header %(wanted)d: look for a comma or a "
            "quotation mark too many, and put text with commas in quotation marks."
        ) % {"found": len(texts), "wanted": len(columns)}
    return Row(label=named.get("row") or str(number), cells=named, fault=fault)
