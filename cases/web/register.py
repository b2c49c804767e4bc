"""Register: an application is taken down at the counter, on one screen."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.actions.register import register_case
from cases.models import Case, Office
from cases.states import Role
from cases.web.acts import CONFLICT
from cases.web.forms.register import RegisterForm
from workflow.transitions import TransitionRefused


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """For station clerks alone; for anybody else there is no such page."""
    user: Any = request.user
    held = user.offices(Role.CLERK)
    stations = Office.objects.filter(pk__in=held, active=True) if held else Office.objects.none()
    if not stations:
        raise Http404
    given: dict[str, Any] = {"stations": stations, "at": timezone.now()}
    form = RegisterForm(request.POST if request.method == "POST" else None, **given)
    if form.is_bound and form.is_valid():
        return _keep(request, form)
    return _page(request, form)


def _keep(request: HttpRequest, form: RegisterForm) -> HttpResponse:
    user: Any = request.user
    # Tied to the person: nobody gets at somebody else's case by sending its form's key.
    submission = f"web:{user.pk}:{form.cleaned_data['submission']}"
    again = Case.objects.filter(submission=submission).exists()
    try:
        case = register_case(
            station=form.cleaned_data["station"],
            applicant=form.applicant(),
            facts=form.facts(),
            opponents=form.cleaned_data["opponents"],
            submission=submission,
            by=user,
            at=timezone.now(),
        )
    except TransitionRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, str(sentence))
        return _page(request, form, status=CONFLICT)
    if again:
        messages.info(
            request,
            _("This form was registered already as %(number)s: nothing was taken down twice.")
            % {"number": case.number},
        )
    else:
        _tell(request, form, case)
    return redirect(case)


def _tell(request: HttpRequest, form: RegisterForm, case: Case) -> None:
    messages.success(request, _("Case %(number)s is registered.") % {"number": case.number})
    if form.urgent():
        messages.warning(
            request,
            _("The limitation ends in less than seven days: the head may grant aid first (L44)."),
        )
    for sentence in form.warnings:
        messages.warning(request, sentence)
    if case.applicant.id_no:
        _tell_of_others(request, case)


def _tell_of_others(request: HttpRequest, case: Case) -> None:
    """The same person has an open case in sight: perhaps it is the same matter."""
    open_ones = Case.objects.visible_to(request.user).open()
    others = open_ones.filter(applicant__id_no=case.applicant.id_no).exclude(pk=case.pk)
    for number in others.order_by("pk").values_list("number", flat=True)[:3]:
        messages.warning(
            request,
            _("The same identity number is on case %(number)s, which is open: compare them.")
            % {"number": number},
        )


def _page(request: HttpRequest, form: RegisterForm, *, status: int = 200) -> HttpResponse:
    return render(request, "cases/register.html", {"form": form}, status=status)
