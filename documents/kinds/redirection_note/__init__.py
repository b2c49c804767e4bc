"""法律援助申请转引告知单: the matter is another agency's; which one, and why (L38)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Form


@dataclass(frozen=True, kw_only=True)
class RedirectionNote(Form):
    """No decision: the counter tells the way and keeps what it told."""

    kind: ClassVar[str] = "redirection_note"
    form_no: ClassVar[None] = None
    title: ClassVar[str] = "法律援助申请转引告知单"
    english: ClassVar[str] = "Note of redirection"
    copies: ClassVar[tuple[str, ...]] = ("申请人", "卷宗")
    followed: ClassVar[bool] = True
    signed_by: ClassVar[tuple[str, ...]] = ("申请人", "经办人")

    station: str
    applicant: str
    cause: str
    received_on: date
    to: str  # the agency that is competent
    why: str  # one paragraph a line
    told_on: date
    told_by: str
    stage: str = ""  # 一审

    def __post_init__(self) -> None:
        if not (self.to.strip() and self.why.strip()):
            raise ValueError("A redirection says where to go and why (L38).")
