"""卷宗封面, the agency's own: what stands on the outside of a case's file."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Form


@dataclass(frozen=True, kw_only=True)
class DossierCover(Form):
    """Secrecy and time of keeping are the agency's to write in: no rule of ours says them."""

    kind: ClassVar[str] = "dossier_cover"
    form_no: ClassVar[None] = None
    title: ClassVar[str] = "法律援助案件卷宗"
    english: ClassVar[str] = "Cover of the file"
    copies: ClassVar[tuple[str, ...]] = ("卷宗",)

    branch: str  # 刑事, 民事, 行政
    recipient: str
    cause: str
    stage: str
    received_on: date
    filed_on: date
    filed_by: str
    form_of_aid: str = ""
    opponents: tuple[str, ...] = ()
    organ: str = ""
    firm: str = ""
    lawyer: str = ""
    granted_on: date | None = None
    ended_on: date | None = None  # closing date, or that of the termination
    outcome: str = ""  # 胜诉, 终止法律援助
    pages: int = 0  # 0: counted by hand

    def __post_init__(self) -> None:
        if self.ended_on and self.filed_on < self.ended_on:
            raise ValueError("A file is closed after its case has ended.")
