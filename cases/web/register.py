"""Register: an application is taken down at the counter, on one screen."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.actions.keep_draft import submission_of
from cases.actions.register import register_case
from cases.applying import HERE, ORGAN_OF
from cases.models import Case, IntakeDraft
from cases.web import drafts_of_intake as kept
from cases.web.acts import CONFLICT
from cases.web.forms.register import RegisterForm
from cases.web.likeness import ask_before, question, tell_of
from workflow.transitions import TransitionRefused

#: What a station is called after its court.
STATION = "法律援助工作站"


@login_not_required  # a form that was sent after the session's end is kept, not thrown away
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """For station clerks alone; for anybody else there is no such page."""
    if not request.user.is_authenticated:
        return _of_nobody(request)
    user: Any = request.user
    stations = kept.stations_of(user)
    if not stations:
        raise Http404
    if request.method != "POST":
        return _begin(request, stations)
    if request.POST.get("save"):
        return _save(request, stations)
    form = RegisterForm(request.POST, stations=stations, at=timezone.now())
    if not form.is_valid():
        return _page(request, form, revision=_keep_quietly(request))
    if same := ask_before(request, form):
        form.fields["name"].widget.attrs.pop("autofocus")  # the question has it
        return _page(request, form, revision=_keep_quietly(request), same=same, status=CONFLICT)
    return _keep(request, form)


def _of_nobody(request: HttpRequest) -> HttpResponse:
    """The session has ended: what was typed becomes a draft, and is there after logging in."""
    there = request.get_full_path()
    owner = kept.owner_of(request) if request.method == "POST" else None
    if owner is not None:
        try:
            draft = kept.save_posted(request, owner, seen=False)
        except TransitionRefused as refusal:
            messages.warning(request, str(refusal))
        else:
            there = kept.address_of(draft) if draft else there
    return kept.to_login(there)


def _begin(request: HttpRequest, stations: Any) -> HttpResponse:
    """An empty form, or the draft that the address names."""
    named = request.GET.get("draft")
    if named is None:
        return _page(request, RegisterForm(stations=stations, at=timezone.now()))
    try:
        key = uuid.UUID(named)
    except ValueError:
        raise Http404 from None
    draft = IntakeDraft.objects.visible_to(request.user).filter(key=key).first()
    if draft is None:
        return _gone(request, key)
    form = RegisterForm(stations=stations, at=timezone.now())
    form.initial = kept.first_values(draft.content, form) | {"submission": draft.key}
    return _page(request, form, draft=draft)


def _gone(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """No such draft any more: it was registered, or discarded, or was never this person's."""
    case = Case.objects.visible_to(request.user).filter(submission=submission_of(key, request.user))
    if found := case.first():
        _tell_again(request, found)
        return redirect(found)
    messages.info(request, _("This draft is not there any more: it was discarded or has expired."))
    return redirect("cases:register")


def _save(request: HttpRequest, stations: Any) -> HttpResponse:
    """The button for browsers without script; a refusal shows the form as it was typed."""
    try:
        draft = kept.save_posted(request, request.user)
    except TransitionRefused as refusal:
        form = RegisterForm(stations=stations, at=timezone.now())
        content = {name: list(values) for name, values in request.POST.lists()}
        key = kept.key_in(request)
        form.initial = kept.first_values(content, form) | {"submission": key}
        return _page(
            request, form, draft=kept.newest(request), refusal=str(refusal), status=CONFLICT
        )
    if draft is None:
        raise Http404
    messages.success(request, _("Saved as a draft: nothing is registered yet."))
    return redirect(kept.address_of(draft))


def _keep_quietly(request: HttpRequest) -> int:
    """What has an error is a draft as well: after a crash it is there. The draft's revision now."""
    try:
        draft = kept.save_posted(request, request.user)
    except TransitionRefused:  # the page says what is wrong with the form; that comes first
        draft = kept.newest(request)
    return draft.revision if draft else 0


def _keep(request: HttpRequest, form: RegisterForm) -> HttpResponse:
    user: Any = request.user
    submission = submission_of(form.cleaned_data["submission"], user)
    again = Case.objects.filter(submission=submission).exists()
    newer = None if again else _newer(request)
    if newer is not None:
        said = _(
            "This draft was saved from another window at %(time)s. Press again to register what "
            "stands here, or go on there."
        )
        form.add_error(None, said % {"time": kept.when(newer.saved_at, timezone.now())})
        return _page(request, form, revision=newer.revision, status=CONFLICT)
    try:
        case = register_case(
            station=form.cleaned_data["station"],
            applicant=form.applicant(),
            facts=form.facts(),
            opponents=form.cleaned_data["opponents"],
            submission=submission,
            by=user,
            at=timezone.now(),
            beside=form.beside(),
        )
    except TransitionRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, str(sentence))
        return _page(request, form, revision=_keep_quietly(request), status=CONFLICT)
    if again:
        _tell_again(request, case)
    else:
        _tell(request, form, case)
    return redirect(case)


def _newer(request: HttpRequest) -> IntakeDraft | None:
    """The draft as another window has saved it since this one last did."""
    seen, found = request.POST.get("revision", ""), kept.newest(request)
    return found if found and seen.isdigit() and int(seen) != found.revision else None


def _tell_again(request: HttpRequest, case: Case) -> None:
    messages.info(
        request,
        _("This form was registered already as %(number)s: nothing was taken down twice.")
        % {"number": case.number},
    )


def _tell(request: HttpRequest, form: RegisterForm, case: Case) -> None:
    messages.success(request, _("Case %(number)s is registered.") % {"number": case.number})
    if form.urgent():
        messages.warning(
            request,
            _("The limitation ends in less than seven days: the head may grant aid first (L44)."),
        )
    for sentence in form.warnings:
        messages.warning(request, sentence)
    tell_of(request, case)


def _page(
    request: HttpRequest,
    form: RegisterForm,
    *,
    draft: IntakeDraft | None = None,
    revision: int = 0,
    refusal: str = "",
    same: Any = None,
    status: int = 200,
) -> HttpResponse:
    """``draft``: the one that is continued. Other drafts are named, to be continued or discarded."""
    key = draft.key if draft else kept.key_in(request)
    others = kept.shown_to(request.user, but=key)
    context = {
        "form": form,
        "owner": kept.token_of(request.user),
        "draft": kept.Shown.of(draft) if draft and not refusal else None,
        "revision": draft.revision if draft else revision,
        "refusal": refusal,
        "others": others[: kept.NAMED],
        "count": len(others),
        "urgent": form.is_bound and form.urgent(),
        "texts": {
            "save": reverse("cases:save_draft"),
            "today": form.today.isoformat(),
            "causes": form.matters(),
            "organs": ORGAN_OF,
            "here": HERE,
            "court": form.station_name().removesuffix(STATION),
            "away": _("Not saved: the server does not answer. What you typed is still here."),
            "login": _("You have been logged out. What you typed is kept: log in and go on."),
        },
    } | question(same)
    return render(request, "cases/register.html", context, status=status)
