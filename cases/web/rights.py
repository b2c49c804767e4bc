"""The page of an applicant's own data, and what can be asked there: a copy, a correction, a hold."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import permissions
from cases.actions.correcting import value_now
from cases.actions.decide_correction import decide_correction
from cases.actions.export_personal import export_personal
from cases.actions.file_correction import file_correction
from cases.actions.hold_case import hold_case, lift_hold
from cases.actions.record_agreement import record_agreement
from cases.masking import masked_value
from cases.models import Case, CoApplicant, Correction, NoticeEdition
from cases.personal.disclosures import disclosures
from cases.personal.holdings import sections_of
from cases.personal.keeping import kept_until
from cases.states import Role
from cases.web.acts import CONFLICT
from cases.web.cases import visible_case
from cases.web.files import file_of
from cases.web.forms.rights import AgreementForm, CorrectionForm, DecideForm, ExportForm, HoldForm
from cases.web.personal_data import data_panel, may
from workflow.transitions import TransitionRefused


@require_safe
def rights(request: HttpRequest, number: str) -> HttpResponse:
    """What was told and agreed, what was asked to be put right, how long it is kept, who saw it."""
    case = visible_case(request, number)
    seen: Any = request.user.roles_on(case) & LOOKED_AFTER  # type: ignore[union-attr]
    context = {
        "case": case,
        "panel": data_panel(case),
        "agreements": case.agreements.select_related("edition", "by"),
        "corrections": case.corrections.select_related("filed_by", "decided_by", "co_applicant"),
        "held_ones": case.holds.select_related("by", "lifted_by"),
        "kept_until": kept_until(case, on=localdate(timezone.now())),
        "disclosures": disclosures(case) if seen else None,
        **may(case, request.user),
    }
    return render(request, "cases/rights.html", context)


#: Who reads the list of those who saw values in full.
LOOKED_AFTER = frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR, Role.AUDITOR})


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, number: str) -> HttpResponse:
    """One more word of the applicant's: agreed, or taken back."""
    case = visible_case(request, number)
    edition = NoticeEdition.objects.in_force(localdate(timezone.now()))

    def take_down(form: Any) -> str:
        record_agreement(case_id=case.pk, by=request.user, at=timezone.now(), **form.facts())
        return _("It is taken down.")

    page = Step(case, _("Told and agreed"), _("Take down"), AgreementForm, take_down)
    page.effect = _("The word before stays in the record; this one counts from now on.")
    page.edition = edition
    return page.answer(request, permissions.TAKES_DOWN)


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, number: str) -> HttpResponse:
    """A value that the applicant says is wrong."""
    case = visible_case(request, number)

    def file(form: Any) -> str:
        file_correction(case_id=case.pk, by=request.user, at=timezone.now(), **form.facts())
        return _("The correction is filed: the head of the agency decides it.")

    form_class = partial(CorrectionForm, together=case.co_applicants.all())
    page = Step(case, _("Correct a value"), _("File the correction"), form_class, file)
    page.effect = _(
        "Nothing changes yet: the head of the agency decides. Papers that were issued stay as they are."
    )
    return page.answer(request, permissions.TAKES_DOWN)


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, number: str) -> HttpResponse:
    """Hold a case, or let it go again."""
    case = visible_case(request, number)
    held = case.holds.filter(lifted_at=None).exists()

    def turn(form: Any) -> str:
        action = lift_hold if held else hold_case
        action(case_id=case.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
        return _("The hold is lifted.") if held else _("The case is held.")

    title = _("Lift the hold") if held else _("Hold the case")
    page = Step(case, title, title, HoldForm, turn)
    page.effect = _("While a case is held nothing of it is erased, whatever its time.")
    return page.answer(request, permissions.HOLDS)


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, number: str) -> HttpResponse:
    """The copy leaves as the answer to a POST, and stays in no cache."""
    case = visible_case(request, number)

    def hand_over(form: Any) -> HttpResponse:
        at = timezone.now()
        made = export_personal(case_id=case.pk, by=request.user, at=at, **form.facts())
        kept, who, held = made
        content = _zip(kept, who, held, at)
        name = f"{kept.number}-my-data.zip"
        return file_of(content, name, media_type="application/zip", as_attachment=True)

    form = partial(ExportForm, together=case.co_applicants.all())
    page = Step(case, _("A copy of all data"), _("Make the copy"), form, hand_over)
    page.effect = _(
        "One file with everything that is held about one person, in full, and nothing of who applies "
        "together. Who asked and who handed it over is kept for ever."
    )
    return page.answer(request, permissions.HANDS_OVER)


