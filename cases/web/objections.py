"""An objection: taken down, its page, and what is done about it (L49)."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.file_objection import AGAINST, contested_paper, file_objection
from cases.models import Case, Objection
from cases.states import ObjectionStatus, Role
from cases.web.acts import CONFLICT
from cases.web.cases import visible_case
from cases.web.files import file_of
from cases.web.forms.objections import ACTS, FileObjection, ObjectionAct
from cases.web.objection_lists import TAKES_DOWN
from cases.web.timeleft import of_clock
from documents.drafting import draft
from documents.issuing import NotPrintable
from documents.rendering import NotDrawn
from workflow.transitions import SubjectChanged, TransitionRefused, moves_of


def _visible(request: HttpRequest, number: str, serial: int) -> Objection:
    found = (
        Objection.objects.visible_to(request.user)
        .with_places()
        .select_related("contested__document", "ruling__document")
    )
    objection: Objection | None = found.filter(case__number=number, serial=serial).first()
    if objection is None:
        raise Http404
    return objection


@require_safe
def objection(request: HttpRequest, number: str, serial: int) -> HttpResponse:
    """What is it, whose turn, by when, what can I do."""
    user: Any = request.user
    shown, at = _visible(request, number, serial), timezone.now()
    clocks = list(shown.clocks.select_related("rule"))
    first = next((clock for clock in clocks if clock.is_open), None)
    drawn = {move.name: move for move in moves_of(shown, user)}
    moves = [drawn[name] for name in ACTS if name in drawn]
    records = list(shown.history.select_related("by"))
    context = {
        "objection": shown,
        "case": shown.case,
        "sees_case": Case.objects.visible_to(user).filter(pk=shown.case_id).exists(),
        "first": first,
        "left": of_clock(first, at=at) if first else None,
        "clocks": [(clock, of_clock(clock, at=at)) for clock in clocks if not clock.is_open],
        "acts": [move for move in moves if move.allowed],
        "not_now": [move for move in moves if not move.allowed],
        "may_carry_out": (
            shown.status == ObjectionStatus.CORRECTED
            and shown.waits
            and Role.SUPERVISOR in user.roles_on(shown)
        ),
        "asked": next((one.facts["asked"] for one in records if one.move == "examine"), ""),
        "attachments": shown.attachments.order_by("pk"),
        "records": records[::-1],
    }
    return render(request, "cases/objection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_objection(request: HttpRequest, number: str) -> HttpResponse:
    """Taken down by the clerk at the counter or by the bureau's officer."""
    case, user, at = visible_case(request, number), request.user, timezone.now()
    roles = user.roles_on(case)  # type: ignore[union-attr]
    if not roles & TAKES_DOWN:
        raise Http404
    if case.status not in AGAINST:
        said = _("Objections are raised against a refusal or a termination that stands (L49).")
        return _filing(request, case, None, refusals=[said], status=403)
    paper = contested_paper(case)
    served = paper.served if paper else None
    form = FileObjection(
        request.POST or None,
        request.FILES or None,
        case=case,
        at_bureau=Role.BUREAU in roles,
        served_on=served.received_on if served else None,
        at=at,
    )
    if request.method != "POST" or not form.is_valid():
        return _filing(request, case, form)
    try:
        filed = file_objection(case_id=case.pk, by=user, at=at, **form.sent())
    except TransitionRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, str(sentence))
        return _filing(request, case, form, status=CONFLICT)
    said = _("The objection %(number)s is filed: it waits at the bureau now.")
    messages.success(request, said % {"number": filed.number})
    return redirect(filed)


def _filing(
    request: HttpRequest,
    case: Case,
    form: FileObjection | None,
    *,
    refusals: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    context = {"case": case, "form": form, "refusals": refusals}
    return render(request, "cases/new_objection.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: str, serial: int, name: str) -> HttpResponse:
    """Take up, uphold, or order a correction."""
    shown, form_class = _visible(request, number, serial), ACTS.get(name)
    if form_class is None:
        raise Http404
    user: Any = request.user
    today = localdate(timezone.now())
    if request.method != "POST":
        refusals = _why_not(shown, request.user, name)
        form = None if refusals else form_class(objection=shown, today=today)
        return _page(request, shown, name, form, refusals, status=403 if refusals else 200)
    form = form_class(request.POST, objection=shown, today=today)
    if not form.is_valid():
        return _page(request, shown, name, form, ())
    try:
        form.carry_out(by=request.user, at=timezone.now())
    except SubjectChanged as refusal:
        shown = _visible(request, number, serial)
        if shown.history.filter(move=name, by=user).exists():
            return _done(request, shown)  # the button was pressed twice
        form.show_version(shown.version)
        _refuse(form, refusal)
    except TransitionRefused as refusal:
        _refuse(form, refusal)
    else:
        return _done(request, _visible(request, number, serial))
    return _page(request, shown, name, form, (), status=CONFLICT)


def _done(request: HttpRequest, objection: Objection) -> HttpResponse:
    words = {"number": objection.number, "status": objection.get_status_display()}
    messages.success(request, _("Objection %(number)s: %(status)s.") % words)
    return redirect(objection)


def _refuse(form: ObjectionAct, refusal: TransitionRefused) -> None:
    for sentence in refusal.sentences:
        form.add_error(None, str(sentence))


def _why_not(objection: Objection, user: Any, name: str) -> tuple[Any, ...]:
    for move in moves_of(objection, user):
        if move.name == name:
            return move.refusals
    said = _("This is not possible while the status is “%(status)s”.")
    return (said % {"status": objection.get_status_display()},)


def _page(
    request: HttpRequest,
    objection: Objection,
    name: str,
    form: ObjectionAct | None,
    refusals: Iterable[Any],
    *,
    status: int = 200,
) -> HttpResponse:
    move: Any = getattr(Objection, name)
    label = next(iter(move._django_fsm.transitions.values())).custom["label"]
    clock = objection.clocks.open().select_related("rule").first()
    context = {
        "objection": objection,
        "case": objection.case,
        "form": form,
        "label": label,
        "effect": ACTS[name].effect,
        "refusals": refusals,
        "first": clock,
        "left": of_clock(clock, at=timezone.now()) if clock else None,
    }
    return render(request, "cases/objection_act.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, number: str, serial: int, name: str) -> HttpResponse:
    """The ruling as a draft: it is made and rolled back, no number and no record is left."""
    shown, form_class = _visible(request, number, serial), ACTS.get(name)
    if form_class is None or not form_class.has_preview:
        raise Http404
    if request.method != "POST":
        return redirect("cases:objection_act", number, serial, name)
    at = timezone.now()
    form = form_class(request.POST, objection=shown, today=localdate(at))
    if not form.is_valid():
        return _page(request, shown, name, form, (), status=CONFLICT)
    try:
        with transaction.atomic():
            ruled = form.carry_out(by=request.user, at=at)
            facts = ruled.ruling.document.read_facts()
            transaction.set_rollback(True)
        content = draft(facts, at=at)
    except TransitionRefused as refusal:
        _refuse(form, refusal)
    except (NotDrawn, NotPrintable) as problem:
        form.add_error(None, str(problem))
    else:
        return file_of(content, _("%(title)s (draft)") % {"title": facts.title} + ".pdf")
    return _page(request, shown, name, form, (), status=CONFLICT)
