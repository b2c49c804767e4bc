"""The tables of legal aid. Import models from here."""

from cases.models.agreements import Agreement, NoticeEdition
from cases.models.applying import Agent, CoApplicant, Intake, NumberDoubt
from cases.models.attachments import Attachment, OriginalSeen
from cases.models.case import Case, CaseQuerySet
from cases.models.consultations import Consultation, ConsultationTransition, Question
from cases.models.cooperation import Cooperation
from cases.models.corrections import Correction, CorrectionTransition
from cases.models.drafts import IntakeDraft
from cases.models.eligibility import (
    EligibilityFinding,
    HardshipLine,
    MeansStatement,
    RuleDecision,
)
from cases.models.endpoints import Endpoint
from cases.models.keeping import Erasure, LegalHold, RetentionRule
from cases.models.likenesses import LookedAt
from cases.models.notices import CaseMessage, Notice
from cases.models.objections import (
    Objection,
    ObjectionClock,
    ObjectionClockEvent,
    ObjectionPause,
    ObjectionQuerySet,
    ObjectionTransition,
)
from cases.models.offices import Office
from cases.models.organs import Forwarding, OrganDispatch, OrganLetter, OrganMessage, OrganNotice
from cases.models.papers import CasePaper, PrintedPaper, PrintJob, Service
from cases.models.people import Applicant, Membership, Opponent, User
from cases.models.providers import Absence, Assignment, Firm, HandlingEvent, Lawyer
from cases.models.records import (
    CaseClock,
    CaseClockEvent,
    CasePause,
    CaseTransition,
)
from cases.models.searches import NumberSearch

#: Every kind of clock: what ticks, and is dated anew with a changed calendar.
CLOCKS = (CaseClock, ObjectionClock)

__all__ = [
    "CLOCKS",
    "Absence",
    "Agent",
    "Agreement",
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
    "CoApplicant",
    "Consultation",
    "ConsultationTransition",
    "Cooperation",
    "Correction",
    "CorrectionTransition",
    "EligibilityFinding",
    "Endpoint",
    "Erasure",
    "Firm",
    "Forwarding",
    "HandlingEvent",
    "HardshipLine",
    "Intake",
    "IntakeDraft",
    "Lawyer",
    "LegalHold",
    "LookedAt",
    "MeansStatement",
    "Membership",
    "Notice",
    "NoticeEdition",
    "NumberDoubt",
    "NumberSearch",
    "Objection",
    "ObjectionClock",
    "ObjectionClockEvent",
    "ObjectionPause",
    "ObjectionQuerySet",
    "ObjectionTransition",
    "Office",
    "Opponent",
    "OrganDispatch",
    "OrganLetter",
    "OrganMessage",
    "OrganNotice",
    "OriginalSeen",
    "PrintJob",
    "PrintedPaper",
    "Question",
    "RetentionRule",
    "RuleDecision",
    "Service",
    "User",
]
