"""Drafts of applications at the counter: saved while one types, listed, continued, discarded."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as refused
from django.views.decorators.http import require_POST, require_safe

from cases.actions.discard_draft import discard_draft
from cases.actions.keep_draft import keep_draft
from cases.causes import usual
from cases.codes import Matter, in_words
from cases.models import IntakeDraft, Office, User
from cases.states import Role
from cases.web.acts import CONFLICT
from cases.web.forms.register import RegisterForm
from workflow.transitions import TransitionRefused

#: Who the form was made for, sealed into it: what is typed after a session's end is still theirs.
SALT = "cases.web.register.owner"
#: So many drafts are named on the register page itself; the others have a page of their own.
NAMED = 1
#: The values of a list that a form without a tick leaves out.
TICKED = ("groups", "materials", "criminal", "life_or_death", "claim_divisible", "as_printed")


def stations_of(user: Any) -> Any:
    """Where this person takes applications."""
    held = user.offices(Role.CLERK)
    return Office.objects.filter(pk__in=held, active=True) if held else Office.objects.none()


def token_of(user: Any) -> str:
    return signing.dumps(user.pk, salt=SALT)


def owner_of(request: HttpRequest) -> Any:
    """Whose form this is: the person logged in, or the one for whom it was made. It only ever lets a
    draft be written; to read one, one logs in."""
    return request.user if request.user.is_authenticated else made_for(request)


def made_for(request: HttpRequest) -> Any:
    """For whom the form was made that this was sent from; None where nobody made it."""
    try:
        found = signing.loads(
            request.POST.get("owner", ""), salt=SALT, max_age=2 * settings.SESSION_COOKIE_AGE
        )
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=found, is_active=True).first()


def key_in(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("submission", ""))
    except ValueError:
        return None


def newest(request: HttpRequest) -> IntakeDraft | None:
    """The draft of the form that was posted, as it stands now."""
    key = key_in(request)
    mine = IntakeDraft.objects.visible_to(request.user)
    found: IntakeDraft | None = mine.filter(key=key).first() if key else None
    return found


def save_posted(request: HttpRequest, user: Any, *, seen: bool = True) -> IntakeDraft | None:
    """Keep what was posted; None where it can't be anybody's draft. A refusal is raised."""
    key, stations = key_in(request), list(stations_of(user))
    if key is None or not stations:
        return None
    chosen = request.POST.get("station", "")
    station = next((one for one in stations if str(one.pk) == chosen), stations[0])
    known = request.POST.get("revision", "")
    return keep_draft(
        key=key,
        station=station,
        content=dict(request.POST.lists()),
        by=user,
        at=timezone.now(),
        seen=int(known) if seen and known.isdigit() else None,
    )


def address_of(draft: IntakeDraft) -> str:
    """Where it is continued: the key names nobody."""
    return f"{reverse('cases:register')}?{urlencode({'draft': str(draft.key)})}"


def to_login(address: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('login')}?{urlencode({'next': address})}")


def first_values(content: dict[str, list[str]], form: RegisterForm) -> dict[str, Any]:
    """What was typed, for an unfilled form. What a partial draft leaves out keeps its default."""
    found: dict[str, Any] = {}
    posted: Any = _Posted(content)
    for name, field in form.fields.items():
        if name in TICKED:  # nothing ticked is posted as nothing: only a whole form means it
            missing = name not in content and "whole" not in content
        else:
            missing = field.widget.value_omitted_from_data(posted, {}, name)
        if not missing:
            found[name] = field.widget.value_from_datadict(posted, {}, name)
    return found


class _Posted(dict[str, list[str]]):
    """A posting read back: one value by ``get``, all by ``getlist``, as Django's own."""

    def get(self, name: str, default: Any = None) -> Any:
        values = super().get(name)
        return values[-1] if values else default

    def __getitem__(self, name: str) -> Any:
        return super().__getitem__(name)[-1]

    def getlist(self, name: str) -> list[str]:
        return list(super().get(name) or [])


