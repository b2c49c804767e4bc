"""Every move a case can make, by the part of the procedure it belongs to.

The decorators are the table of procedure.md section 3. Each move sets fields of its case and does
nothing else; what follows from it is the action's (``cases/actions``).
"""

from cases.models.moves.assignment import AssignmentMoves
from cases.models.moves.cooperation import CooperationMoves
from cases.models.moves.decision import DecisionMoves
from cases.models.moves.handling import HandlingMoves
from cases.models.moves.intake import IntakeMoves
from cases.models.moves.notice import NoticeMoves
from cases.models.moves.reopening import ReopeningMoves

__all__ = [
    "AssignmentMoves",
    "CooperationMoves",
    "DecisionMoves",
    "HandlingMoves",
    "IntakeMoves",
    "NoticeMoves",
    "ReopeningMoves",
]
