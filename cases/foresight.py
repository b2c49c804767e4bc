"""What a changed promise would do: where it would end after the limit of the law that bounds it.

The statute is the outer limit and can't be changed; the earlier of the two binds (domain notes, 9).
So a promise that ends later breaks nothing, and is worth nothing: an administrator is shown where,
before and after the start, with both last days.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F

from cases.limits import BOUNDED_BY
from cases.models import CaseClock, CasePause
from workflow.calendar_store import current_calendar
from workflow.calendars import Calendar
from workflow.comparison import Later, all_later
from workflow.models import OPEN, LimitRule
from workflow.moments import cut_off_on, local_moment
from workflow.rules import Interval, Period, Unit, reckon

#: As many cases, and start days, are named one by one; the rest is counted.
CASES, EXAMPLES = 200, 5
YEAR = 365


@dataclass(frozen=True)
class Outlived:
    """An open case whose promise would end after the law: both last days."""

    number: str
    law_on: date
    promise_on: date


@dataclass(frozen=True)
class Foreseen:
    """The cases and the start days for which the promise would end after the law."""

    law: str
    cases: tuple[Outlived, ...] = ()
    case_count: int = 0
    examples: tuple[Later, ...] = ()
    day_count: int = 0
    past_count: int = 0
    year: int = YEAR

    @property
    def warns(self) -> bool:
        return bool(self.case_count or self.day_count or self.past_count)

    @property
    def more(self) -> int:
        """The cases that are counted and not named."""
        return self.case_count - len(self.cases)

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the change."""
        return {
            "law": self.law,
            "case_count": self.case_count,
            "cases": [_texts(asdict(one)) for one in self.cases],
            "day_count": self.day_count,
            "past_count": self.past_count,
            "examples": [_texts(asdict(one)) for one in self.examples],
        }


def _texts(fields: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in fields.items()}


def foresee(promise: Any, *, on: date, today: date) -> Foreseen | None:
    """What this promise would do from the day ``on``; None where no limit of the law bounds it.

    ``promise`` is a rule or a change that proposes one. Start days of the year before are looked
    at too: their rest days are all announced.
    """
    law_code = BOUNDED_BY.get(promise.code)
    if law_code is None or promise.amount is None:
        return None
    law = LimitRule.objects.in_force(law_code, on)
    calendar = current_calendar()
    hours = (law.cut_off, promise.cut_off)
    ahead = list(
        all_later(calendar, law.period, promise.period, days=_days(on, YEAR), cut_offs=hours)
    )
    before = _days(today - timedelta(days=YEAR), YEAR)
    past = sum(1 for _ in all_later(calendar, law.period, promise.period, days=before))
    found = list(_outlived(promise, law_code, calendar, today))
    return Foreseen(
        law=law.name,
        cases=tuple(found[:CASES]),
        case_count=len(found),
        examples=tuple(ahead[:EXAMPLES]),
        day_count=len(ahead),
        past_count=past,
    )


def _days(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(count))


def _outlived(promise: Any, law_code: str, calendar: Calendar, today: date) -> Iterator[Outlived]:
    """The open cases, counted as if the new promise were theirs. A pause that lasts is read as if
    it ended today. Cases that began on one day and stood still alike are reckoned once."""
    pauses = _pauses(law_code, today)
    known: dict[Any, tuple[datetime, date]] = {}
    law = CaseClock.objects.filter(code=law_code, state__in=OPEN).select_related("rule")
    for clock in law.annotate(number=F("subject__number")).order_by("number").iterator():
        still = tuple(pauses.get(clock.pk, ()))
        by_law = _end(known, calendar, clock, clock.period, still, clock.cut_off)
        cut_off = promise.cut_off_for(clock.channel)
        by_promise = _end(known, calendar, clock, promise.period, still, cut_off)
        if by_promise[0] > by_law[0]:
            yield Outlived(clock.number, by_law[1], by_promise[1])


def _pauses(law_code: str, today: date) -> dict[int, list[Interval]]:
    found: dict[int, list[Interval]] = {}
    of_open = CasePause.objects.filter(clock__code=law_code, clock__state__in=OPEN)
    for clock, began, ended in of_open.order_by("pk").values_list(
        "clock_id", "asked_on", "complete_on"
    ):
        found.setdefault(clock, []).append(Interval(began, ended or max(began, today)))
    return found


def _end(
    known: dict[Any, tuple[datetime, date]],
    calendar: Calendar,
    clock: Any,
    period: Period,
    pauses: tuple[Interval, ...],
    cut_off: Any,
) -> tuple[datetime, date]:
    """The moment at which the limit would be over, and its last day."""
    hours = period.unit is Unit.HOURS
    began: Any = local_moment(clock.started_at) if hours else clock.started_on
    key = (period, began, pauses, cut_off)
    if key not in known:
        answer = reckon(calendar, began, period, pauses)
        assert answer.due_on is not None  # every pause is closed
        known[key] = (answer.due_at or cut_off_on(answer.due_on, cut_off), answer.due_on)
    return known[key]
