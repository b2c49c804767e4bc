"""给予法律援助决定书, form 9: the decision to grant aid, also the provisional one (aid first)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from documents.facts import Facts

Means = Literal["met", "not_required", "not_checked"]


@dataclass(frozen=True, kw_only=True)
class GrantDecision(Facts):
    kind: ClassVar[str] = "grant_decision"
    form_no: ClassVar[int] = 9
    register: ClassVar[str] = "援决字"
    title: ClassVar[str] = "给予法律援助决定书"
    english: ClassVar[str] = "Decision to grant legal aid"
    copies: ClassVar[tuple[str, ...]] = ("受援人", "卷宗")
    followed: ClassVar[bool] = True

    recipient: str
    applied_on: date
    cause: str  # 请求支付拖欠劳动报酬纠纷
    papers_count: int
    form_of_aid: str  # 民事诉讼代理
    decided_on: date
    assign_by: date
    scope_basis: str = ""  # 《中华人民共和国法律援助法》第三十一条第（五）项
    means: Means | None = None
    means_basis: str = ""  # 《甘肃省法律援助条例》; empty: the page says no more than it did
    income: Decimal | None = None  # yuan a head and month; printed when means is "met"
    provisional: bool = False
    assign_by_provisional: bool = False  # the year's rest days are not announced yet
    provisional_ground: str = ""  # 申请仲裁的时效期限届满不足七日，需要及时申请仲裁
    bureau: str = ""  # that ordered it, after an objection against a refusal (L49)
    ordered_by: str = ""  # the number of its ruling

    def __post_init__(self) -> None:
        if self.provisional and not self.provisional_ground:
            raise ValueError("A provisional decision names its ground (L44).")
        if bool(self.bureau) != bool(self.ordered_by):
            raise ValueError(
                "A decision on an order names the bureau and the number of its ruling."
            )
        if not (self.provisional or self.ordered_by or (self.scope_basis and self.means)):
            raise ValueError("A decision names the scope and the finding on means.")
