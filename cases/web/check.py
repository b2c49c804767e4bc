"""Anyone checks a paper: by the code on it, or by its file. No login, and nothing is kept.

The code of a paper is neither name nor number and can't be guessed (an HMAC of its facts); who
tries many waits. Whatever is not a paper of ours gets one and the same answer.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from cases.masking import masked_name
from cases.models import CasePaper
from cases.web.papers import english_of, standing_of
from cases.web.status_access import FOLLOWED
from cases.web.uploads import LARGEST, DigestHandler
from documents import checking, throttling
from documents.models import Document

Page = Callable[..., HttpResponseBase]
# Referrer-Policy is the house's own, same-origin: with "no-referrer" a browser sends its forms
# with "Origin: null", and the token's check refuses them.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
POLICY = {
    "default-src": [NONE],
    "style-src": [SELF],
    "img-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}


def public(page: Page) -> Page:
    """For everybody, and nowhere kept: not in a cache, a search engine or another site's log."""

    @login_not_required
    @csp(POLICY)
    @wraps(page)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = page(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answered


@public
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Where a code is typed. It goes on to the address that the square code on the paper holds."""
    if request.method != "POST":
        return _ask(request)
    typed = request.POST.get("code", "")
    if code := checking.plain_code(typed):
        return redirect("cases:check_paper", code)
    said = _("A code has sixteen figures: digits, and letters from A to F. Look at it again.")
    return _ask(request, code_error=said, typed=typed[:40])


@public
@require_safe
def check_paper(request: HttpRequest, code: str) -> HttpResponse:
    """What the paper with this code is, and how it stands."""
    at, client = timezone.now(), throttling.client_of(request.META["REMOTE_ADDR"])
    if again_at := throttling.take("code", client=client, at=at):
        return _wait(request, again_at)
    document = checking.paper_with_code(checking.plain_code(code))
    if document is None:
        return render(request, "check/unknown.html", status=404)
    throttling.give_back("code", client=client, at=at)
    return _show(request, document, by_file=False)


# The token is checked inside: reading it reads the body, and first the file needs its handler.
@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    """Is this the very file of a paper? It is read in pieces, and no piece is kept."""
    if request.method != "POST":
        return redirect("cases:check")  # the answer was loaded anew, or its language switched
    client = throttling.client_of(request.META["REMOTE_ADDR"])
    if again_at := throttling.take("file", client=client, at=timezone.now()):
        return _wait(request, again_at)
    handler = DigestHandler(request)
    request.upload_handlers = [handler]
    return _answer_file(request, handler)


@csrf_protect
def _answer_file(request: HttpRequest, handler: DigestHandler) -> HttpResponse:
    request.POST  # noqa: B018  (reads the body, where the token's check has not)
    seen = handler.seen
    if seen is None:
        return _ask(request, file_error=_("Choose the PDF file of a paper first."))
    if seen.is_too_large:
        said = _("The file is larger than %(most)d MB. No paper of ours is.")
        return _ask(request, file_error=said % {"most": LARGEST // 1024**2})
    if not seen.is_pdf:
        return _ask(request, file_error=_("This is not a PDF file."))
    document = checking.paper_with_file(seen.sha256)
    if document is None:
        return render(request, "check/changed.html")
    return _show(request, document, by_file=True)


def _ask(request: HttpRequest, **said: str) -> HttpResponse:
    context = {"code_error": "", "typed": "", "file_error": ""} | said
    return render(request, "check/ask.html", context, status=400 if said else 200)


def _show(request: HttpRequest, document: Document, *, by_file: bool) -> HttpResponse:
    """After an erasure still that a paper of this number was issued and when, and of no person."""
    facts = document.read_facts()
    closed = CasePaper.objects.filter(document=document).closed().exists()
    context = {
        "document": document,
        "english": english_of(document),
        "agency": facts.agency.name,
        "name": "" if closed else masked_name(facts.concerns),
        "standing": standing_of(document),
        "by_file": by_file,
        "closed": closed,
        "follows": not closed and not by_file and document.kind in FOLLOWED,
    }
    return render(request, "check/paper.html", context)


def _wait(request: HttpRequest, again_at: datetime) -> HttpResponse:
    again = f"{localtime(again_at):%H:%M}"
    return render(request, "check/wait.html", {"again": again}, status=429)