@dataclass(frozen=True)
class Shown:
    """A draft as the list shows it to its author."""

    draft: IntakeDraft
    name: str
    matter: str
    cause: str
    address: str

    @classmethod
    def of(cls, draft: IntakeDraft) -> "Shown":
        content = _Posted(draft.content)
        matter = content.get("matter", "")
        return cls(
            draft=draft,
            name=content.get("name", "").strip(),
            matter=in_words(Matter, matter) if matter else "",
            cause=content.get("cause", "").strip() or usual(matter),
            address=address_of(draft),
        )

    @property
    def when(self) -> str:
        return when(self.draft.saved_at, timezone.now())


def when(moment: datetime, now: datetime) -> str:
    """14:32, and on another day 11-21 14:32."""
    there, here = localtime(moment), localtime(now)
    return there.strftime("%H:%M" if there.date() == here.date() else "%m-%d %H:%M")


def shown_to(user: Any, *, but: uuid.UUID | None = None) -> list[Shown]:
    found = IntakeDraft.objects.visible_to(user).select_related("station")
    return [Shown.of(draft) for draft in found if draft.key != but]


@login_not_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """For the page's own script, every few seconds: keep it, and say what a look at it finds."""
    user = owner_of(request)
    if user is None:
        raise Http404
    try:
        draft = save_posted(request, user)
    except TransitionRefused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=CONFLICT)
    if draft is None:
        raise Http404
    answer: dict[str, Any] = {
        "revision": draft.revision,
        "saved": _("Saved as a draft at %(time)s.")
        % {"time": when(draft.saved_at, timezone.now())},
        "address": address_of(draft),
    }
    if not request.user.is_authenticated:
        answer["login"] = to_login(address_of(draft)).url  # type: ignore[attr-defined]
        return JsonResponse(answer)
    return JsonResponse(answer | look_at(request, stations_of(user)))


def look_at(request: HttpRequest, stations: Any) -> dict[str, Any]:
    """Warnings, what the number fills in, and what is wrong with numbers: before anything is sent."""
    form = RegisterForm(request.POST, stations=stations, at=timezone.now())
    form.is_valid()
    given, filled = form.cleaned_data, {}
    if given.get("id_no") and "id_no" not in form.errors:
        birth = given.get("birth_on")
        filled = {
            "id_type": str(given.get("id_type") or ""),
            "sex": str(given.get("sex") or ""),
            "birth_on": birth.isoformat() if birth else "",
        }
    numbers = ("id_no", "phone", "agent_id_no", "agent_phone", "co")
    typed = [name for name in numbers if request.POST.get(name) or name == "co"]
    errors = {name: list(form.errors.get(name, ())) for name in typed}
    return {"warnings": form.warnings, "filled": filled, "errors": errors}


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Who logs in anew in another window makes older pages strange to the site. What was typed in
    one of the counter's becomes a draft: its own seal proves that it was ours."""
    at_the_counter = request.path in {reverse("cases:register"), reverse("cases:save_draft")}
    owner = made_for(request) if at_the_counter else None
    if owner is None or request.user not in {owner, AnonymousUser()}:
        return refused(request, reason=reason)
    try:
        draft = save_posted(request, owner, seen=False)
    except TransitionRefused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=CONFLICT)
    if draft is None:
        return refused(request, reason=reason)
    said = _(
        "You logged in anew meanwhile. What you typed is kept: look at it, and press Register."
    )
    if request.path == reverse("cases:save_draft"):
        answer = {"refused": said, "address": address_of(draft)}
        return JsonResponse(answer, status=CONFLICT)
    messages.warning(request, said)
    return redirect(address_of(draft))


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """One's own drafts, and nobody else's."""
    user: Any = request.user
    if not stations_of(user):
        raise Http404
    context = {"drafts": shown_to(user), "days": settings.INTAKE_DRAFT_DAYS}
    return render(request, "cases/drafts.html", context)


@require_POST
def discard(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    if discard_draft(key=key, by=request.user):
        messages.success(request, _("The draft is discarded."))
    return redirect("cases:register")
