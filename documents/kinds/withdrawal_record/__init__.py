"""撤回法律援助申请记录: at the applicant's request, or since the papers never came (L43)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Form


@dataclass(frozen=True, kw_only=True)
class WithdrawalRecord(Form):
    """With ``request`` the applicant asked for it; without, it is deemed (L43)."""

    kind: ClassVar[str] = "withdrawal_record"
    form_no: ClassVar[None] = None
    title: ClassVar[str] = "撤回法律援助申请记录"
    english: ClassVar[str] = "Record of withdrawal"
    copies: ClassVar[tuple[str, ...]] = ("申请人", "卷宗")
    followed: ClassVar[bool] = True
    signed_by: ClassVar[tuple[str, ...]] = ("经办人",)

    station: str
    applicant: str
    cause: str
    received_on: date
    recorded_on: date
    recorded_by: str
    request: str = ""  # what the signed request says, one paragraph a line
    notice_number: str = ""  # of the notice that asked for the papers
    items: tuple[str, ...] = ()  # what it asked for
    reply_by: date | None = None

    def __post_init__(self) -> None:
        if self.deemed and not (self.items and self.reply_by):
            raise ValueError("A withdrawal was asked for, or papers did not come by a day (L43).")

    @property
    def deemed(self) -> bool:
        return not self.request.strip()
