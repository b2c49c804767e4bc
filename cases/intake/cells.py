"""Text in and out of spreadsheet cells, such that nobody's program ever runs it as a formula."""

from typing import Any

#: A cell that begins with one of these is taken for a formula (OWASP, CSV injection); the wide
#: forms too, since a Chinese spreadsheet reads them alike.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
#: What a spreadsheet passes over before it looks for one: every kind of blank, and its own quote.
BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
PASSED_OVER = f"'\ufeff{BLANKS}"


def _looks_like_formula(text: str) -> bool:
    return text.lstrip(PASSED_OVER).startswith(FORMULA) or text.startswith(("\t", "\r", "\n"))


def safe_cell(value: Any) -> str:
    """A value for a CSV file: text that looks like a formula gets the quote that keeps it text.

    Numbers and dates are what they are: only text is put in quotes.
    """
    if value is None:
        return ""
    if isinstance(value, str) and _looks_like_formula(value):
        return f"'{value}"
    return str(value)


def plain_cell(text: str) -> str:
    """The text of a cell that :func:`safe_cell` wrote, and of any other cell."""
    if text.startswith("'") and _looks_like_formula(text[1:]):
        return text[1:]
    return text
