"""Notices: what the system has told this person about limits."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cases.models import Case, Objection

PAGE = 50


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The latest first. A notice stays although its case has left one's sight; its link does not."""
    user: Any = request.user
    told = user.notices.select_related(
        "case", "clock__rule", "objection_clock__rule", "objection_clock__subject"
    )
    page = Paginator(told, PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    visible = Case.objects.visible_to(request.user)
    seen = set(visible.filter(pk__in=[one.case_id for one in listed]).values_list("pk", flat=True))
    linked = {one.pk for one in listed if one.clock_id and one.case_id in seen}
    context = {
        "page": page,
        "notices": listed,
        "linked": linked | _of_objections(listed, request.user),
    }
    return render(request, "cases/notices.html", context)


def _of_objections(listed: list[Any], user: Any) -> set[int]:
    """Those of objections that the person sees; no query where there is none."""
    told = {one.pk: one.objection_clock.subject_id for one in listed if one.objection_clock_id}
    if not told:
        return set()
    seen = Objection.objects.visible_to(user).filter(pk__in=told.values())
    keys = set(seen.values_list("pk", flat=True))
    return {notice for notice, objection in told.items() if objection in keys}


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """One notice, or all of them."""
    mine = request.user.notices.filter(read_at=None)  # type: ignore[union-attr]
    if (chosen := request.POST.get("notice", "")) and chosen.isdecimal():
        mine = mine.filter(pk=chosen)
    mine.update(read_at=timezone.now())
    return redirect("cases:notices")
