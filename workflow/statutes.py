"""A limit of the law stays what the law says: compared with the rows that are shipped.

The interface offers no way round. This stands below it, for programs and hands: a row that would
let a statute end later than the shipped one is refused by ``LimitRule.save`` unless it says so,
and the system check ``workflow.W001`` finds one that came into the table by another way.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from workflow.calendar_store import current_calendar
from workflow.calendars import ONE_DAY
from workflow.comparison import Later, first_later
from workflow.models import LimitRule
from workflow.rules import Period, Roll, ShippedRule, Unit
from workflow.shipped import shipped_rules

#: Stands for a length that is named each time: only its roll and its hour can differ.
NAMED = 10


class LongerThanTheLaw(ValueError):
    """A row would let a limit of the law end later than the law does: a mistake in a program."""


class RowCountsOtherwise(ValueError):
    """A row of the rules would be edited: clocks were reckoned by it. Write a new row."""


def guard(rule: LimitRule, *, longer_by_law: bool) -> None:
    """Refuse to save what may not be."""
    if rule.pk is not None:
        before = LimitRule.objects.filter(pk=rule.pk).first()
        if before is not None and _says(before) != _says(rule):
            raise RowCountsOtherwise(f"{before} stands as it is: a changed limit is a new row.")
    elif not longer_by_law and (words := longer_than_shipped(rule)):
        raise LongerThanTheLaw(words)


def _says(rule: LimitRule) -> dict[str, Any]:
    return rule.said(*LimitRule.SAYS, "valid_from")


def longer_than_shipped(rule: LimitRule) -> str:
    """Why this row is later than the law, in a sentence for programmers; empty: it isn't."""
    shipped = _shipped(rule.code, rule.valid_from)
    if shipped is None or _same(rule, shipped):
        return ""
    if not rule.is_statute:
        return f"{rule} is a limit of the law and can't be a promise."
    if rule.backward != shipped.backward or (rule.amount is None) != (shipped.amount is None):
        return f"{rule} is another kind of limit than the law's."
    found = _first_later(rule, shipped)
    if found is None:
        return ""
    return (
        f"{rule} is longer than the law: begun on {found.start_on} it ends on "
        f"{found.proposed_on}, and not on {found.present_on}."
    )


def all_longer(rules: Iterable[LimitRule] | None = None) -> Iterator[str]:
    """The sentence of every row of the table that is later than the law."""
    for rule in LimitRule.objects.all() if rules is None else rules:
        if words := longer_than_shipped(rule):
            yield words


def _shipped(code: str, day: date) -> ShippedRule | None:
    """The statute that ships for this day; of two the later."""
    found = [
        rule
        for rule in shipped_rules()
        if rule.code == code
        and rule.nature == LimitRule.Nature.STATUTE
        and rule.valid_from <= day <= (rule.valid_to or day)
    ]
    return max(found, key=lambda rule: rule.valid_from, default=None)


def _same(rule: LimitRule, shipped: ShippedRule) -> bool:
    names = ("nature", "amount", "unit", "roll", "exclude_first", "backward", "cut_off")
    return all(getattr(rule, name) == getattr(shipped, name) for name in names)


def _first_later(rule: LimitRule, shipped: ShippedRule) -> Later | None:
    """On the start days of the last announced year; an hour of the shipped row is the counter's,
    and a day without one ends at 24:00 at the latest."""
    calendar = current_calendar()
    year = max(calendar.years)
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year, 12, 31) - first) // ONE_DAY))
    return first_later(calendar, _period(shipped), _period(rule), days=days)


def _period(rule: Any) -> Period:
    return Period(
        amount=rule.amount or NAMED,
        unit=Unit(rule.unit),
        roll=Roll(rule.roll),
        exclude_first=rule.exclude_first,
        backward=rule.backward,
    )
