"""A notice that came to the station by letter or by hand is taken in by its clerk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.actions.notify import take_in_notice
from cases.models import Case, Office
from cases.states import Role
from cases.web.acts import CONFLICT
from cases.web.forms.notice import NoticeForm, StationNoticeForm
from workflow.transitions import TransitionRefused


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """For station clerks alone; for anybody else there is no such page."""
    user: Any = request.user
    stations = Office.objects.filter(pk__in=user.offices(Role.CLERK), active=True)
    if not stations:
        raise Http404
    given: dict[str, Any] = {"stations": stations, "at": timezone.now()}
    if request.method != "POST":
        return _page(request, StationNoticeForm(**given))
    form = StationNoticeForm(request.POST, request.FILES, **given)
    if not form.is_valid():
        return _page(request, form)
    case = keep(request, form, station=form.cleaned_data["station"])
    if case is None:
        return _page(request, form, status=CONFLICT)
    messages.success(
        request,
        _(
            "The notice is taken in as case %(number)s: a lawyer must be assigned and the organ told."
        )
        % {"number": case.number},
    )
    return redirect(case)


def keep(request: HttpRequest, form: Any, *, station: Office) -> Case | None:
    """The case; None, with the sentences on the form, where it was refused. Sent twice, it is kept
    once; the key is tied to the person, so that nobody gets at another's case by it."""
    user: Any = request.user
    try:
        return take_in_notice(
            station=station,
            person=form.person(),
            facts=form.facts(),
            notice=form.notice(),
            files=form.cleaned_data["scans"],
            submission=f"notice:{user.pk}:{form.cleaned_data['submission']}",
            by=user,
            at=timezone.now(),
        )
    except TransitionRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, str(sentence))
        return None


def _page(request: HttpRequest, form: NoticeForm, *, status: int = 200) -> HttpResponse:
    return render(request, "cases/notice.html", {"form": form}, status=status)
