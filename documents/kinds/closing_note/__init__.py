"""卷内备考表, the agency's own: how many pages a file has, who filed and who checked it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Form


@dataclass(frozen=True, kw_only=True)
class ClosingNote(Form):
    kind: ClassVar[str] = "closing_note"
    form_no: ClassVar[None] = None
    title: ClassVar[str] = "卷内备考表"
    english: ClassVar[str] = "Closing note of the file"
    copies: ClassVar[tuple[str, ...]] = ("卷宗",)
    signed_by: ClassVar[tuple[str, ...]] = ("立卷人", "检查人")

    items: int
    filed_on: date
    filed_by: str
    pages: int = 0  # 0: counted by hand
    remarks: str = ""  # a paragraph a line: what is missing, damaged, or kept elsewhere

    def __post_init__(self) -> None:
        if self.items < 0 or self.pages < 0:
            raise ValueError("Nothing in a file is counted below zero.")
