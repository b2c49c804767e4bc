"""补充材料/说明通知书, form 6: everything that is missing, told once, with a date (L43)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Facts


@dataclass(frozen=True, kw_only=True)
class SupplementNotice(Facts):
    kind: ClassVar[str] = "supplement_notice"
    form_no: ClassVar[int] = 6
    register: ClassVar[str] = "援补字"
    title: ClassVar[str] = "补充材料/说明通知书"
    english: ClassVar[str] = "Notice to supply papers or explanations"
    copies: ClassVar[tuple[str, ...]] = ("申请人", "卷宗")
    followed: ClassVar[bool] = True

    recipient: str  # the applicant, to whom it is addressed
    applied_on: date
    cause: str
    items: tuple[str, ...]
    noticed_on: date
    reply_by: date

    def __post_init__(self) -> None:
        if not (self.items and all(item.strip() for item in self.items)):
            raise ValueError("A supplement notice lists what is missing (L43).")
