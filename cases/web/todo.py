"""Take work into one's hand, give it back, give it to somebody else."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases import flows
from cases.models import Case
from cases.web.cases import visible_case
from workflow.transitions import TransitionRefused


@require_POST
def claim(request: HttpRequest, number: str) -> HttpResponse:
    case = visible_case(request, number)
    said = _("Case %(number)s is in your hand now.") % {"number": case.number}
    return _try(request, case, said, lambda by, at: flows.claim(case=case, by=by, at=at))


@require_POST
def give_back(request: HttpRequest, number: str) -> HttpResponse:
    case = visible_case(request, number)
    said = _("Case %(number)s waits in the office's queue again.") % {"number": case.number}
    return _try(request, case, said, lambda by, at: flows.give_back(case=case, by=by, at=at))


@require_POST
def reassign(request: HttpRequest, number: str) -> HttpResponse:
    case = visible_case(request, number)
    chosen = request.POST.get("to", "")
    person = flows.holders(case).filter(pk=chosen).first() if chosen.isdecimal() else None
    if person is None:
        messages.warning(request, _("Choose somebody who holds the role this needs."))
        return redirect(case)
    said = _("Case %(number)s is in the hand of %(name)s now.") % {
        "number": case.number,
        "name": person,
    }
    return _try(
        request, case, said, lambda by, at: flows.reassign(case=case, to=person, by=by, at=at)
    )


def _try(
    request: HttpRequest, case: Case, said: str, step: Callable[[Any, Any], None]
) -> HttpResponse:
    """Do it and say so, or say why not; then back to the case."""
    try:
        step(request.user, timezone.now())
    except TransitionRefused as refusal:
        for sentence in refusal.sentences:
            messages.warning(request, str(sentence))
    else:
        messages.success(request, said)
    return redirect(case)
