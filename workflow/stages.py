"""The stages of a limit: when each is told, and which one comes next."""

from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings

from workflow.models.clocks import Stage
from workflow.moments import moment_on

#: Whole days before the last day on which each warning is given.
WARNINGS = ((Stage.TWO_DAYS, 2), (Stage.ONE_DAY, 1), (Stage.LAST_DAY, 0))
#: When the office opens: a warning at midnight would be read under a pile of mail.
#: The setting WORKFLOW_WARN_AT overrules it.
WARN_AT = time(8, 30)


def schedule(clock: Any) -> list[tuple[Stage, datetime]]:
    """Every stage of the clock with its moment, in order; empty while it has no last day.

    Warnings count back from the earliest last day, the breach waits for the latest: while a year
    is unannounced nobody is warned too late and nobody is accused too early.
    """
    over = clock.breach_at
    if over is None:
        return []
    warn_at = getattr(settings, "WORKFLOW_WARN_AT", WARN_AT)
    warnings = [
        (stage, moment_on(clock.due_earliest - timedelta(days=days), warn_at))
        for stage, days in WARNINGS
    ]
    return [warning for warning in warnings if warning[1] < over] + [(Stage.BREACH, over)]


def arm(clock: Any, *, at: datetime) -> None:
    """Set the clock's next stage after ``at``. Warnings whose time is over are left out without a
    word; a breach never is."""
    stages = schedule(clock)
    coming = [(stage, moment) for stage, moment in stages if moment > at] or stages[-1:]
    clock.next_stage, clock.next_action_at = coming[0] if coming else ("", None)


def disarm(clock: Any) -> None:
    """No stage is to come: the clock stands still or has ended."""
    clock.next_stage, clock.next_action_at = "", None


def reached(clock: Any, *, at: datetime) -> list[Stage]:
    """The armed stage and those after it whose moment has come: after an outage several at once."""
    order = list(Stage)
    armed = order.index(Stage(clock.next_stage))
    return [
        stage for stage, moment in schedule(clock) if moment <= at and order.index(stage) >= armed
    ]
