"""The engine's tables. The abstract ones are tied to a subject by the domain that uses them."""

from workflow.models.audit import AuditEntry, ChainHead
from workflow.models.clocks import OPEN, Clock, ClockEvent, Pause, Stage, State, What
from workflow.models.heartbeat import Heartbeat
from workflow.models.limits import CalendarDay, CalendarNotice, LimitRule
from workflow.models.outbox import OutboxMessage
from workflow.models.transitions import TransitionRecord

__all__ = [
    "OPEN",
    "AuditEntry",
    "CalendarDay",
    "CalendarNotice",
    "ChainHead",
    "Clock",
    "ClockEvent",
    "Heartbeat",
    "LimitRule",
    "OutboxMessage",
    "Pause",
    "Stage",
    "State",
    "TransitionRecord",
    "What",
]
