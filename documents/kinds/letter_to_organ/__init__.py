"""法律援助公函, form 13: to the court or other organ, who stands by whom in its case."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from documents.facts import Facts


@dataclass(frozen=True, kw_only=True)
class LetterToOrgan(Facts):
    """Criminal letters are counted apart from all others, as offices do."""

    kind: ClassVar[str] = "letter_to_organ"
    form_no: ClassVar[int] = 13
    register: ClassVar[str] = "民援函字"
    criminal_register: ClassVar[str] = "刑援函字"
    title: ClassVar[str] = "法律援助公函"
    english: ClassVar[str] = "Letter to the organ handling the case"
    copies: ClassVar[tuple[str, ...]] = ("办案机关", "卷宗")

    organ: str  # 平凉市崆峒区人民法院
    recipient: str
    cause: str
    form_of_aid: str
    firm: str
    lawyer: str
    capacity: str  # what the lawyer is there: 诉讼代理人, 辩护人
    assigned_on: date
    criminal: bool = False
    role: str = ""  # what the recipient is there: 原告, 被告人
    stage: str = ""  # 一审
    licence_no: str = ""
    phone: str = ""  # of the firm, so that the organ can call
    notice_number: str = ""  # number of the notice that the letter answers
    noticed_on: date | None = None  # where the organ has notified (L36)

    def __post_init__(self) -> None:
        if not self.organ.strip():
            raise ValueError("A letter to an organ names the organ.")

    @classmethod
    def registers(cls) -> tuple[str, ...]:
        return cls.register, cls.criminal_register

    @property
    def numbered_in(self) -> str:
        return self.criminal_register if self.criminal else self.register

    @property
    def to_a_court(self) -> bool:
        return "法院" in self.organ
