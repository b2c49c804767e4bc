"""终止法律援助决定书, form 18: aid ends on one of the eight grounds, and how to object (L48, L49)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.kinds.objecting import OpenToObjection


@dataclass(frozen=True, kw_only=True)
class TerminationDecision(OpenToObjection):
    kind: ClassVar[str] = "termination_decision"
    form_no: ClassVar[int] = 18
    register: ClassVar[str] = "援终字"
    title: ClassVar[str] = "终止法律援助决定书"
    english: ClassVar[str] = "Decision to terminate legal aid"
    copies: ClassVar[tuple[str, ...]] = ("受援人", "承办单位", "卷宗")
    followed: ClassVar[bool] = True

    recipient: str
    cause: str
    granted_on: date
    item: int  # of L48, one to eight
    ground: str  # that item, as a clause
    reasons: str  # the facts, one paragraph a line
    decided_on: date
    grant_number: str = ""  # of the decision that gave the aid
    firm: str = ""  # nobody was assigned yet

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.item <= 8:
            raise ValueError("Aid ends on one of eight grounds (L48).")
        if not (self.ground.strip() and self.reasons.strip()):
            raise ValueError("A termination gives its ground and the facts (L48).")

    @property
    def receivers(self) -> tuple[str, ...]:
        return tuple(one for one in self.copies if self.firm or one != "承办单位")
