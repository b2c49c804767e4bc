"""Papers and attachments, handed out only to who may see their case."""

import logging

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from cases.actions.read_file import read_file
from cases.models import Attachment, Case, CasePaper, Objection
from documents.models import Document, PaperDamaged, Signature

logger = logging.getLogger(__name__)
#: Nothing is shown yet, and nothing is wrong: ask again.
ACCEPTED = 202
#: What staff read where a paper is not there yet: with what can be done about it.
STAFF_PAGE = "cases/paper.html"
#: It is the archive's, and closed to everybody here.
GONE = 410


@xframe_options_sameorigin
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    return _paper(request, pk, as_attachment=False)


@require_safe
def download_paper(request: HttpRequest, pk: int) -> HttpResponse:
    return _paper(request, pk, as_attachment=True)


def _paper(request: HttpRequest, pk: int, *, as_attachment: bool) -> HttpResponse:
    visible = Case.objects.visible_to(request.user)
    # A ruling stays in sight of the bureau that made it, also once the case has gone on.
    ruled = Objection.objects.visible_to(request.user).filter(ruling__isnull=False)
    papers = CasePaper.objects.filter(
        Q(case__in=visible) | Q(pk__in=ruled.values("ruling"))
    ).select_related("document__signature", "case__erasure")
    found = papers.filter(pk=pk).first()
    if found is None:
        raise Http404
    return hand_out(request, found, as_attachment=as_attachment)


def hand_out(
    request: HttpRequest,
    found: CasePaper,
    *,
    as_attachment: bool = False,
    page: str = STAFF_PAGE,
) -> HttpResponse:
    """The paper's file, signed where it is to be; ``page`` says what is the matter where it isn't
    there. Who may see it has been asked before."""
    erasure = getattr(found.case, "erasure", None)
    if erasure is not None and erasure.has_begun:
        return _not_there(request, found, page, erased=True)
    document, signature = found.document, found.document.asked_signature
    bare = (
        page == STAFF_PAGE and "unsealed" in request.GET
    )  # to be printed and sealed by hand while signing is down
    if document.state != Document.State.DRAWN:
        return _not_there(request, found, page, failed=document.state == Document.State.FAILED)
    waits = signature is not None and signature.state != Signature.State.SIGNED
    if signature is not None and waits and not bare:
        return _not_there(
            request, found, page, failed=signature.state == Signature.State.FAILED, unsigned=True
        )
    try:
        if signature is None or waits:
            content, media_type, suffix = document.read_pdf(), "application/pdf", "pdf"
        else:
            content, media_type, suffix = (
                signature.read_file(),
                signature.media_type,
                signature.suffix,
            )
    except (PaperDamaged, OSError) as error:
        logger.exception("Paper %s can't be handed out: %s", document.pk, type(error).__name__)
        return _not_there(request, found, page, damaged=True)
    name = f"{document.title}{document.label}.{suffix}"
    return file_of(content, name, media_type=media_type, as_attachment=as_attachment)


def file_of(
    content: bytes,
    name: str,
    *,
    media_type: str = "application/pdf",
    as_attachment: bool = False,
) -> HttpResponse:
    """The file under a name that says what it is, with its suffix, and nobody's name."""
    name = name.replace("/", "、")
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, name) or ""
    return response


def _not_there(
    request: HttpRequest,
    paper: CasePaper,
    page: str,
    *,
    failed: bool = False,
    damaged: bool = False,
    unsigned: bool = False,
    erased: bool = False,
) -> HttpResponse:
    """What is the matter with the paper, and what can be done."""
    context = {
        "paper": paper,
        "case": paper.case,
        "failed": failed,
        "damaged": damaged,
        "unsigned": unsigned,
        "erased": erased,
    }
    status = GONE if erased else 500 if failed or damaged else ACCEPTED
    return render(request, page, context, status=status)


def closed(request: HttpRequest, title: str) -> HttpResponse:
    """Several papers, of which an erasure has closed one at least."""
    return render(request, "cases/closed_papers.html", {"title": title}, status=GONE)


#: A picture or a file that may run something gets no right at all, whatever a browser takes it for.
#: A plain PDF keeps the site's own policy: browsers refuse to show one in a sandbox.
SANDBOX = "sandbox; default-src 'none'; img-src 'self'"


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One's reading is recorded before the file leaves; what a scanner has locked never leaves."""
    visible = Case.objects.visible_to(request.user)
    kept = Attachment.objects.filter(case__in=visible).exclude(file="")
    found = kept.filter(pk=pk).select_related("case").first()
    if found is None:
        raise Http404
    if found.locked:
        return _locked(request, found)
    try:
        content = found.file.open("rb")
    except OSError as error:
        logger.exception("File %s can't be handed out: %s", found.pk, type(error).__name__)
        return _locked(request, found, damaged=True)
    if request.method != "HEAD":
        read_file(found, by=request.user, at=timezone.now())
    answer = FileResponse(
        content,
        filename=found.name,
        content_type=found.content_type,
        as_attachment=found.active,
    )
    if found.active or found.content_type != "application/pdf":
        answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _locked(request: HttpRequest, found: Attachment, *, damaged: bool = False) -> HttpResponse:
    """Why there is no file, and what can be done."""
    context = {"file": found, "case": found.case, "damaged": damaged}
    return render(request, "cases/locked_file.html", context, status=500 if damaged else 403)
