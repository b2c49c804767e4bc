"""卷内目录, the agency's own: what lies in a case's file, in its order, on which pages."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Form


@dataclass(frozen=True, kw_only=True)
class Filed:
    """One thing in the file. Without a page where those before it can't be counted."""

    title: str
    label: str = ""
    day: date | None = None
    first_page: int | None = None
    last_page: int | None = None
    remark: str = ""

    @property
    def range(self) -> str:
        """3, 4-7, or nothing to be written in by hand."""
        if self.first_page is None or self.last_page is None:
            return "" if self.first_page is None else f"{self.first_page}-"
        if self.first_page == self.last_page:
            return str(self.first_page)
        return f"{self.first_page}-{self.last_page}"


@dataclass(frozen=True, kw_only=True)
class DossierCatalogue(Form):
    """Stands first in the file, after the cover; neither has a page number."""

    kind: ClassVar[str] = "dossier_catalogue"
    form_no: ClassVar[None] = None
    title: ClassVar[str] = "卷内目录"
    english: ClassVar[str] = "Catalogue of the file"
    copies: ClassVar[tuple[str, ...]] = ("卷宗",)

    entries: tuple[Filed, ...]
    filed_on: date

    def __post_init__(self) -> None:
        pages = [entry.first_page for entry in self.entries if entry.first_page is not None]
        if pages != sorted(pages):
            raise ValueError("Pages of a file are counted in its order.")
