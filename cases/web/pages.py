"""Pages that belong to no case."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """Where the program's source is, for everyone who uses it over the network (AGPL, section 13)."""
    own = reverse("cases:source")
    elsewhere = "" if own == settings.SOURCE_URL else settings.SOURCE_URL
    return render(request, "cases/source.html", {"elsewhere": elsewhere})
