"""Pages that belong to no case."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def source(request: HttpRequest) -> HttpResponse:
    """Where the program's source is, for everyone who uses it over the network (AGPL, section 13)."""
    return render(request, "cases/source.html")
