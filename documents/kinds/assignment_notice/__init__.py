"""指派通知书, form 11: to the firm, which lawyer handles whose case, and by when to sign."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Facts


@dataclass(frozen=True, kw_only=True)
class AssignmentNotice(Facts):
    kind: ClassVar[str] = "assignment_notice"
    form_no: ClassVar[int] = 11
    register: ClassVar[str] = "援指字"
    title: ClassVar[str] = "指派通知书"
    english: ClassVar[str] = "Notice of assignment"
    copies: ClassVar[tuple[str, ...]] = ("承办单位", "卷宗")

    firm: str
    lawyer: str
    recipient: str
    sex: str  # 男, 女, or empty
    phone: str  # masked: 138****5678, or empty
    cause: str
    form_of_aid: str
    assigned_on: date
    agreement_by: date
    agreement_by_provisional: bool = False  # the year's rest days are not announced yet

    def __post_init__(self) -> None:
        if self.phone and "*" not in self.phone:
            raise ValueError("A recipient's phone is masked before it is printed.")
