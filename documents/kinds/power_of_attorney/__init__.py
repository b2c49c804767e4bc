"""授权委托书, form 3: the recipient makes the lawyer act, within a general or a special authority."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from documents.facts import Form

Role = Literal["代理人", "诉讼代理人", "辩护人"]
Scope = Literal["", "general", "special"]


@dataclass(frozen=True, kw_only=True)
class PowerOfAttorney(Form):
    """Prepared for signing: the identity number and the address are written in by hand."""

    kind: ClassVar[str] = "power_of_attorney"
    form_no: ClassVar[int] = 3
    title: ClassVar[str] = "授权委托书"
    english: ClassVar[str] = "Power of attorney"
    copies: ClassVar[tuple[str, ...]] = ("办案机关", "承办单位", "卷宗")
    signed_by: ClassVar[tuple[str, ...]] = ("委托人",)

    recipient: str
    cause: str
    stage: str  # 一审; until when the authority lasts
    firm: str
    lawyer: str
    licence_no: str
    role: Role
    sex: str = ""
    lawyer_phone: str = ""
    opponents: tuple[str, ...] = ()
    scope: Scope = ""  # empty: ticked by hand; a defender has neither

    def __post_init__(self) -> None:
        if self.role == "辩护人" and self.scope:
            raise ValueError("A defender's authority is neither general nor special.")
