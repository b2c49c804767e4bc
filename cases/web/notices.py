"""Notices: what the system has told this person about limits."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cases.models import Case

PAGE = 50


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The latest first. A notice stays although its case has left one's sight; its link does not."""
    told = request.user.notices.select_related("case", "clock__rule")  # type: ignore[union-attr]
    page = Paginator(told, PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    visible = Case.objects.visible_to(request.user)
    seen = set(visible.filter(pk__in=[one.case_id for one in listed]).values_list("pk", flat=True))
    context = {"page": page, "notices": listed, "seen": seen}
    return render(request, "cases/notices.html", context)


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """One notice, or all of them."""
    mine = request.user.notices.filter(read_at=None)  # type: ignore[union-attr]
    if (chosen := request.POST.get("notice", "")) and chosen.isdecimal():
        mine = mine.filter(pk=chosen)
    mine.update(read_at=timezone.now())
    return redirect("cases:notices")
