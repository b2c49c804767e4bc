"""不予法律援助决定书, form 10: the refusal, its reasons, and how to object."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.kinds.objecting import OpenToObjection


@dataclass(frozen=True, kw_only=True)
class RefusalDecision(OpenToObjection):
    kind: ClassVar[str] = "refusal_decision"
    form_no: ClassVar[int] = 10
    register: ClassVar[str] = "援不决字"
    title: ClassVar[str] = "不予法律援助决定书"
    english: ClassVar[str] = "Decision to refuse legal aid"
    copies: ClassVar[tuple[str, ...]] = ("申请人", "卷宗")
    followed: ClassVar[bool] = True

    recipient: str  # the applicant, to whom it is addressed
    applied_on: date
    cause: str
    refusal_ground: str  # a clause: 你申请的事项不属于法律援助的范围
    reasons: str  # one paragraph a line
    decided_on: date

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (self.refusal_ground and self.reasons.strip()):
            raise ValueError("A refusal gives its ground and its reasons (L43).")
