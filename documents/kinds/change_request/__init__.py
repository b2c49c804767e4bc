"""更换法律援助人员申请表, form 16: who asks for another handler, why, and what was decided on it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from documents.facts import Form, refuse_unmasked


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A paper handed in with the request."""

    name: str
    pages: int = 1


@dataclass(frozen=True, kw_only=True)
class ChangeRequest(Form):
    """Asked for by the recipient (L55), or by the handler who may or can not go on. Reasons, proofs
    and opinions may be empty: then it is printed to be filled in by hand."""

    kind: ClassVar[str] = "change_request"
    form_no: ClassVar[int] = 16
    title: ClassVar[str] = "更换法律援助人员申请表"
    english: ClassVar[str] = "Request for another lawyer"
    copies: ClassVar[tuple[str, ...]] = ("卷宗",)
    signed_by: ClassVar[tuple[str, ...]] = ("申请人", "工作人员", "负责人")

    asked_by: Literal["recipient", "handler"]
    recipient: str
    phone: str = ""  # masked
    cause: str
    firm: str
    lawyer: str
    form_of_aid: str = ""
    reasons: str = ""  # a paragraph a line
    proofs: tuple[Proof, ...] = ()
    asked_on: date | None = None
    staff_opinion: str = ""
    staff: str = ""
    staffed_on: date | None = None

    def __post_init__(self) -> None:
        refuse_unmasked(self.phone)
        if not (self.firm.strip() and self.lawyer.strip()):
            raise ValueError("A request for another handler names the present one.")
        if any(proof.pages < 1 for proof in self.proofs):
            raise ValueError("A proof has at least one page.")
        if self.staff_opinion and not self.reasons:
            raise ValueError("An opinion is given on reasons: there are none.")

    @property
    def pages(self) -> int:
        return sum(proof.pages for proof in self.proofs)
