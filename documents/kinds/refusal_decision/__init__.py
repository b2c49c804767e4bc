"""不予法律援助决定书, form 10: the refusal, its reasons, and how to object."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Facts


@dataclass(frozen=True, kw_only=True)
class RefusalDecision(Facts):
    kind: ClassVar[str] = "refusal_decision"
    form_no: ClassVar[int] = 10
    register: ClassVar[str] = "援不决字"
    title: ClassVar[str] = "不予法律援助决定书"

    recipient: str  # the applicant, to whom it is addressed
    applied_on: date
    cause: str
    refusal_ground: str  # a clause: 你申请的事项不属于法律援助的范围
    reasons: str  # one paragraph a line
    decided_on: date
    bureau: str  # that set the agency up and hears objections (L49)
    objection_days: int
    objection_confirmed: bool = False  # an administrator has confirmed the article of the limit
    objection_basis: str = ""  # that article; printed only once it is confirmed

    def __post_init__(self) -> None:
        if not (self.refusal_ground and self.reasons.strip()):
            raise ValueError("A refusal gives its ground and its reasons (L43).")
        if self.objection_confirmed and not self.objection_basis:
            raise ValueError("A confirmed limit names its article.")
