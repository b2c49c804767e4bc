"""终止法律援助公函, form 19: the organ that was told of the lawyer is told that aid has ended."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Facts


@dataclass(frozen=True, kw_only=True)
class TerminationLetter(Facts):
    kind: ClassVar[str] = "termination_letter"
    form_no: ClassVar[int] = 19
    register: ClassVar[str] = "援终函字"
    title: ClassVar[str] = "终止法律援助公函"
    english: ClassVar[str] = "Letter of termination to the organ"
    copies: ClassVar[tuple[str, ...]] = ("办案机关", "卷宗")

    organ: str
    recipient: str
    cause: str
    firm: str  # these three as the organ was told
    lawyer: str
    capacity: str
    item: int  # of L48, one to eight
    decided_on: date
    decision_number: str
    letter_number: str = ""  # of the letter that told the organ

    def __post_init__(self) -> None:
        if not self.organ.strip():
            raise ValueError("A letter to an organ names the organ.")
        if not 1 <= self.item <= 8:
            raise ValueError("Aid ends on one of eight grounds (L48).")
