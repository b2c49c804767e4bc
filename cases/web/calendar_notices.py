"""For administrators: take a notice of rest days in, look at what it would change, decide on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.calendar_notices import confirm_notice, import_notice, reject_notice
from cases.recomputing import foreseen, latest_recompute
from cases.states import Role
from cases.web.calendar import LOOK_AGAIN
from cases.web.forms.calendar import ImportForm, RejectForm
from workflow.calendar_notices import NoticeRefused, days_of, why_not_confirm
from workflow.models import CalendarNotice
from workflow.notice_files import warnings

#: The request was understood, and what it asks for can't be done to the notice as it stands.
CONFLICT = 409


def _for_administrators(request: HttpRequest) -> None:
    if Role.ADMIN not in request.user.roles:  # type: ignore[union-attr]
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def import_calendar(request: HttpRequest) -> HttpResponse:
    """One form: the notice's number and day, and its days as a file or as lines."""
    _for_administrators(request)
    at = timezone.now()
    if request.method != "POST":
        form = ImportForm(initial={"year": localdate(at).year + 1})
        return render(request, "cases/calendar_import.html", {"form": form})
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            notice = import_notice(
                draft=form.draft,
                paper_no=form.cleaned_data["paper_no"],
                published_on=form.cleaned_data["published_on"],
                source_name=form.source_name,
                by=request.user,
                at=at,
            )
        except NoticeRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
        else:
            said = _("%(notice)s is taken in. Another administrator must confirm it.")
            messages.success(request, said % {"notice": notice})
            return redirect("cases:calendar_notice", notice.pk)
    form.keep_lines()
    return render(request, "cases/calendar_import.html", {"form": form})


@require_safe
def calendar_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """While it waits: what it would change. Once it is in force: how far the recompute is."""
    _for_administrators(request)
    return _page(request, _notice(pk), RejectForm())


@require_POST
def confirm_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's yes: in force with this commit."""
    _for_administrators(request)
    notice = _notice(pk)
    try:
        confirm_notice(notice_id=pk, by=request.user, at=timezone.now())
    except NoticeRefused as refusal:
        return _page(request, _notice(pk), RejectForm(), refusal.sentences, status=CONFLICT)
    said = _("%(notice)s is in force. Open limits are being dated anew.") % {"notice": notice}
    messages.success(request, said)
    return redirect("cases:calendar_notice", pk)


@require_POST
def reject_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's no, or the importer's own; with the reason."""
    _for_administrators(request)
    notice, form = _notice(pk), RejectForm(request.POST)
    if not form.is_valid():
        return _page(request, notice, form)
    try:
        reject_notice(
            notice_id=pk, why=form.cleaned_data["why"], by=request.user, at=timezone.now()
        )
    except NoticeRefused as refusal:
        return _page(request, _notice(pk), form, refusal.sentences, status=CONFLICT)
    messages.success(request, _("%(notice)s is rejected.") % {"notice": notice})
    return redirect("cases:calendar_of", notice.year)


def _notice(pk: int) -> CalendarNotice:
    people = CalendarNotice.objects.select_related("imported_by", "confirmed_by", "rejected_by")
    return get_object_or_404(people, pk=pk)


def _page(
    request: HttpRequest,
    notice: CalendarNotice,
    form: RejectForm,
    refusals: tuple[str, ...] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    days = days_of(notice)
    work = latest_recompute() if notice.confirmed else None
    context: dict[str, Any] = {
        "notice": notice,
        "days": [
            (day, status == "work", _(occasion) if occasion else "")
            for day, status, occasion in days
        ],
        "warnings": warnings(notice.year, days) if notice.waits else [],
        "found": foreseen(notice, at=timezone.now()) if notice.waits else None,
        "why_not": why_not_confirm(notice, request.user) if notice.waits else "",
        "form": form,
        "refusals": refusals,
        "work": work if work and work.notice_id == notice.pk else None,
    }
    answer = render(request, "cases/calendar_notice.html", context, status=status)
    if context["work"] and context["work"].running:
        answer["Refresh"] = str(LOOK_AGAIN)
    return answer
