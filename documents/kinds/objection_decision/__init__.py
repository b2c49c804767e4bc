"""异议审查决定书, form 20: the bureau's ruling on an objection, under its own seal (L49)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from documents.facts import Facts

Ruling = Literal["upheld", "corrected"]
Contested = Literal["refusal", "termination"]


@dataclass(frozen=True, kw_only=True)
class ObjectionDecision(Facts):
    """``agency`` is here the justice bureau that rules."""

    kind: ClassVar[str] = "objection_decision"
    form_no: ClassVar[int] = 20
    register: ClassVar[str] = "援异字"
    title: ClassVar[str] = "法律援助异议审查决定书"
    english: ClassVar[str] = "Decision on an objection"
    copies: ClassVar[tuple[str, ...]] = ("异议人", "法律援助机构", "卷宗")
    followed: ClassVar[bool] = True

    objector: str
    decided_by: str  # the agency whose decision is contested
    contested: Contested
    contested_on: date  # the day of that decision
    cause: str
    filed_on: date
    objection: str  # what the objector says, one paragraph a line
    finding: str  # what the bureau found, one paragraph a line
    ruling: Ruling
    ruled_on: date
    contested_number: str = ""
    order: str = ""  # what the agency must do: a clause, with "corrected"

    def __post_init__(self) -> None:
        if not (self.objection.strip() and self.finding.strip()):
            raise ValueError("A ruling says what was objected and what was found (L49).")
        if (self.ruling == "corrected") != bool(self.order.strip()):
            raise ValueError("A ruling orders a correction, or upholds (L49).")
