"""经济困难状况说明表, form 4: what a household has, earns, spends and owes, stated by oneself."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from documents.facts import Form, refuse_unmasked


@dataclass(frozen=True, kw_only=True)
class Member:
    """One person of the household; amounts are yuan a month."""

    name: str
    age: int | None = None
    relation: str = ""
    work: str = ""
    wage: Decimal | None = None
    business: Decimal | None = None
    other: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Belongings:
    """What the household has, in the applicant's words."""

    savings: str = ""
    housing: str = ""
    vehicles: str = ""
    other: str = ""


@dataclass(frozen=True, kw_only=True)
class MeansStatement(Form):
    """A statement, not a proof: the agency checks it or takes a pledge of good faith (L41)."""

    kind: ClassVar[str] = "means_statement"
    form_no: ClassVar[int] = 4
    title: ClassVar[str] = "经济困难状况说明表"
    english: ClassVar[str] = "Statement of financial hardship"
    copies: ClassVar[tuple[str, ...]] = ("卷宗",)
    signed_by: ClassVar[tuple[str, ...]] = ("申请人",)

    applicant: str
    sex: str = ""
    id_no: str = ""  # masked
    phone: str = ""  # masked
    cause: str
    household_size: int | None = None
    household: tuple[Member, ...] = ()
    income: Decimal | None = None  # yuan a month, of all together
    income_per_head: Decimal | None = None
    spending: Decimal | None = None
    spending_on: str = ""  # what for: 医疗, 学费
    belongings: Belongings
    debts: str = ""
    hardship: str = ""  # why it is hard, a paragraph a line
    check: Literal["", "sharing", "pledge"] = ""  # how the agency may check it (L41)

    stated_on: date | None = None

    def __post_init__(self) -> None:
        refuse_unmasked(self.id_no, self.phone)
        if not self.applicant.strip():
            raise ValueError("A statement of means names who states it.")
        if self.household_size is not None and len(self.household) > self.household_size:
            raise ValueError("More people are listed than the household has.")

    @property
    def blank_rows(self) -> range:
        """Lines to write on, so that nobody of the household lacks a place."""
        return range(max(0, 4 - len(self.household)))
