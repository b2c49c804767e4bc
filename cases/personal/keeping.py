"""Whose time is over: cases that ended so many years ago, that nobody holds, by a confirmed rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q
from django.utils.timezone import localdate

from cases.models import Case, Erasure, LegalHold, RetentionRule
from workflow.moments import moment_on


@dataclass(frozen=True)
class Over:
    """A case that may be erased, by which rule, and until when it was to be kept."""

    case_id: int
    number: str
    rule: RetentionRule
    due_on: date


def ended_on(case: Case) -> date | None:
    """The day of its present end; nothing while it goes on."""
    record = case.history.filter(target=case.status).order_by("seq").last()
    return localdate(record.at) if case.ended and record else None


def is_held(case_id: int) -> bool:
    return LegalHold.objects.filter(case=case_id, lifted_at=None).exists()


def kept_until(case: Case, *, on: date) -> date | None:
    """The last day on which its values are kept, by the rule in force; None: nothing is set."""
    rule, ended = RetentionRule.objects.in_force(on).get(case.status), ended_on(case)
    return rule.due_on(ended) if rule and ended else None


def overdue(*, at: datetime, agencies: Any = None) -> Iterator[Over]:
    """Every case past its time that nobody holds and that is not listed yet, the oldest first."""
    today = localdate(at)
    for ending, rule in RetentionRule.objects.in_force(today).items():
        # A day more than the years: the leap day is settled by the rule itself below.
        before = moment_on(_years_before(today, rule.years) + timedelta(days=1), time.min)
        held = LegalHold.objects.filter(case=OuterRef("pk"), lifted_at=None)
        ended = Case.objects.filter(~Exists(held), status=ending, erasure=None)
        if agencies is not None:
            ended = ended.filter(agency__in=agencies)
        found = ended.annotate(end=Max("history__at", filter=Q(history__target=ending)))
        rows = found.filter(end__lt=before).order_by("end", "pk")
        for pk, number, end in rows.values_list("pk", "number", "end"):
            due_on = rule.due_on(localdate(end))
            if due_on < today:
                yield Over(pk, number, rule, due_on)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def still_over(erasure: Erasure, *, at: datetime) -> bool:
    """Nothing has come between since it was listed: no hold, no reopening, no longer rule."""
    case = erasure.case
    until = kept_until(case, on=localdate(at))
    return until is not None and until < localdate(at) and not is_held(case.pk)
