"""Who could be proposed for a case: every hard rule asked of every lawyer, in four queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from cases.models import Absence, Assignment, Case, Firm, Lawyer
from cases.naming import Standing, obstacles, whole_years


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
    opposed = _firms_on_other_side(case)
    others = Q(assignments__state__in=Assignment.OPEN) & ~Q(assignments__case=case)
    lawyers = Lawyer.objects.filter(active=True).select_related("firm")
    found = []
    for lawyer in lawyers.annotate(open_elsewhere=Count("assignments", filter=others)):
        standing = _standing(lawyer, away=away, opposed=opposed)
        years = whole_years(lawyer.practising_since, on)
        reasons = tuple(obstacles(need, standing))
        found.append(Candidate(lawyer, standing.open_cases, years, reasons))
    return sorted(
        found,
        key=lambda one: (bool(one.obstacles), one.load, one.lawyer.firm.name, one.lawyer.name),
    )


def _firms_on_other_side(case: Case) -> set[int]:
    """The firms with open work for this case's opponents or against its applicant."""
    opponents = list(case.opponents.values_list("name", flat=True))
    other_side = Q(case__applicant__name__in=opponents) | Q(
        case__opponents__name=case.applicant.name
    )
    work = Assignment.objects.open().filter(other_side).exclude(case=case)
    return set(work.values_list("firm_id", flat=True))


def _standing(lawyer: Any, *, away: set[int], opposed: set[int]) -> Standing:
    firm: Firm = lawyer.firm
    return Standing(
        name=lawyer.name,
        active=lawyer.active,
        licence_from=lawyer.licence_from,
        licence_until=lawyer.licence_until,
        firm_active=firm.active,
        firm_licence_until=firm.licence_until,
        is_lawyer=firm.kind == Firm.Kind.FIRM,
        criminal_since=lawyer.criminal_since,
        knows_minors=lawyer.knows_minors,
        on_leave=lawyer.pk in away,
        open_cases=lawyer.open_elsewhere,
        capacity=lawyer.capacity,
        firm_on_other_side=firm.pk in opposed,
    )
