"""What papers share that one may object to: the bureau, and how long (L49)."""

from dataclasses import dataclass

from documents.facts import Facts


@dataclass(frozen=True, kw_only=True)
class OpenToObjection(Facts):
    """A decision of the agency; its page includes ``documents/objecting.html``."""

    bureau: str  # that set the agency up and hears objections (L49)
    objection_days: int
    objection_confirmed: bool = False  # an administrator has confirmed the article of the limit
    objection_basis: str = ""  # that article; printed only once it is confirmed

    def __post_init__(self) -> None:
        if self.objection_confirmed and not self.objection_basis:
            raise ValueError("A confirmed limit names its article.")
