"""By when a question must be answered: 24 hours by web, 7 working days by letter, else at once.

The two limits are rows of the catalogue (``consult_web``, ``consult_letter``): an office changes
them as it changes every other. Both are local reprints of a standard, shown as the office's own
rule until an administrator confirms their article.
"""

from datetime import datetime

from cases.consultation import LIMITS
from workflow.calendar_store import current_calendar
from workflow.models import LimitRule
from workflow.moments import cut_off_on, local_day, local_moment
from workflow.rules import Unit, reckon


def rule_for(way: str, asked_at: datetime) -> LimitRule | None:
    """The limit in force on the day of the question; None: at once, or the promise was withdrawn."""
    code = LIMITS.get(way)
    if code is None:
        return None
    in_force = LimitRule.objects.valid_on(local_day(asked_at)).filter(code=code)
    return in_force.order_by("-valid_from").first()


def due_of(way: str, asked_at: datetime, rule: LimitRule | None) -> datetime | None:
    """The moment by which it must be answered; None: nothing is promised."""
    if rule is None:
        return None if way in LIMITS else asked_at
    in_hours = rule.unit == Unit.HOURS
    start = local_moment(asked_at) if in_hours else local_day(asked_at)
    found = reckon(current_calendar(), start, rule.period)
    if found.due_at is not None:
        return found.due_at
    # Where the rest days of a year are not announced yet, nobody is called late too early.
    last = found.due_latest or found.due_on
    assert last is not None  # nothing pauses it
    return cut_off_on(last, rule.cut_off_for(way))
