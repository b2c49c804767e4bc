"""法律援助协作函, form 7: another agency is asked to look into what we can't see from here."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Facts


@dataclass(frozen=True, kw_only=True)
class CooperationLetter(Facts):
    kind: ClassVar[str] = "cooperation_letter"
    form_no: ClassVar[int] = 7
    register: ClassVar[str] = "援协字"
    title: ClassVar[str] = "法律援助协作函"
    english: ClassVar[str] = "Letter asking for co-operation"
    copies: ClassVar[tuple[str, ...]] = ("协作机构", "卷宗")

    to: str  # 西安市碑林区法律援助中心
    applicant: str
    cause: str
    items: tuple[str, ...]  # what is to be looked into, one each
    asked_on: date
    reply_by: date
    background: str = ""  # what the other agency must know, one paragraph a line
    enclosed: tuple[str, ...] = ()  # papers sent along

    def __post_init__(self) -> None:
        if not (self.items and all(item.strip() for item in self.items)):
            raise ValueError("A letter of co-operation says what is to be looked into.")
        if self.reply_by <= self.asked_on:
            raise ValueError("A letter of co-operation leaves time for the reply.")
