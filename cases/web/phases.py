"""The way of a case in eight steps, with the one where it stands: a picture for the quick look."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Case
from cases.states import ENDS, Status

PHASES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (pgettext_lazy("phase", "Registration"), (Status.REGISTERED, Status.SUPPLEMENTING)),
    (pgettext_lazy("phase", "Review"), (Status.ACCEPTED, Status.VERIFYING)),
    (pgettext_lazy("phase", "Decision"), (Status.RECOMMENDED,)),
    (pgettext_lazy("phase", "Assignment"), (Status.GRANTED, Status.PROPOSED, Status.ASSIGNED)),
    (pgettext_lazy("phase", "Handling"), (Status.HANDLING,)),
    (pgettext_lazy("phase", "Closing"), (Status.CLOSED, Status.REPORTED)),
    (pgettext_lazy("phase", "Archive"), (Status.ARCHIVED,)),
)
#: Ways that leave the road early: how far they had come can't be told from the status alone.
EARLY_ENDS: dict[str, Any] = {
    Status.REFUSED: _("Aid refused"),
    Status.WITHDRAWN: _("Withdrawn"),
    Status.REDIRECTED: _("Redirected"),
    Status.TERMINATED: _("Terminated"),
}


@dataclass(frozen=True)
class Phase:
    label: Any
    state: str  # past, present, future or ended


def phases_of(case: Case) -> list[Phase]:
    if case.status in EARLY_ENDS:
        return [Phase(EARLY_ENDS[case.status], "ended")]
    present = next(
        (place for place, (_label, states) in enumerate(PHASES) if case.status in states), 0
    )
    return [
        Phase(
            label,
            "past"
            if place < present or case.status in ENDS
            else "present"
            if place == present
            else "future",
        )
        for place, (label, _states) in enumerate(PHASES)
    ]
