"""Channels: what is set up, the endpoints of the offices, and a test of each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.keep_endpoint import keep_endpoint, use_endpoint
from cases.actions.try_channel import try_channel
from cases.models import Endpoint
from cases.states import Role
from cases.web.doors import only_for
from cases.web.forms.endpoints import endpoint_form, in_order
from workflow.channels import Reaches, channel, known_channels
from workflow.channels.reasons import in_words


@require_safe
@only_for(Role.ADMIN)
def channels(request: HttpRequest) -> HttpResponse:
    """Every channel with what is missing for it, and its endpoints."""
    endpoints: dict[str, list[Endpoint]] = {}
    for endpoint in Endpoint.objects.unopened().select_related("office"):
        endpoints.setdefault(endpoint.channel, []).append(endpoint)
    listed = [
        {
            "name": name,
            "channel": channel(name),
            "to_person": channel(name).reaches is Reaches.PERSON,
            "is_set_up": channel(name).is_set_up(),
            "endpoints": endpoints.get(name, []),
        }
        for name in in_order(known_channels())
    ]
    return render(request, "cases/channels.html", {"channels": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(Role.ADMIN)
def new_endpoint(request: HttpRequest, name: str) -> HttpResponse:
    _machine(name)
    return _edit(request, Endpoint(channel=name), kept=())


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(Role.ADMIN)
def endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    found: Any = get_object_or_404(Endpoint.objects.unopened(), pk=pk)
    kept = [name for name in ("url", "secret") if getattr(found, f"has_{name}")]
    return _edit(request, found, kept=tuple(kept))


def _edit(request: HttpRequest, edited: Endpoint, *, kept: tuple[str, ...]) -> HttpResponse:
    first = {**edited.config, "name": edited.name, "office": edited.office_id}
    form = endpoint_form(edited.channel)(request.POST or None, initial=first, kept=kept)
    if form.is_valid():
        at, facts = timezone.now(), form.facts()
        facts["config"] = {**facts["config"], **_host(edited)}
        keep_endpoint(edited, facts=facts, sealed=form.sealed(), by=request.user, at=at)
        messages.success(request, _("“%(name)s” is kept.") % {"name": edited.name})
        return redirect("cases:channels")
    context = {"form": form, "endpoint": edited, "label": channel(edited.channel).label}
    return render(request, "cases/endpoint.html", context)


def _host(edited: Endpoint) -> dict[str, str]:
    return {"host": edited.config["host"]} if "host" in edited.config else {}


@require_POST
@only_for(Role.ADMIN)
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an endpoint into use, or out of use."""
    found = get_object_or_404(Endpoint.objects.unopened(), pk=pk)
    active = request.POST.get("active") == "1"
    use_endpoint(found, active=active, by=request.user, at=timezone.now())
    said = _("“%(name)s” is in use.") if active else _("“%(name)s” is out of use.")
    messages.success(request, said % {"name": found.name})
    return redirect("cases:channels")


@require_POST
@only_for(Role.ADMIN)
def test_channel(request: HttpRequest, name: str) -> HttpResponse:
    """Send a test to oneself."""
    if name not in known_channels() or channel(name).reaches is not Reaches.PERSON:
        raise Http404
    return _test(request, name, None)


@require_POST
@only_for(Role.ADMIN)
def test_endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a test to a machine, whether it is in use or not."""
    found = get_object_or_404(Endpoint.objects.unopened(), pk=pk)
    return _test(request, found.channel, found)


def _test(request: HttpRequest, name: str, found: Endpoint | None) -> HttpResponse:
    user: Any = request.user
    reason = try_channel(name, endpoint=found, by=user, at=timezone.now())
    label = f"{channel(name).label} “{found.name}”" if found else channel(name).label
    if not reason:
        messages.success(request, _("%(channel)s: the test was sent.") % {"channel": label})
    else:
        said = _("%(channel)s: the test failed. %(why)s")
        messages.error(request, said % {"channel": label, "why": _why(name, reason)})
    return redirect("cases:channels")


def _why(name: str, reason: str) -> str:
    if reason == "no_address":
        return _("Enter your own address first: Administration, People.")
    if reason == "not_set_up":
        return str(channel(name).how_to_set_up)
    return in_words(reason)


def _machine(name: str) -> None:
    if name not in known_channels() or channel(name).reaches is not Reaches.ENDPOINT:
        raise Http404
