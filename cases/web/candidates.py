"""Who could be proposed for a case: every hard rule asked of every lawyer, in three queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from cases.models import Absence, Assignment, Case, Lawyer
from cases.naming import obstacles, whole_years


@dataclass(frozen=True)
class Candidate:
    lawyer: Lawyer
    open_cases: int
    years: int
    obstacles: tuple[Any, ...]

    @property
    def load(self) -> float:
        return self.open_cases / max(self.lawyer.capacity, 1)


def candidates(case: Case, *, on: date) -> list[Candidate]:
    """The same answers as ``case.obstacles(lawyer)``, without asking the database for each."""
    need = case.need(on=on)
    away = set(
        Absence.objects.filter(first_day__lte=on, last_day__gte=on).values_list(
            "lawyer_id", flat=True
        )
    )
    elsewhere = Assignment.objects.open().exclude(case=case)
    against = elsewhere.for_other_side(case, case.applicant.name)
    opposed = set(against.values_list("firm_id", flat=True))
    others = Q(assignments__state__in=Assignment.OPEN) & ~Q(assignments__case=case)
    lawyers = Lawyer.objects.filter(active=True).select_related("firm")
    found = []
    for lawyer in lawyers.annotate(open_elsewhere=Count("assignments", filter=others)):
        standing = lawyer.seen(
            on_leave=lawyer.pk in away,
            open_cases=lawyer.open_elsewhere,
            firm_on_other_side=lawyer.firm_id in opposed,
        )
        years = whole_years(lawyer.practising_since, on)
        reasons = tuple(obstacles(need, standing))
        found.append(Candidate(lawyer, standing.open_cases, years, reasons))
    return sorted(
        found,
        key=lambda one: (bool(one.obstacles), one.load, one.lawyer.firm.name, one.lawyer.name),
    )
