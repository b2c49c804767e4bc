"""The procedure as a chart: the states in their places and the moves between them.

Drawn into ``docs/reference`` by ``manage.py draw_states`` and on screen with the present state lit.
"""

from collections.abc import Callable

from django.utils.translation import gettext

from cases.models import Case, Objection
from cases.states import (
    ENDS,
    OBJECTION_ENDS,
    OBJECTION_TURN,
    RESERVED,
    TURN,
    ObjectionStatus,
    Status,
)
from workflow.diagrams import Machine, State, moves_drawn

#: Row and column. The way of a granted case runs right along row 1 and back along row 3; what ends
#: it lies between, what takes a detour lies above.
PLACES: dict[str, tuple[float, float]] = {
    Status.SUPPLEMENTING: (0, 0.5),
    Status.VERIFYING: (0, 1.5),
    Status.REGISTERED: (1, 0),
    Status.ACCEPTED: (1, 1),
    Status.RECOMMENDED: (1, 2),
    Status.GRANTED: (1, 3),
    Status.PROPOSED: (1, 4),
    Status.REDIRECTED: (2, 0),
    Status.WITHDRAWN: (2, 1),
    Status.REFUSED: (2, 2),
    Status.TERMINATED: (2, 3),
    Status.ASSIGNED: (3, 4),
    Status.HANDLING: (3, 3),
    Status.CLOSED: (3, 2),
    Status.REPORTED: (3, 1),
    Status.ARCHIVED: (3, 0),
}


def turn_of(status: Status) -> str:
    """Whose turn it is, in words; nothing at an end."""
    return str(TURN[status].label) if status in TURN else ""


def machine(note: Callable[[Status], str] = turn_of) -> Machine:
    """The chart in the reader's language; ``note`` gives the small line of each box."""
    return Machine(
        name=gettext("The states of an application"),
        states=tuple(
            State(status.value, str(status.label), PLACES[status], note(status), _kind(status))
            for status in Status
            if status != Status.NEW
        ),
        moves=moves_drawn(Case, start=Status.NEW),
    )


OBJECTION_PLACES: dict[str, tuple[float, float]] = {
    ObjectionStatus.FILED: (0, 0),
    ObjectionStatus.EXAMINING: (0, 1),
    ObjectionStatus.UPHELD: (0, 2),
    ObjectionStatus.CORRECTED: (1, 2),
}


def objection_machine() -> Machine:
    """The way of an objection through the bureau."""
    return Machine(
        name=gettext("The states of an objection"),
        states=tuple(
            State(
                status.value,
                str(status.label),
                OBJECTION_PLACES[status],
                str(OBJECTION_TURN[status].label) if status in OBJECTION_TURN else "",
                "end" if status in OBJECTION_ENDS else "step",
            )
            for status in ObjectionStatus
            if status != ObjectionStatus.NEW
        ),
        moves=moves_drawn(Objection, start=ObjectionStatus.NEW),
    )


def _kind(status: Status) -> str:
    if status in RESERVED:
        return "reserved"
    return "end" if status in ENDS else "step"
