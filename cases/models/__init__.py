"""The tables of legal aid. Import models from here."""

from cases.models.attachments import Attachment
from cases.models.case import Case, CaseQuerySet
from cases.models.offices import Office
from cases.models.people import Applicant, Membership, Opponent, User
from cases.models.providers import Absence, Assignment, Firm, HandlingEvent, Lawyer
from cases.models.records import (
    CaseClock,
    CaseClockEvent,
    CaseMessage,
    CasePaper,
    CasePause,
    CaseTransition,
    Notice,
)

__all__ = [
    "Absence",
    "Applicant",
    "Assignment",
    "Attachment",
    "Case",
    "CaseClock",
    "CaseClockEvent",
    "CaseMessage",
    "CasePaper",
    "CasePause",
    "CaseQuerySet",
    "CaseTransition",
    "Firm",
    "HandlingEvent",
    "Lawyer",
    "Membership",
    "Notice",
    "Office",
    "Opponent",
    "User",
]
