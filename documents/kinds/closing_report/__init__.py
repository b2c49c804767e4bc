"""结案报告表, form 21: how a case was handled, how it ended, what it brought the recipient."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from documents.facts import Form


@dataclass(frozen=True, kw_only=True)
class ClosingReport(Form):
    """Final with the day it was handed in; without it a draft, which says so and leaves blanks."""

    kind: ClassVar[str] = "closing_report"
    form_no: ClassVar[int] = 21
    title: ClassVar[str] = "法律援助案件结案报告表"
    english: ClassVar[str] = "Closing report"
    copies: ClassVar[tuple[str, ...]] = ("卷宗",)
    signed_by: ClassVar[tuple[str, ...]] = ("承办律师", "承办单位")

    firm: str
    lawyer: str
    recipient: str
    cause: str
    stage: str
    form_of_aid: str
    applied_on: date
    granted_on: date
    closed_on: date
    closing_event: str  # 收到判决书、裁定书或者调解书
    result: str  # 胜诉
    organ: str = ""  # the organ that handled the matter
    assigned_on: date | None = None
    summary: str = ""  # a paragraph a line
    recovered: Decimal | None = None  # yuan; None: nothing to reckon in money
    enclosed: tuple[str, ...] = ()
    reported_on: date | None = None

    def __post_init__(self) -> None:
        if self.reported_on and not self.summary.strip():
            raise ValueError("A closing report says how the case was handled (L50).")
