"""A person's data in full, for a minute: asked for by a form, answered to a POST, never kept."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods

from cases.actions.show_personal import show_personal
from cases.models import Case
from cases.permissions import shown_to
from cases.web.acts import CONFLICT
from cases.web.cases import visible_case
from cases.web.facts import whole_facts
from cases.web.forms.personal import ShowForm
from workflow.transitions import TransitionRefused

#: So long the values stand on the screen.
SECONDS = 60


@require_http_methods(["GET", "HEAD", "POST"])
def personal(request: HttpRequest, number: str) -> HttpResponse:
    case = visible_case(request, number)
    allowed = shown_to(case, request.user)
    if not allowed:
        return render(request, "cases/personal.html", {"case": case, "form": None}, status=403)
    form = ShowForm(request.POST if request.method == "POST" else None, allowed=allowed)
    if form.is_bound and form.is_valid():
        try:
            return _show(request, case, **form.cleaned_data)
        except TransitionRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, str(sentence))
            context = {"case": case, "form": form}
            return render(request, "cases/personal.html", context, status=CONFLICT)
    return render(request, "cases/personal.html", {"case": case, "form": form})


def _show(request: HttpRequest, case: Case, **asked: Any) -> HttpResponse:
    """The browser leaves by itself, by a header that needs no script; nothing stays in its cache
    (:class:`cases.web.middleware.NoStoreMiddleware`)."""
    at = timezone.now()
    shown = show_personal(case, by=request.user, at=at, **asked)
    context = {
        "case": case,
        "facts": whole_facts(case, shown),
        "until": localtime(at + timedelta(seconds=SECONDS)),
    }
    answer = render(request, "cases/personal_shown.html", context)
    answer.headers["Refresh"] = f"{SECONDS}; url={case.get_absolute_url()}"
    return answer
