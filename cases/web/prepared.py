"""The forms to sign as PDFs: drawn when they are asked for, neither issued nor kept."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.models import Case
from cases.web.cases import visible_case
from cases.web.files import file_of
from cases.web.to_sign import FORMS
from documents.facts import Form
from documents.preparing import prepare
from documents.rendering import NotDrawn


@require_safe
def prepared(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The form of that kind as a PDF, for whom it is offered to."""
    case = visible_case(request, number)
    form, scope = FORMS.get(kind), request.GET.get("scope", "")
    if form is None or not form.offered(case, request.user) or scope not in form.scopes(case):
        raise Http404
    return show(request, case, form.facts(case, scope))


def show(request: HttpRequest, case: Case, facts: Form) -> HttpResponse:
    """The form, or the case again with the sentence that says why it can't be drawn."""
    try:
        content = prepare(facts, at=timezone.now())
    except NotDrawn as refusal:
        messages.error(request, str(refusal))
        return redirect(case)
    return file_of(content, f"{facts.title}{case.number}.pdf")
