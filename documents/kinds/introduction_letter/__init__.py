"""机构介绍信, form 15: the lawyer goes somewhere on the case, and is let in."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Facts


@dataclass(frozen=True, kw_only=True)
class IntroductionLetter(Facts):
    kind: ClassVar[str] = "introduction_letter"
    form_no: ClassVar[int] = 15
    register: ClassVar[str] = "援介字"
    title: ClassVar[str] = "法律援助机构介绍信"
    english: ClassVar[str] = "Letter of introduction"
    copies: ClassVar[tuple[str, ...]] = ("接洽单位", "卷宗")

    to: str  # 平凉市不动产登记中心
    person: str
    unit: str  # the person's
    recipient: str
    cause: str
    purpose: str  # a paragraph a line
    issued_on: date
    valid_until: date
    licence_no: str = ""

    def __post_init__(self) -> None:
        if not self.purpose.strip():
            raise ValueError("An introduction says what the person comes for.")
        if self.valid_until < self.issued_on:
            raise ValueError("An introduction is valid for a day at least.")
