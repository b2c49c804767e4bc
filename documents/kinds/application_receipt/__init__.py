"""申请材料接收凭证, form 5: what the counter took in, how many copies of each, and when."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Form


@dataclass(frozen=True, kw_only=True)
class Received:
    """One line of the list: ``copies`` counts sheets of the same paper."""

    name: str
    copies: int = 1
    remark: str = ""  # 原件已核, 复印件


@dataclass(frozen=True, kw_only=True)
class ApplicationReceipt(Form):
    """The counter keeps one copy, who handed the papers in takes the other."""

    kind: ClassVar[str] = "application_receipt"
    form_no: ClassVar[int] = 5
    title: ClassVar[str] = "法律援助申请材料接收凭证"
    english: ClassVar[str] = "Receipt for the papers of an application"
    copies: ClassVar[tuple[str, ...]] = ("申请人", "卷宗")
    followed: ClassVar[bool] = True
    signed_by: ClassVar[tuple[str, ...]] = ("提交人", "接收人")

    station: str  # 平凉市中级人民法院法律援助工作站
    applicant: str
    cause: str
    items: tuple[Received, ...]
    received_on: date
    received_by: str
    agent: str = ""  # who handed them in for the applicant

    def __post_init__(self) -> None:
        if not self.items or any(item.copies < 1 for item in self.items):
            raise ValueError("A receipt lists what was received, at least one copy of each.")
