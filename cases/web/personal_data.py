"""What a case's page says of the applicant's own data: what was told, what waits, what is held."""

from dataclasses import dataclass
from typing import Any

from cases import permissions
from cases.models import Agreement, Case, Erasure
from cases.models.agreements import Purpose


@dataclass(frozen=True)
class DataPanel:
    """The short of it; the page behind it has the whole."""

    words: list[Agreement]
    told: bool
    waiting: int
    held: bool
    erasure: Erasure | None

    @property
    def erased(self) -> bool:
        return self.erasure is not None and self.erasure.has_begun


def data_panel(case: Case) -> DataPanel:
    """Three queries beside the case, which brings its erasure (``visible_case``)."""
    standing = case.agreements.standing()
    return DataPanel(
        words=list(standing.values()),
        told=Purpose.HANDLING in standing,
        waiting=case.corrections.filter(status="filed").count(),
        held=case.holds.filter(lifted_at=None).exists(),
        erasure=getattr(case, "erasure", None),
    )


def may(case: Case, user: Any) -> dict[str, bool]:
    """Which of the steps this person may take here."""
    held = user.roles_on(case)
    return {
        "takes_down": bool(held & permissions.TAKES_DOWN),
        "hands_over": bool(held & permissions.HANDS_OVER),
        "holds": bool(held & permissions.HOLDS),
    }
