"""Batches of papers: ask for one, see how far it is, cancel it, fetch the file. For agency staff."""

import hashlib
import logging
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.ask_for_batch import ask_for_case, ask_for_year
from cases.models import Case, CasePaper
from cases.states import AGENCY_ROLES
from cases.web.files import closed
from cases.web.forms.batches import BatchForm
from documents.batches import KEPT, cancel
from documents.models import Batch
from workflow.transitions import TransitionRefused

LOOK_AGAIN = 2  # seconds
LISTED = 50

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: HttpRequest) -> HttpResponse:
    _for_agency_staff(request)
    at = timezone.now()
    form = BatchForm(request.POST or None, year=localdate(at).year)
    if form.is_valid():
        try:
            batch = ask_for_year(**form.cleaned_data, by=request.user, at=at)
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("cases:batch", batch.pk)
    mine = Batch.objects.asked_by(request.user)[:LISTED]
    context = {"form": form, "batches": mine, "days": KEPT.days}
    return render(request, "cases/batches.html", context)


@require_POST
def ask_for_dossier(request: HttpRequest, number: str) -> HttpResponse:
    """All papers of one case."""
    case = get_object_or_404(Case.objects.kept_by(request.user), number=number)
    form = request.POST.get("form", "")
    if form not in Batch.Form.values:
        raise Http404
    try:
        batch = ask_for_case(case, form=form, by=request.user, at=timezone.now())
    except TransitionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(case)
    return redirect("cases:batch", batch.pk)


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    found = _my_batch(request, pk)
    answer = render(request, "cases/batch.html", {"batch": found})
    if found.under_way:
        answer["Refresh"] = str(LOOK_AGAIN)
    return answer


@require_POST
def cancel_batch(request: HttpRequest, pk: int) -> HttpResponse:
    found = _my_batch(request, pk)
    if not cancel(found, at=timezone.now()):
        messages.error(request, _("The batch was over already."))
    return redirect("cases:batch", pk)


@require_safe
def batch_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, while the person may still know of every case in it, and none is erased; never a
    changed one."""
    found = _my_batch(request, pk)
    if found.state != Batch.State.DONE or _out_of_sight(found, request.user):
        raise Http404
    if CasePaper.objects.filter(document__batches=found).closed().exists():
        return closed(request, found.title)
    try:
        with found.file.open("rb") as kept:
            intact = hashlib.file_digest(kept, "sha256").hexdigest() == found.sha256
    except OSError:
        intact = False
    if not intact:
        logger.error("The file of batch %s is gone or changed.", found.pk)
        messages.error(request, _("The file has been changed or lost: ask for the papers again."))
        return redirect("cases:batch", pk)
    name = f"{found.title}.{found.form}"
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=name)


def _for_agency_staff(request: HttpRequest) -> None:
    if not request.user.offices(*AGENCY_ROLES):  # type: ignore[union-attr]
        raise Http404


def _my_batch(request: HttpRequest, pk: int) -> Batch:
    """One's own: another's is as if it were not there."""
    return get_object_or_404(Batch.objects.asked_by(request.user), pk=pk)


def _out_of_sight(batch: Batch, user: Any) -> bool:
    papers = CasePaper.objects.filter(document__batches=batch)
    return papers.exclude(case__in=Case.objects.kept_by(user)).exists()
