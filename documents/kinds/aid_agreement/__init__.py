"""委托代理/辩护协议, form 12: what recipient and firm owe each other in a case of legal aid (P27)."""

from dataclasses import dataclass
from typing import ClassVar

from documents.facts import Form
from documents.kinds.power_of_attorney import Role, Scope


@dataclass(frozen=True, kw_only=True)
class AidAgreement(Form):
    """Prepared for signing by both sides: identity number and address are written in by hand."""

    kind: ClassVar[str] = "aid_agreement"
    form_no: ClassVar[int] = 12
    title: ClassVar[str] = "委托代理/辩护协议"
    english: ClassVar[str] = "Agreement on representation"
    copies: ClassVar[tuple[str, ...]] = ("受援人", "承办单位", "卷宗")
    signed_by: ClassVar[tuple[str, ...]] = ("受援人", "承办单位", "承办律师")

    recipient: str
    cause: str
    stage: str
    form_of_aid: str
    firm: str
    lawyer: str
    licence_no: str
    role: Role
    opponents: tuple[str, ...] = ()
    assignment: str = ""  # the number of the notice that assigned the firm
    scope: Scope = ""

    def __post_init__(self) -> None:
        if self.role == "辩护人" and self.scope:
            raise ValueError("A defender's authority is neither general nor special.")
