"""Seals: what each office has, a new one handed in, and the decision of a second administrator."""

import base64
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.change_seals import SEALED, decide_seal, propose_seal
from cases.actions.sign_again import sign_again
from cases.models import Office
from cases.states import Role
from cases.web.doors import only_for
from cases.web.forms.seals import SealDecisionForm, SealForm
from documents import marks, signing
from documents.kinds.grant_decision.sample import SAMPLES
from documents.models import Seal, SealChange, Signature
from documents.rendering import Asset, Imprint, paint
from workflow.transitions import TransitionRefused

#: Stands where the number would: what is printed from a preview must not pass for a paper.
PREVIEW = "样张，不具效力"


@require_safe
@only_for(Role.ADMIN)
def seals(request: HttpRequest) -> HttpResponse:
    """Each office's seal, what is to come, and what waits; and how the signing of papers goes."""
    at = timezone.now()
    waiting = {change.issuer: change for change in SealChange.objects.waiting()}
    listed = []
    for office in _offices():
        present = Seal.objects.in_use(office.code, at=at).first()
        coming = Seal.objects.filter(issuer=office.code, used_from__gt=at).order_by("used_from")
        listed.append(
            {
                "office": office,
                "present": present,
                "picture": shown(present) if present else sample_of(office),
                "coming": coming,
                "waiting": waiting.get(office.code),
                "signed": signing.signs_for(office.code),
            }
        )
    states = Signature.State
    context = {
        "seals": listed,
        "signing": signing.is_on(),
        "faults": signing.faults(),
        "to_sign": Signature.objects.filter(state=states.PENDING).count(),
        "not_signed": Signature.objects.filter(state=states.FAILED).count(),
    }
    return render(request, "cases/seals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(Role.ADMIN)
def new_seal(request: HttpRequest, code: str) -> HttpResponse:
    """Hand in the picture of an office's seal."""
    office, at = get_object_or_404(_offices(), code=code), timezone.now()
    form = SealForm(request.POST or None, request.FILES or None, request=request, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            change = propose_seal(office_id=office.pk, by=request.user, at=at, **form.facts())
        except TransitionRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, str(sentence))
        else:
            messages.success(
                request, _("The seal is handed in. Another administrator must confirm it.")
            )
            return redirect("cases:seal_change", change.pk)
    return render(request, "cases/new_seal.html", {"form": form, "office": office})


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(Role.ADMIN)
def seal_change(request: HttpRequest, pk: int) -> HttpResponse:
    """One new seal beside the present one, and the decision of another person."""
    found = SealChange.objects.select_related("proposed_by", "decided_by", "made")
    change, at = get_object_or_404(found, pk=pk), timezone.now()
    office = get_object_or_404(Office, code=change.issuer)
    mine = change.proposed_by_id == request.user.pk
    form = SealDecisionForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        accept = request.POST.get("answer") == "accept"
        try:
            decide_seal(
                change_id=pk,
                accept=accept,
                note=form.cleaned_data["note"],
                by=request.user,
                at=at,
            )
        except TransitionRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, str(sentence))
        else:
            said = _("The seal is confirmed.") if accept else _("The seal is rejected.")
            messages.success(request, said)
            return redirect("cases:seals")
    before = Seal.objects.in_use(change.issuer, at=change.proposed_at).first()
    context = {
        "change": change,
        "office": office,
        "form": form if change.is_pending and not mine else None,
        "mine": mine,
        "before": shown(before) if before else sample_of(office),
        "after": shown(change),
    }
    return render(request, "cases/seal_change.html", context)


@require_safe
@only_for(Role.ADMIN)
def preview_seal(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper with invented content under the new seal."""
    change = get_object_or_404(SealChange, pk=pk)
    office = get_object_or_404(Office, code=change.issuer)
    facts = SAMPLES["grant_decision"]
    facts = replace(facts, agency=replace(facts.agency, code=office.code, name=office.name))
    imprint = Imprint(
        label=PREVIEW,
        issued_at=change.proposed_at,
        check_code="0" * 16,
        seal=Asset(bytes(change.image), change.media_type),
    )
    response = HttpResponse(paint(facts, imprint), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="preview.pdf"'
    return response


@require_POST
@only_for(Role.ADMIN)
def again(request: HttpRequest) -> HttpResponse:
    """Have papers signed once more that could not be signed."""
    count = sign_again(by=request.user, at=timezone.now())
    said = ngettext("%d paper waits again.", "%d papers wait again.", count)
    messages.success(request, said % count)
    return redirect("cases:seals")


def _offices() -> Any:
    return Office.objects.filter(kind__in=SEALED, active=True)


def shown(picture: Any) -> str:
    """A picture as an address that holds it: there is no other place to fetch a seal from."""
    return f"data:{picture.media_type};base64,{base64.b64encode(bytes(picture.image)).decode()}"


def sample_of(office: Office) -> str:
    """The seal for trials, made from the name; nothing where a character of it can't be drawn."""
    try:
        content = marks.seal(office.name)
    except LookupError:
        return ""
    return f"data:image/svg+xml;base64,{base64.b64encode(content).decode()}"
