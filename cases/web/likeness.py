"""What resembles an application: asked before it is kept, shown on its page, told apart by a person."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cases.actions.keep_draft import submission_of
from cases.actions.tell_apart import tell_apart
from cases.lookalikes import Lookalikes, of_case, of_form
from cases.models import Case
from cases.states import Role
from cases.web.acts import CONFLICT
from cases.web.cases import opponents_of, visible_case
from cases.web.forms.base import HouseForm, Words
from workflow.transitions import TransitionRefused

#: The box of the question, and its value: what was in view when it was ticked.
ANYWAY = "anyway"


def ask_before(request: HttpRequest, form: Any) -> Lookalikes | None:
    """What may be the very same application, unless the clerk has looked at it and goes on. A form
    that was kept already is not asked about again: it leads to its case."""
    user: Any = request.user
    key = submission_of(form.cleaned_data["submission"], user)
    if Case.objects.filter(submission=key).exists():
        return None
    found = of_form(
        form.applicant(),
        form.cleaned_data["matter"],
        form.cleaned_data["opponents"],
        station=form.cleaned_data["station"].pk,
        user=user,
        together=form.cleaned_data["co"],
        agent=form.cleaned_data["agent"],
    ).asking
    if not found or constant_time_compare(request.POST.get(ANYWAY, ""), seen(found)):
        return None
    return found


def seen(found: Lookalikes) -> str:
    """Stands for exactly these cases: another one that turns up meanwhile is asked about anew."""
    keys = [one.finding.case for one in found.here] + [one.key for one in found.elsewhere]
    return salted_hmac("cases.likeness", ",".join(map(str, sorted(keys)))).hexdigest()


def question(found: Lookalikes | None) -> dict[str, Any]:
    """For the page of the form."""
    return {"same": found, "anyway": ANYWAY, "seen": seen(found) if found else ""}


def tell_of(request: HttpRequest, case: Case) -> None:
    """After an application was kept: what resembles it, in a sentence each."""
    found = of_case(case, request.user, opponents=opponents_of(case))
    if found is None:
        return
    for one in found.here[:3]:
        reasons = " ".join(str(reason) for reason in one.finding.reasons)
        messages.warning(
            request,
            _("Compare with case %(number)s (%(name)s, %(status)s): %(reasons)s")
            % {
                "number": one.number,
                "name": one.name,
                "status": one.status,
                "reasons": reasons,
            },
        )
    for elsewhere in found.elsewhere[:3]:
        messages.warning(
            request,
            _("Another workstation has an open case, ask there: %(station)s.")
            % {"station": elsewhere.station},
        )


class TellApart(HouseForm):
    reason = Words(
        label=gettext_lazy("What makes them different"),
        rows=2,
        max_length=200,
        help_text=gettext_lazy("Kept in the record: write no name and no number."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def apart(request: HttpRequest, number: str, other: str) -> HttpResponse:
    """For the reviewer: this hint was looked at, and need not come back."""
    case, second = visible_case(request, number), visible_case(request, other)
    if Role.REVIEWER not in request.user.roles_on(case):  # type: ignore[union-attr]
        raise Http404
    form = TellApart(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return _page(request, case, second, form)
    try:
        tell_apart(case=case, other=second, by=request.user, at=timezone.now(), **form.cleaned_data)
    except TransitionRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, str(sentence))
        return _page(request, case, second, form, status=CONFLICT)
    messages.success(request, _("The hint on case %(number)s is gone.") % {"number": second.number})
    return redirect(case)


def _page(
    request: HttpRequest, case: Case, other: Case, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    context = {"case": case, "other": other, "form": form}
    return render(request, "cases/tell_apart.html", context, status=status)
