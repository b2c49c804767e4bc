"""Consultations: the list with what waits for an answer first, and taking one down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.take_consultation_down import take_consultation_down
from cases.codes import Matter, listed
from cases.models import Consultation, Office
from cases.states import Role
from cases.web.acts import CONFLICT
from cases.web.context import SEES_CONSULTATIONS
from cases.web.forms.consultations import ConsultationFilter, TakeDownForm
from cases.web.forms.lists import SearchForm
from cases.web.lists import PAGE, carried, page_number, stations_of
from cases.web.timeleft import TimeLeft, of_moment
from workflow.sealed import SealBroken, seal, unseal
from workflow.transitions import TransitionRefused

#: What a search is bound to in the session: words may be a number or a name.
SEARCH = "session.consultations"


@dataclass(frozen=True)
class Row:
    """One consultation in the list."""

    consultation: Any
    left: TimeLeft | None
    matters: str


def visible(request: HttpRequest) -> Any:
    user: Any = request.user
    if not user.roles & SEES_CONSULTATIONS:  # to everybody else there are no such pages
        raise Http404
    return Consultation.objects.visible_to(user)


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    at, words = timezone.now(), searched_for(request)
    found = visible(request)
    stations = list(stations_of(request.user))
    form = ConsultationFilter(request.GET, stations=stations)
    found = narrowed(found.search(words) if words else found, form)
    number = page_number(request)
    shown = found.by_urgency()[(number - 1) * PAGE : number * PAGE + 1]
    rows = rows_of(shown, at=at)
    context = {
        "form": form,
        "search": SearchForm(initial={"words": words}),
        "words": words,
        "rows": rows[:PAGE],
        "tally": found.tally(),
        "waiting": found.waiting(at=at),
        "number": number,
        "more": len(rows) > PAGE,
        "carried": carried(request),
        "many_stations": len(stations) > 1,
        "may_take_down": bool(request.user.offices(Role.CLERK)),  # type: ignore[union-attr]
    }
    return render(request, "consultations/list.html", context)


def narrowed(found: Any, form: ConsultationFilter) -> Any:
    """The consultations that the filters leave; a filter that makes no sense is left out."""
    given = form.cleaned_data if form.is_valid() else {}
    columns = {"status": "status", "way": "way", "station": "station__code"}
    return found.filter(**{columns[name]: value for name, value in given.items() if value})


def rows_of(shown: Any, *, at: datetime) -> list[Row]:
    """Two queries: the consultations without what is sealed, and their questions."""
    found = shown.without_personal().select_related("station", "case")
    return [
        Row(
            one,
            of_moment(one.due_at, at=at) if one.is_open and one.due_at else None,
            listed(dict.fromkeys(str(Matter(asked.matter).label) for asked in one.questions.all())),
        )
        for one in found.prefetch_related("questions")
    ]


def searched_for(request: HttpRequest) -> str:
    """The words of the last search; those of a key that is gone are forgotten."""
    try:
        return unseal(bytes.fromhex(request.session["consultation_search"]), SEARCH)
    except (KeyError, ValueError, SealBroken):
        return ""


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Words travel in the request's body and wait sealed in the session, never in an address."""
    visible(request)
    form = SearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Search for at most 80 characters."))
    elif words := form.cleaned_data["words"]:
        request.session["consultation_search"] = seal(words, SEARCH).hex()
    else:
        request.session.pop("consultation_search", None)
    return redirect("cases:consultations")


@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest) -> HttpResponse:
    """For station clerks alone; for anybody else there is no such page."""
    user: Any = request.user
    held = user.offices(Role.CLERK)
    stations = Office.objects.filter(pk__in=held, active=True) if held else Office.objects.none()
    if not stations:
        raise Http404
    given: dict[str, Any] = {"stations": stations, "at": timezone.now()}
    form = TakeDownForm(request.POST if request.method == "POST" else None, **given)
    if form.is_bound and form.is_valid():
        return _keep(request, form)
    return render(request, "consultations/take_down.html", {"form": form})


def _keep(request: HttpRequest, form: TakeDownForm) -> HttpResponse:
    user: Any = request.user
    # Tied to the person: nobody gets at somebody else's consultation by sending its form's key.
    submission = f"web:{user.pk}:{form.cleaned_data['submission']}"
    try:
        taken = take_consultation_down(
            submission=submission, by=user, at=timezone.now(), **form.facts()
        )
    except TransitionRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, str(sentence))
        return render(request, "consultations/take_down.html", {"form": form}, status=CONFLICT)
    said = _("Consultation %(number)s is taken down.")
    messages.success(request, said % {"number": taken.number})
    return redirect(taken)
