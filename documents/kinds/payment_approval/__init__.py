"""办案补贴审批表, the agency's own: what is paid to whom for a case, checked and approved (L52)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from documents.facts import Form


@dataclass(frozen=True, kw_only=True)
class PaymentApproval(Form):
    """One page always: the catalogue counts on it."""

    kind: ClassVar[str] = "payment_approval"
    form_no: ClassVar[None] = None
    title: ClassVar[str] = "法律援助办案补贴审批表"
    english: ClassVar[str] = "Approval of the subsidy"
    copies: ClassVar[tuple[str, ...]] = ("财务", "卷宗")
    signed_by: ClassVar[tuple[str, ...]] = ("案卷审核人", "审批人", "领取人")

    firm: str
    payee: str
    recipient: str
    cause: str
    form_of_aid: str
    ended_on: date
    outcome: str  # 胜诉, 终止法律援助
    amount: Decimal
    checked_by: str
    checked_on: date

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise ValueError("Where nothing is paid there is nothing to approve.")
