"""My work, and all cases a person may see: time left first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases import flows
from cases.actions.search_by_number import search_by_number
from cases.models import Case, CaseClock, Office
from cases.models.case_queries import WHOSE
from cases.states import ENDS, Role
from cases.web.cases import urgent_days
from cases.web.forms.lists import OPEN, FilterForm, SearchForm, asks_for_a_person
from cases.web.objection_lists import waiting_rows
from cases.web.timeleft import TimeLeft, first_of, of_clock
from workflow.sealed import SealBroken, seal, unseal
from workflow.transitions import TransitionRefused

PAGE = 50
#: Lists of work are as long as a desk: what lies beyond is reached through the list of cases.
DESK = 100
COUNTED = 999
#: Somebody asked too often within an hour.
TOO_MANY = 429
#: What a search is bound to in the session, which lies in the database: words may be a number.
SEARCH = "session.search"


@dataclass(frozen=True)
class Row:
    """One case in a list."""

    case: Any
    left: TimeLeft | None
    rule: str
    urgent: int | None = None  # days to the end of the limitation, when aid may come first (L44)

    @property
    def whose(self) -> list[Any]:
        """In a list that a number was searched for: whose it is."""
        return [words for flag, words in WHOSE.items() if getattr(self.case, flag, False)]


@dataclass(frozen=True)
class Pile:
    """One of the two lists of my work."""

    rows: list[Row]
    count: int
    late: int

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    at, user = timezone.now(), request.user
    if Role.ADMIN in user.roles and not user.sees_cases:  # type: ignore[union-attr]
        return redirect("admin:index")
    hand, waiting = flows.in_hand(user), flows.queue(user)
    context = {
        "hand": pile(hand, at=at),
        "waiting": pile(waiting, at=at),
        "withdrawals": withdrawals(user, at=at),
        "objections": [],
        "orders": [],
    } | waiting_rows(user, at=at)
    return render(request, "cases/my_work.html", context)


def withdrawals(user: Any, *, at: datetime) -> list[Row]:
    """What a head of agency may count as withdrawn: the clock proposes it, the head confirms it."""
    if Role.SUPERVISOR not in user.roles:
        return []
    own = flows.with_todo(Case.objects.visible_to(user)).supervised_by(user)
    return rows_of(own.withdrawal_proposed().by_urgency()[:DESK], at=at)


def pile(cases: Any, *, at: datetime) -> Pile:
    rows = rows_of(cases.by_urgency()[:DESK], at=at)
    late = sum(row.left is not None and row.left.tone == "late" for row in rows)
    count = len(rows) if len(rows) < DESK else cases[: COUNTED + 1].count()
    return Pile(rows, count, late)


def rows_of(cases: Any, *, at: datetime) -> list[Row]:
    """Two queries: the cases with what a row shows, and their open clocks."""
    clocks = CaseClock.objects.filter(state__in=["running", "paused", "breached"])
    clocks = clocks.select_related("rule").order_by("pk")
    found = []
    running = Prefetch("clocks", clocks, to_attr="running")
    for case in cases.with_places().without_personal().prefetch_related(running):
        clock = None if case.status in ENDS else first_of(case.running)
        left = of_clock(clock, at=at) if clock else None
        urgent = urgent_days(case, today=localdate(at))
        found.append(Row(case, left, clock.rule.label if clock else "", urgent))
    return found


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    return _listed(request)


def _listed(
    request: HttpRequest, search: SearchForm | None = None, *, status: int = 200
) -> HttpResponse:
    """The list of the last search; ``search`` is one that was refused, as it was typed."""
    at, user = timezone.now(), request.user
    words = searched_for(request)
    stations = list(stations_of(user))
    form = FilterForm(request.GET, stations=stations, searching=bool(words))
    visible = flows.with_todo(Case.objects.visible_to(user))
    found = narrowed(visible.search(words) if words else visible, form, at=at)
    number = page_number(request)
    rows = rows_of(found.by_urgency()[(number - 1) * PAGE : number * PAGE + 1], at=at)
    context = {
        "form": form,
        "search": search or SearchForm(initial={"words": words}),
        "words": words,
        "rows": rows[:PAGE],
        "number": number,
        "more": len(rows) > PAGE,
        "carried": carried(request),
        "many_stations": len(stations) > 1,
    }
    return render(request, "cases/cases.html", context, status=status)


def narrowed(found: Any, form: FilterForm, *, at: datetime) -> Any:
    """The cases that the filters leave; a filter that makes no sense is left out."""
    given = form.cleaned_data if form.is_valid() else {}
    status = given.get("status") or form.usual_status
    if status == OPEN:
        found = found.open()
    elif status != "all":
        found = found.filter(status=status)
    if station := given.get("station"):
        found = found.filter(station__code=station)
    if given.get("late"):
        found = found.late(at=at)
    return found


def stations_of(user: Any) -> Any:
    """The stations whose cases this person may see, for the filter."""
    stations = Office.objects.filter(kind=Office.Kind.STATION)
    if Role.AUDITOR in user.roles:
        return stations
    held = [office for _role, office, _firm in user.held if office]
    above = Q(parent__in=held) | Q(parent__parent__in=held)
    return stations.filter(Q(pk__in=held) | above)


def page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


def carried(request: HttpRequest) -> str:
    """The filters without the page, for the links to other pages."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"{kept.urlencode()}&" if kept else ""


def searched_for(request: HttpRequest) -> str:
    """The words of the last search; those of a key that is gone are forgotten."""
    try:
        return unseal(bytes.fromhex(request.session["search"]), SEARCH)
    except (KeyError, ValueError, SealBroken):
        return ""


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Words to search for travel in the request's body and wait in the session: names and identity
    numbers are never part of an address, which would end in logs and histories."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Search for at most 80 characters."))
    elif words := form.cleaned_data["words"]:
        if asks_for_a_person(words):
            try:
                search_by_number(by=request.user, at=timezone.now())
            except TransitionRefused as refusal:
                form.add_error("words", str(refusal))
                return _listed(request, form, status=TOO_MANY)
        request.session["search"] = seal(words, SEARCH).hex()
    else:
        request.session.pop("search", None)
    return redirect("cases:cases")
