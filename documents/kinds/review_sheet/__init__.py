"""法律援助审查表, form 8: the three tests with what they rest on, an opinion, and the head's word."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from documents.facts import Form


@dataclass(frozen=True, kw_only=True)
class ReviewSheet(Form):
    """Inside the house. Printed with the opinion; the head signs it by hand at the decision, which
    has a paper of its own."""

    kind: ClassVar[str] = "review_sheet"
    form_no: ClassVar[int] = 8
    title: ClassVar[str] = "法律援助审查表"
    english: ClassVar[str] = "Review sheet"
    copies: ClassVar[tuple[str, ...]] = ("卷宗",)
    signed_by: ClassVar[tuple[str, ...]] = ("审查人", "负责人")

    applicant: str
    sex: str = ""
    groups: tuple[str, ...] = ()
    station: str
    applied_on: date
    cause: str
    stage: str = ""
    claim: str  # a paragraph a line
    papers: tuple[str, ...]
    person_qualifies: bool
    scope_basis: str  # 《中华人民共和国法律援助法》第三十一条第（五）项; empty: out of scope
    means: Literal["met", "not_required", "not_checked", "not_met"]
    means_basis: str = ""  # what the answer on means rests on
    findings: tuple[str, ...] = ()  # every test with its outcome, a line each
    income: Decimal | None = None  # yuan a head and month
    evidence: str
    opinion: Literal["grant", "refuse"]
    reasons: str
    reviewed_by: str
    reviewed_on: date

    def __post_init__(self) -> None:
        if not (self.evidence.strip() and self.reasons.strip()):
            raise ValueError("A review says what its tests rest on, and its reasons.")
        fails = not self.person_qualifies or not self.scope_basis or self.means == "not_met"
        if self.opinion == "grant" and fails:
            raise ValueError("A test is failed: the opinion can't be to grant.")
