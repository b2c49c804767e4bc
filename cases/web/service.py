"""Service of papers: record it, and print the proof that the receiver signs (form 22)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions.organ_letters import waiting_letter
from cases.actions.papers.service import service_proof
from cases.actions.record_service import SERVERS, TERMINATION, addressee, record_service
from cases.models import Case
from cases.states import Status
from cases.web.acts import CONFLICT
from cases.web.cases import visible_case
from cases.web.forms.service import ServiceForm
from cases.web.infected import note_infected
from cases.web.prepared import show
from workflow.transitions import TransitionRefused


@require_http_methods(["GET", "HEAD", "POST"])
def service(request: HttpRequest, number: str) -> HttpResponse:
    """What is not served yet, to be ticked; the paper that was asked about is ticked already."""
    case, papers = _to_serve(request, number)
    if request.method != "POST":
        return _page(request, case, _form(case, papers, initial=_asked(request, case, papers)))
    form = _form(case, papers, request.POST, request.FILES)
    if not form.is_valid():
        note_infected(form, subject=case.number, by=request.user)
        return _page(request, case, form)
    try:
        served = record_service(
            case_id=case.pk, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except TransitionRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, str(sentence))
        return _page(request, case, form, status=CONFLICT)
    said = ngettext(
        "The service of %(count)d paper is recorded.",
        "The service of %(count)d papers is recorded.",
        len(served),
    )
    messages.success(request, said % {"count": len(served)})
    return redirect(case)


@require_POST
def proof(request: HttpRequest, number: str) -> HttpResponse:
    """Form 22 for the ticked papers. Posted, since it names the receiver; nothing is kept."""
    case, papers = _to_serve(request, number)
    form = _form(case, papers, request.POST)
    form.is_valid()
    ticked = form.cleaned_data.get("papers")
    if not ticked:
        return _page(request, case, form)
    facts = service_proof(
        case,
        [paper for paper in papers if paper.pk in ticked],
        way=form.cleaned_data.get("way", ""),
        receiver=form.cleaned_data.get("receiver", ""),
        server=str(request.user),
    )
    return show(request, case, facts)


def _to_serve(request: HttpRequest, number: str) -> tuple[Case, list[Any]]:
    """The case and its papers that nobody has been served with; for who hands papers out."""
    case, user = visible_case(request, number), request.user
    if not user.roles_on(case).intersection(SERVERS):  # type: ignore[union-attr]
        raise Http404
    papers = case.papers.unserved().readable().select_related("document", "service").order_by("pk")
    if case.status == Status.TERMINATED:  # that service is a step of its own
        papers = papers.exclude(document__kind=TERMINATION)
    if letter := waiting_letter(case):  # so is telling the organ
        papers = papers.exclude(pk=letter.paper_id)
    return case, list(papers)


def _form(case: Case, papers: list[Any], *args: Any, **kwargs: Any) -> ServiceForm:
    return ServiceForm(*args, papers=papers, today=localdate(timezone.now()), **kwargs)


def _asked(request: HttpRequest, case: Case, papers: list[Any]) -> dict[str, Any]:
    """The paper whose link was followed, and to whom it goes."""
    asked = [paper for paper in papers if str(paper.pk) == request.GET.get("paper")]
    receiver = addressee(asked[0], case) if asked else case.applicant.name
    return {"papers": [paper.pk for paper in asked], "receiver": receiver}


def _page(
    request: HttpRequest, case: Case, form: ServiceForm, *, status: int = 200
) -> HttpResponse:
    return render(request, "cases/service.html", {"case": case, "form": form}, status=status)
