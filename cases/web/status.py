"""For the applicant: how my case stands, by the code on the receipt and four digits. No login.

The answer is the POST's own: no address holds the digits, nothing is kept in the browser, and who
takes the phone next must type them again.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.models import Case
from cases.web.check import public
from cases.web.status_access import ask, plain_digits
from cases.web.status_facts import shown
from documents import checking


@public
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Where code and digits are typed."""
    if request.method != "POST":
        return _ask(request)
    return _answer(request, request.POST.get("code", ""), own_page=False)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def status_of(request: HttpRequest, code: str) -> HttpResponse:
    """Where the page of a paper leads: the code is there, the digits are asked for."""
    if request.method != "POST":
        return _ask(request, code=checking.plain_code(code))
    return _answer(request, code, own_page=True)


def _answer(request: HttpRequest, typed: str, *, own_page: bool) -> HttpResponse:
    """One sentence for every wrong answer: it tells nobody whether there is such a paper."""
    code = checking.plain_code(typed)
    digits, at = plain_digits(request.POST.get("digits", "")), timezone.now()
    asked = ask(code, digits, address=request.META["REMOTE_ADDR"], at=at)
    if asked.again_at:
        again = f"{localtime(asked.again_at):%m-%d %H:%M}"
        return render(request, "status/wait.html", {"again": again}, status=429)
    if asked.case_id is None:
        said = _("The code and the four characters do not belong together. Look at both again.")
        given = {"code": code} if own_page else {"typed": typed[:40]}
        return _ask(request, error=said, **given)
    case = Case.objects.select_related("station", "agency__parent", "applicant")
    found = case.without_personal().get(pk=asked.case_id)
    context = {"shown": shown(found, at=at), "at": localtime(at)}
    return render(request, "status/case.html", context)


def _ask(request: HttpRequest, *, code: str = "", typed: str = "", error: str = "") -> HttpResponse:
    context = {"code": code, "typed": typed, "error": error}
    return render(request, "status/ask.html", context, status=400 if error else 200)
