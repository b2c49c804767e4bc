"""The engine's tables. The abstract ones are tied to a subject by the domain that uses them."""

from workflow.models.audit import AuditEntry, ChainHead
from workflow.models.calendar import CalendarDay, CalendarNotice
from workflow.models.clocks import OPEN, Clock, ClockEvent, ClockQuerySet, Pause, State, What
from workflow.models.heartbeat import Heartbeat
from workflow.models.limits import LimitRule
from workflow.models.outbox import OutboxMessage
from workflow.models.recompute import Recompute
from workflow.models.rule_changes import RuleChange
from workflow.models.stages import BREACH, StageRule
from workflow.models.transitions import TransitionRecord

__all__ = [
    "BREACH",
    "OPEN",
    "AuditEntry",
    "CalendarDay",
    "CalendarNotice",
    "ChainHead",
    "Clock",
    "ClockEvent",
    "ClockQuerySet",
    "Heartbeat",
    "LimitRule",
    "OutboxMessage",
    "Pause",
    "Recompute",
    "RuleChange",
    "StageRule",
    "State",
    "TransitionRecord",
    "What",
]
