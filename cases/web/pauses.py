"""Long pauses, for heads of agency: what stands still, and what would be if it ran on today."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.models import Case
from cases.pauses import LONG, long_pauses
from cases.states import Role

#: What the page offers to choose from.
CHOICES = (7, 14, LONG, 60, 90)


@require_safe
def pauses(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if Role.SUPERVISOR not in user.roles:
        raise Http404
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdecimal() and len(asked) < 5 else LONG
    found = long_pauses(Case.objects.supervised_by(user), at=timezone.now(), days=days)
    context = {
        "rows": found,
        "days": days,
        "choices": sorted({*CHOICES, days}),
        "late": sum(one.late for one in found),
    }
    return render(request, "cases/pauses.html", context)
