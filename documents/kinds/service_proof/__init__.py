"""送达回证, form 22: which papers reached whom, where, how and when, signed by who took them."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from documents.facts import Form

Way = Literal["", "direct", "post", "electronic", "left", "forwarded", "public"]
#: The ways in the order of the form, in its own words.
WAYS: dict[str, str] = {
    "direct": "直接送达",
    "post": "邮寄送达",
    "electronic": "电子送达",
    "left": "留置送达",
    "forwarded": "转交送达",
    "public": "公告送达",
}


@dataclass(frozen=True, kw_only=True)
class Served:
    """One paper on the proof."""

    title: str
    label: str  # its number
    copies: int = 1


@dataclass(frozen=True, kw_only=True)
class ServiceProof(Form):
    """Prepared for the receiver's hand: address, day and signature are written in."""

    kind: ClassVar[str] = "service_proof"
    form_no: ClassVar[int] = 22
    title: ClassVar[str] = "送达回证"
    english: ClassVar[str] = "Proof of service"
    copies: ClassVar[tuple[str, ...]] = ("卷宗",)
    signed_by: ClassVar[tuple[str, ...]] = ("受送达人", "送达人")

    recipient: str
    cause: str
    papers: tuple[Served, ...]
    receiver: str = ""
    way: Way = ""
    server: str = ""

    def __post_init__(self) -> None:
        if not self.papers or any(paper.copies < 1 for paper in self.papers):
            raise ValueError("A proof of service lists what was served, at least one copy of each.")

    @property
    def ways(self) -> tuple[tuple[str, bool], ...]:
        """Each way and whether it is ticked."""
        return tuple((words, code == self.way) for code, words in WAYS.items())