def _zip(case: Case, who: CoApplicant | None, held: dict[str, Any], made_at: datetime) -> bytes:
    """A page to read and the same for programs."""
    context = {
        "case": case,
        "held": held,
        "made_at": made_at,
        "sections": list(sections_of(case, who)),
        "history": case.history.order_by("seq"),
        "disclosures": [one for one in disclosures(case) if one.concerns(who.pk if who else None)],
        "kept_until": kept_until(case, on=localdate(made_at)),
    }
    page = render_to_string("cases/my_data.html", context)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("my-data.html", page)
        file.writestr("my-data.json", json.dumps(held, ensure_ascii=False, indent=2))
    return whole.getvalue()


class Step:
    """One form about a case's data: shown to who may, carried out, and back to the page."""

    effect = ""
    edition: NoticeEdition | None = None

    def __init__(
        self, case: Case, title: str, button: str, form: Any, carry_out: Callable[[Any], Any]
    ) -> None:
        self.case, self.title, self.button = case, title, button
        self.form, self.carry_out = form, carry_out

    def answer(self, request: HttpRequest, roles: Any) -> HttpResponse:
        if not request.user.roles_on(self.case) & roles:  # type: ignore[union-attr]
            return self._page(request, None, status=403)
        form = self.form(*((request.POST, request.FILES) if request.method == "POST" else ()))
        if not (form.is_bound and form.is_valid()):
            return self._page(request, form)
        try:
            said = self.carry_out(form)
        except TransitionRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, str(sentence))
            return self._page(request, form, status=CONFLICT)
        if isinstance(said, HttpResponse):
            return said
        messages.success(request, said)
        return redirect("cases:rights", self.case.number)

    def _page(self, request: HttpRequest, form: Any, *, status: int = 200) -> HttpResponse:
        context = {
            "case": self.case,
            "title": self.title,
            "button": self.button,
            "effect": self.effect,
            "edition": self.edition,
            "form": form,
        }
        return render(request, "cases/rights_step.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """One request for correction: both values masked, and the answer of the head."""
    case = visible_case(request, number)
    beside = ("filed_by", "decided_by", "evidence", "co_applicant")
    asked: Correction | None = case.corrections.select_related(*beside).filter(pk=pk).first()
    if asked is None:
        raise Http404
    asked.case, who = case, asked.co_applicant
    decides = Role.SUPERVISOR in request.user.roles_on(case)  # type: ignore[union-attr]
    form = DecideForm(request.POST or None, initial={"version": asked.version})
    status = 200
    if request.method == "POST":
        if not decides:
            raise Http404
        if form.is_valid():
            try:
                return _decide(request, case, asked, form)
            except TransitionRefused as refusal:
                for sentence in refusal.sentences:
                    form.add_error(None, str(sentence))
                status = CONFLICT
    context = {
        "case": case,
        "asked": asked,
        "form": form if decides and asked.is_waiting else None,
        "mine": asked.filed_by_id == request.user.pk,
        "before": _masked(asked, asked.old_value or value_now(case, asked.what, who)),
        "after": _masked(asked, asked.new_value),
        "shows": bool(permissions.shown_to(case, request.user)),
        "bureau": case.agency.parent.name if case.agency.parent else "",
    }
    return render(request, "cases/correction.html", context, status=status)


def _masked(asked: Correction, text: str) -> str:
    person = asked.co_applicant or asked.case.applicant
    return masked_value(asked.what, text, person.id_type)


def _decide(request: HttpRequest, case: Case, asked: Correction, form: Any) -> HttpResponse:
    accept = request.POST.get("answer") == "accept"
    decide_correction(
        correction_id=asked.pk,
        accept=accept,
        reasons=form.cleaned_data["reasons"],
        expect=form.cleaned_data["version"],
        by=request.user,
        at=timezone.now(),
    )
    said = _("The value is corrected.") if accept else _("The value is left, with reasons.")
    messages.success(request, said)
    return redirect("cases:decide_correction", case.number, asked.pk)
