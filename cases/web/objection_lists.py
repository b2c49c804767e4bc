"""Objections in lists: the bureau's own, those of my work, those of a case. Time left first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.actions.file_objection import AGAINST
from cases.models import Case, Objection, ObjectionClock
from cases.states import AGENCY_ROLES, Role
from cases.web.doors import only_for
from cases.web.timeleft import TimeLeft, of_clock
from workflow.models import OPEN

PAGE = 50
TAKES_DOWN = frozenset({Role.CLERK, Role.BUREAU})


@dataclass(frozen=True)
class Row:
    """One objection in a list."""

    objection: Objection
    left: TimeLeft | None
    rule: str


def rows_of(objections: Any, *, at: datetime) -> list[Row]:
    """Two queries: the objections with what a row shows, and their open clocks."""
    clocks = ObjectionClock.objects.filter(state__in=OPEN).select_related("rule").order_by("pk")
    running = Prefetch("clocks", clocks, to_attr="running")
    found = []
    for one in objections.with_places().prefetch_related(running):
        clock = next(iter(one.running), None)
        left = of_clock(clock, at=at) if clock else None
        found.append(Row(one, left, clock.rule.label if clock else ""))
    return found


def waiting_rows(user: Any, *, at: datetime) -> dict[str, list[Row]]:
    """For my work: what this person's bureau has to rule on, and the orders that a head of agency
    has to carry out. Nobody else pays a query."""
    mine = Objection.objects
    lists = {}
    if Role.BUREAU in user.roles:
        lists["objections"] = rows_of(mine.to_rule_on(user).by_urgency()[:PAGE], at=at)
    if Role.SUPERVISOR in user.roles:
        lists["orders"] = rows_of(mine.to_carry_out(user).by_urgency()[:PAGE], at=at)
    return lists


def objections_of(case: Case, user: Any, *, at: datetime) -> dict[str, Any]:
    """For the page of a case: its objections, and whether this person may take one down. No query
    for a case that cannot have any."""
    contestable = case.status in AGAINST
    if not contestable and Role.BUREAU not in case.acted:
        return {"objections": [], "may_object": False}
    rows = rows_of(case.objections.all().visible_to(user).by_urgency(), at=at)
    open_one = next((row for row in rows if row.objection.waits), None)
    may = contestable and open_one is None and bool(user.roles_on(case) & TAKES_DOWN)
    return {"objections": rows, "may_object": may, "open_objection": open_one}


@require_safe
@only_for(*AGENCY_ROLES, Role.CLERK, Role.BUREAU, Role.AUDITOR)
def objections(request: HttpRequest) -> HttpResponse:
    """Time left first; what is done comes after, and only when it is asked for."""
    everything = "all" in request.GET
    mine = Objection.objects.visible_to(request.user)
    found = (mine if everything else mine.waiting()).by_urgency()
    asked = request.GET.get("page", "1")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1
    rows = rows_of(found[(number - 1) * PAGE : number * PAGE + 1], at=timezone.now())
    context = {
        "rows": rows[:PAGE],
        "more": len(rows) > PAGE,
        "number": number,
        "everything": everything,
    }
    return render(request, "cases/objections.html", context)
