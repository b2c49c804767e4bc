"""更换法律援助人员通知书, form 17: to the unit, whether it names another or stops (L55)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Facts


@dataclass(frozen=True, kw_only=True)
class ChangeNotice(Facts):
    """With ``change_by`` the same unit names somebody else by then; without it, the unit stops."""

    kind: ClassVar[str] = "change_notice"
    form_no: ClassVar[int] = 17
    register: ClassVar[str] = "援更字"
    title: ClassVar[str] = "更换法律援助人员通知书"
    english: ClassVar[str] = "Notice of a change of lawyer"
    copies: ClassVar[tuple[str, ...]] = ("承办单位", "卷宗")

    firm: str
    lawyer: str
    recipient: str
    cause: str
    reason: str  # a clause: 承办律师与本案有利益冲突
    noticed_on: date
    at_request: bool = False  # of the recipient, whose right it is (L55)
    assignment_number: str = ""  # of the notice that assigned the lawyer
    change_by: date | None = None
    change_by_provisional: bool = False  # the year's rest days are not announced yet

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("A notice of change gives its reason.")
