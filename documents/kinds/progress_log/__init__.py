"""承办情况通报/报告记录, form 14: what the handler did on a case, step by step."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Form


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One step, and how the recipient or the agency was told of it."""

    day: date
    step: str  # 会见受援人
    content: str = ""
    way: str = ""  # 当面, 电话; empty: to be filled in by hand


@dataclass(frozen=True, kw_only=True)
class ProgressLog(Form):
    """Handed in with the closing file; a case on which no step was logged says so."""

    kind: ClassVar[str] = "progress_log"
    form_no: ClassVar[int] = 14
    title: ClassVar[str] = "承办情况通报/报告记录"
    english: ClassVar[str] = "Log of handling"
    copies: ClassVar[tuple[str, ...]] = ("卷宗",)
    signed_by: ClassVar[tuple[str, ...]] = ("承办人员",)

    recipient: str
    cause: str
    stage: str = ""
    form_of_aid: str = ""
    firm: str
    lawyer: str
    entries: tuple[Entry, ...]
    logged_on: date | None = None  # without it: a draft

    def __post_init__(self) -> None:
        if not (self.firm.strip() and self.lawyer.strip()):
            raise ValueError("A log of handling names who handled.")
        if self.logged_on and any(entry.day > self.logged_on for entry in self.entries):
            raise ValueError("A step is logged when it is done.")
