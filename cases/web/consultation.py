"""One consultation: what was asked and answered, and what its clerk may do with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.answer_consultation import answer_consultation
from cases.actions.book_consultation import book_consultation
from cases.actions.draft_from_consultation import draft_from_consultation
from cases.actions.papers.consultation import consultation_record
from cases.actions.show_asker import show_asker, shown_of
from cases.codes import Group, IdType, Personal
from cases.consultation import Handling, Standing
from cases.masking import masked_address, masked_number, masked_phone
from cases.models import Case, Consultation
from cases.states import Role
from cases.web.acts import CONFLICT
from cases.web.consultations import visible
from cases.web.facts import Fact, labels_of, words
from cases.web.files import file_of
from cases.web.forms.consultations import AnswerForm, BookForm
from cases.web.forms.personal import ShowForm
from cases.web.personal import SECONDS
from cases.web.timeleft import of_moment
from documents.preparing import prepare
from documents.rendering import NotDrawn
from workflow.transitions import TransitionRefused, moves_in


def found(request: HttpRequest, pk: int) -> Consultation:
    """The consultation, if this person may know of it; a stranger reads that there is none."""
    joined = ("station__parent", "rule", "case", "taken_by", "answered_by")
    consultation: Consultation = get_object_or_404(
        visible(request).select_related(*joined).prefetch_related("questions"), pk=pk
    )
    return consultation


@require_safe
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, found(request, pk))


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    asked = found(request, pk)
    form = AnswerForm(request.POST, consultation=asked)
    if form.is_valid():
        return _carry_out(request, asked, answer_consultation, answering=form)
    return _page(request, asked, answering=form)


@require_POST
def book(request: HttpRequest, pk: int) -> HttpResponse:
    asked = found(request, pk)
    form = BookForm(request.POST)
    if form.is_valid():
        return _carry_out(request, asked, book_consultation, booking=form)
    return _page(request, asked, booking=form)


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: the register screen opens with what is known already."""
    asked = found(request, pk)
    try:
        draft = draft_from_consultation(
            consultation_id=asked.pk, by=request.user, at=timezone.now()
        )
    except TransitionRefused as refusal:
        return _refused(request, asked, refusal)
    return redirect(reverse("cases:register", query={"draft": str(draft.key)}))


@require_safe
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Form 1 as a PDF to be signed: drawn when it is asked for, neither issued nor kept."""
    asked = found(request, pk)
    facts = consultation_record(asked)
    try:
        content = prepare(facts, at=timezone.now())
    except NotDrawn as refusal:
        messages.error(request, str(refusal))
        return redirect(asked)
    return file_of(content, f"{facts.title}{asked.number}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def personal(request: HttpRequest, pk: int) -> HttpResponse:
    """Number, telephone and address in full, for a minute, to who says why."""
    asked = found(request, pk)
    allowed = shown_of(asked, request.user)
    context: dict[str, Any] = {"consultation": asked, "form": None}
    if not allowed:
        return render(request, "consultations/personal.html", context, status=403)
    form = ShowForm(request.POST if request.method == "POST" else None, allowed=allowed)
    context["form"] = form
    if not (form.is_bound and form.is_valid()):
        return render(request, "consultations/personal.html", context)
    at = timezone.now()
    try:
        shown = show_asker(asked, by=request.user, at=at, **form.cleaned_data)
    except TransitionRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, str(sentence))
        return render(request, "consultations/personal.html", context, status=CONFLICT)
    context["facts"] = [Fact(Personal(one).label, getattr(asked, one)) for one in shown]
    context["until"] = localtime(at + timedelta(seconds=SECONDS))
    answer = render(request, "consultations/personal_shown.html", context)
    answer.headers["Refresh"] = f"{SECONDS}; url={asked.get_absolute_url()}"
    return answer


def _carry_out(request: HttpRequest, asked: Consultation, action: Any, **form: Any) -> HttpResponse:
    [typed] = form.values()
    try:
        action(consultation_id=asked.pk, by=request.user, at=timezone.now(), **typed.facts())
    except TransitionRefused as refusal:
        for sentence in refusal.sentences:
            typed.add_error(None, str(sentence))
        return _page(request, found(request, asked.pk), status=CONFLICT, **form)
    messages.success(request, _("Kept: consultation %(number)s.") % {"number": asked.number})
    return redirect(asked)


def _refused(request: HttpRequest, asked: Consultation, refusal: TransitionRefused) -> HttpResponse:
    for sentence in refusal.sentences:
        messages.error(request, str(sentence))
    return _page(request, asked, status=CONFLICT)


def _page(
    request: HttpRequest,
    asked: Consultation,
    *,
    answering: AnswerForm | None = None,
    booking: BookForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user: Any = request.user
    clerk, case = Role.CLERK in user.roles_on(asked), asked.case
    seen = case and Case.objects.visible_to(user).filter(pk=case.pk).exists()
    context = {
        "consultation": asked,
        "facts": facts_of(asked),
        "left": of_moment(asked.due_at, at=timezone.now())
        if asked.is_open and asked.due_at
        else None,
        "handling": labels_of(Handling, asked.handling),
        "may_take_up": clerk and asked.status != Standing.TAKEN_UP,
        "answering": _offered(clerk and asked.is_open, answering, AnswerForm, consultation=asked),
        "booking": _offered(
            clerk and asked.is_open, booking, BookForm, initial={"version": asked.version}
        ),
        "may_show": bool(shown_of(asked, user)),
        "sees_case": seen,
        "entries": entries_of(asked),
    }
    return render(request, "consultations/consultation.html", context, status=status)


def _offered(allowed: bool, typed: Any, form: Any, **given: Any) -> Any:
    """The form as it was typed, a fresh one, or None: nothing is offered to who may not."""
    return (typed or form(**given)) if allowed else None


@dataclass(frozen=True)
class Entry:
    """A move that was made."""

    title: Any
    at: datetime
    by: Any


def entries_of(asked: Consultation) -> list[Entry]:
    titles = {one.name: one.custom["label"] for one in moves_in(Consultation)}
    history = asked.history.select_related("by")
    return [Entry(titles[one.move], one.at, one.by) for one in history]


def facts_of(asked: Consultation) -> list[Fact]:
    """Who asked, how and when; masked."""
    kind = asked.id_type or IdType.RESIDENT_ID
    facts = [
        Fact(_("Name"), asked.name or _("would not give a name")),
        Fact(_("Sex"), str(asked.get_sex_display())),
        Fact(asked.get_id_type_display() or _("Identity number"), masked_number(asked.id_no, kind)),
        Fact(_("Telephone"), masked_phone(asked.phone)),
        Fact(_("Address"), masked_address(asked.address)),
        Fact(_("Groups"), labels_of(Group, asked.groups)),
        Fact(_("Way of asking"), asked.get_way_display()),
        Fact(_("Asked at"), words(asked.asked_at)),
        Fact(_("Taken down by"), str(asked.taken_by)),
        Fact(_("Appointment"), words(asked.appointment_at)),
    ]
    return [fact for fact in facts if fact.value]
