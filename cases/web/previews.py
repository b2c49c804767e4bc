"""Look at the paper before the move is made: the form as typed, and a draft instead of the move."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.models import Case
from cases.web.acts import CONFLICT
from cases.web.cases import visible_case
from cases.web.drafts import papers_of_move
from cases.web.files import file_of
from cases.web.forms.acts import FORMS, labels
from cases.web.forms.base import ActForm
from documents.drafting import draft
from documents.facts import Facts
from documents.issuing import NotPrintable
from documents.rendering import NotDrawn
from workflow.transitions import TransitionRefused

#: Which of several papers is wanted: a button of the page that lists them.
CHOICE = "draft"


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """The draft as PDF; a list where the move issues several papers; or why there is none."""
    form_class = FORMS.get(name)
    if form_class is None or not form_class.has_preview:
        raise Http404
    case = visible_case(request, number)
    if request.method != "POST":
        return redirect("cases:act", number, name)  # loaded anew: what was typed is gone
    at = timezone.now()
    form = form_class(request.POST, case=case, user=request.user, today=localdate(at))
    if not form.is_valid():
        return _none(request, case, name, _wrong_fields(form))
    try:
        papers = papers_of_move(form, by=request.user, at=at)
        chosen = _chosen(request, papers)
        if chosen is None:
            return _list(request, case, name, papers)
        content = draft(chosen, at=at)
    except TransitionRefused as refusal:
        return _none(request, case, name, [str(said) for said in refusal.sentences])
    except (NotDrawn, NotPrintable) as problem:
        return _none(request, case, name, [str(problem)])
    return file_of(content, _("%(title)s (draft)") % {"title": chosen.title} + ".pdf")


def _chosen(request: HttpRequest, papers: list[Facts]) -> Facts | None:
    """The only paper there is, or the one whose button was pressed."""
    if len(papers) == 1:
        return papers[0]
    wanted = request.POST.get(CHOICE, "")
    return papers[int(wanted)] if wanted in map(str, range(len(papers))) else None


def _wrong_fields(form: ActForm) -> list[str]:
    """Each field that is wrong by its label, with what is wrong with it."""
    return [
        " ".join(filter(None, [str(form[name].label) if name in form.fields else "", str(error)]))
        for name, errors in form.errors.items()
        for error in errors
    ]


def _none(request: HttpRequest, case: Case, name: str, sentences: list[str]) -> HttpResponse:
    return _page(request, case, name, sentences=sentences, status=CONFLICT)


def _list(request: HttpRequest, case: Case, name: str, papers: list[Facts]) -> HttpResponse:
    typed = [
        (field, value)
        for field, values in request.POST.lists()
        for value in values
        if field not in {CHOICE, "csrfmiddlewaretoken"}
    ]
    return _page(request, case, name, papers=papers, typed=typed)


def _page(
    request: HttpRequest, case: Case, name: str, *, status: int = 200, **shown: Any
) -> HttpResponse:
    context = {
        "case": case,
        "label": labels()[name],
        "choice": CHOICE,
        "sentences": [],
        "papers": [],
        "typed": [],
    }
    return render(request, "cases/preview.html", context | shown, status=status)
