"""Papers and attachments, handed out only to who may see their case."""

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cases.models import Attachment, Case, CasePaper
from documents.models import Document, PaperDamaged

logger = logging.getLogger(__name__)
#: Nothing is shown yet, and nothing is wrong: ask again.
ACCEPTED = 202


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    return _paper(request, pk, as_attachment=False)


@require_safe
def download_paper(request: HttpRequest, pk: int) -> HttpResponse:
    return _paper(request, pk, as_attachment=True)


def _paper(request: HttpRequest, pk: int, *, as_attachment: bool) -> HttpResponse:
    visible = Case.objects.visible_to(request.user)
    papers = CasePaper.objects.filter(case__in=visible).select_related("document", "case")
    found = papers.filter(pk=pk).first()
    if found is None:
        raise Http404
    document = found.document
    if document.state != Document.State.DRAWN:
        failed = document.state == Document.State.FAILED
        context = {"paper": found, "case": found.case, "failed": failed, "damaged": False}
        return render(request, "cases/paper.html", context, status=500 if failed else ACCEPTED)
    try:
        content = document.read_pdf()
    except (PaperDamaged, OSError) as error:
        logger.exception("Paper %s can't be handed out: %s", document.pk, type(error).__name__)
        context = {"paper": found, "case": found.case, "failed": False, "damaged": True}
        return render(request, "cases/paper.html", context, status=500)
    name = f"{document.title}{document.label}.pdf".replace("/", "、")
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, name) or ""
    return response


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    visible = Case.objects.visible_to(request.user)
    found = Attachment.objects.filter(case__in=visible, pk=pk).first()
    if found is None:
        raise Http404
    return FileResponse(found.file.open("rb"), filename=found.name, content_type=found.content_type)
