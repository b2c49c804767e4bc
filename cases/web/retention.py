"""How long is kept: the periods, for administrators; the cases past them, for heads of agency."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.change_retention import confirm_retention, enter_retention
from cases.actions.confirm_erasure import confirm_erasures
from cases.actions.publish_notice import publish_notice
from cases.models import Erasure, NoticeEdition, RetentionRule
from cases.models.keeping import Ending
from cases.states import Role
from cases.web.doors import only_for
from cases.web.forms.retention import NoticeForm, RetentionForm
from workflow.transitions import TransitionRefused

#: So many cases stand on the list at once.
PAGE = 100


@require_safe
@only_for(Role.ADMIN, Role.AUDITOR, Role.SUPERVISOR)
def retention(request: HttpRequest) -> HttpResponse:
    """The period of each end, or that none is set; and what waits for this head."""
    return render(request, "cases/retention.html", _page_of(request))


def _page_of(request: HttpRequest, form: Any = None) -> dict[str, Any]:
    at, user = timezone.now(), request.user
    in_force = RetentionRule.objects.in_force(localdate(at))
    rules = list(RetentionRule.objects.select_related("by", "confirmed_by"))
    listed = Erasure.objects.visible_to(user).select_related("case", "rule")
    admin = Role.ADMIN in user.roles  # type: ignore[union-attr]
    return {
        "ends": [(Ending(code).label, in_force.get(code)) for code in Ending.values],
        "rules": rules,
        "form": form or (RetentionForm(today=localdate(at)) if admin else None),
        "is_head": Role.SUPERVISOR in user.roles,  # type: ignore[union-attr]
        "listed": listed.listed()[:PAGE],
        "under_way": listed.under_way().count(),
        "erased": listed.filter(state=Erasure.State.ERASED).order_by("-erased_at")[:PAGE],
    }


@require_POST
@only_for(Role.ADMIN)
def enter(request: HttpRequest) -> HttpResponse:
    """A new period: another administrator confirms it."""
    form = RetentionForm(request.POST, today=localdate(timezone.now()))
    if form.is_valid():
        try:
            enter_retention(by=request.user, at=timezone.now(), **form.cleaned_data)
        except TransitionRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, str(sentence))
        else:
            said = _("The period is entered. Another administrator must confirm it.")
            messages.success(request, said)
            return redirect("cases:retention")
    return render(request, "cases/retention.html", _page_of(request, form))


@require_POST
@only_for(Role.ADMIN)
def confirm_period(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(RetentionRule, pk=pk)
    try:
        confirm_retention(rule_id=pk, by=request.user, at=timezone.now())
    except TransitionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The period is confirmed."))
    return redirect("cases:retention")


@require_POST
@only_for(Role.SUPERVISOR)
def confirm(request: HttpRequest) -> HttpResponse:
    """The cases that were ticked, all or none."""
    visible = Erasure.objects.visible_to(request.user)
    asked = [int(pk) for pk in request.POST.getlist("erasure") if pk.isdecimal() and len(pk) < 19]
    chosen = list(visible.filter(pk__in=asked).values_list("pk", flat=True))
    try:
        done = confirm_erasures(erasures=chosen, by=request.user, at=timezone.now())
    except TransitionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext(
            "%(count)d case is confirmed: what it holds about people is erased by the next run.",
            "%(count)d cases are confirmed: what they hold about people is erased by the next run.",
            done,
        )
        messages.success(request, said % {"count": done})
    return redirect("cases:retention")


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest) -> HttpResponse:
    """The notice as it is read out, in both languages; an administrator puts in a new edition."""
    at, user = timezone.now(), request.user
    admin = Role.ADMIN in user.roles  # type: ignore[union-attr]
    present = NoticeEdition.objects.in_force(localdate(at))
    if request.method == "POST" and not admin:
        raise Http404
    form = None
    if admin:
        first = {"text_zh": present.text_zh, "text_en": present.text_en} if present else {}
        form = NoticeForm(request.POST or None, initial=first, today=localdate(at))
        if form.is_bound and form.is_valid():
            try:
                publish_notice(by=user, at=at, **form.cleaned_data)
            except TransitionRefused as refusal:
                for sentence in refusal.sentences:
                    form.add_error(None, str(sentence))
            else:
                messages.success(request, _("The new edition is kept."))
                return redirect("cases:data_notice")
    context = {
        "present": present,
        "editions": NoticeEdition.objects.select_related("by"),
        "form": form,
    }
    return render(request, "cases/data_notice.html", context)
