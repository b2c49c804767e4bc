"""One page for every move and step: show the form, press, read the answer."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.lookalikes import Lookalikes, of_case
from cases.models import Case
from cases.web.cases import opponents_of, visible_case
from cases.web.clocks import read_clocks
from cases.web.forms.acts import FORMS, labels, why_not
from cases.web.forms.base import ActForm
from cases.web.infected import note_infected
from cases.web.timeleft import first_of, of_clock
from workflow.transitions import SubjectChanged, TransitionRefused

#: The request was understood, and what it asks for can't be done to the case as it stands.
CONFLICT = 409
#: Moves before which one looks at what resembles the case.
LOOKED_AT = frozenset({"recommend"})


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    form_class = FORMS.get(name)
    if form_class is None:
        raise Http404
    case = visible_case(request, number)
    given: dict[str, Any] = {"case": case, "user": request.user, "today": localdate(timezone.now())}
    if request.method != "POST":
        refusals = why_not(case, request.user, name)
        form = None if refusals else form_class(**given)
        return _page(request, case, name, form, refusals, status=403 if refusals else 200)
    form = form_class(request.POST, request.FILES, **given)
    if not form.is_valid():
        note_infected(form, subject=case.number, by=request.user)
        return _page(request, case, name, form, ())
    return _carry_out(request, case, form)


def _carry_out(request: HttpRequest, case: Case, form: ActForm) -> HttpResponse:
    try:
        form.carry_out(by=request.user, at=timezone.now())
    except SubjectChanged as refusal:
        case = visible_case(request, case.number)
        if _was_mine(case, form.name, request.user, form.cleaned_data["version"]):
            return _done(request, case, form.name)
        form.show_version(case.version)
        _refuse(form, refusal.sentences)
    except TransitionRefused as refusal:
        _refuse(form, refusal.sentences)
    else:
        return _done(request, case, form.name)
    return _page(request, case, form.name, form, (), status=CONFLICT)


def _refuse(form: ActForm, sentences: Iterable[Any]) -> None:
    for sentence in sentences:
        form.add_error(None, str(sentence))


def _was_mine(case: Case, name: str, user: Any, seen: int) -> bool:
    """The button was pressed twice: the first press made this very move."""
    return case.history.filter(seq=seen + 1, move=name, by=user).exists()


def _done(request: HttpRequest, case: Case, name: str) -> HttpResponse:
    """Back to the case, or to one's work when the case has left one's sight."""
    now = Case.objects.visible_to(request.user).filter(pk=case.pk).first()
    status = now.get_status_display() if now else ""
    messages.success(
        request,
        _("Case %(number)s: “%(act)s” is done. %(status)s")
        % {"number": case.number, "act": labels()[name], "status": status},
    )
    return redirect(now) if now else redirect("cases:my_work")


def _likenesses(request: HttpRequest, case: Case, name: str) -> Lookalikes | None:
    """Before a reviewer gives an opinion: what may be the same, or stands on the other side."""
    if name not in LOOKED_AT:
        return None
    return of_case(case, request.user, opponents=opponents_of(case))


def _page(
    request: HttpRequest,
    case: Case,
    name: str,
    form: ActForm | None,
    refusals: tuple[Any, ...],
    *,
    status: int = 200,
) -> HttpResponse:
    clock = first_of([clock for clock in read_clocks(case) if clock.is_open])
    context = {
        "case": case,
        "form": form,
        "label": labels()[name],
        "effect": FORMS[name].effect,
        "grave": FORMS[name].grave,
        "refusals": refusals,
        "before": form.before() if form else [],
        "first": clock,
        "likenesses": _likenesses(request, case, name),
        "may_tell_apart": False,
        "left": of_clock(clock, at=timezone.now()) if clock else None,
    }
    template = FORMS[name].template if form else "cases/act.html"
    return render(request, template, context, status=status)
