"""The limits: everybody may read them; administrators propose changes and decide those of others."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.change_rules import decide_rule, draft, foreseen, kinds_for, propose_rule
from cases.codes import Bound, LimitEvent, in_words
from cases.foresight import YEAR, Foreseen
from cases.limits import OUTSIDE, SHIPPED, STARTED
from cases.states import Role
from cases.web.clocks import length_of
from cases.web.forms.limits import PROPOSALS, DecisionForm, ProposalForm
from workflow.models import LimitRule, RuleChange
from workflow.transitions import TransitionRefused


@dataclass(frozen=True)
class ShownRule:
    """One row of the rules, in words."""

    rule: LimitRule
    length: str
    begins: str
    ends: str
    binds: str
    outside: bool
    in_use: bool  # this version starts such clocks
    coming: bool
    past: bool
    kinds: tuple[RuleChange.Kind, ...] = ()


def shown(rule: LimitRule, *, today: date, for_admin: bool = False) -> ShownRule:
    return ShownRule(
        rule=rule,
        length=length_of(rule),
        begins=in_words(LimitEvent, rule.start_event),
        ends=in_words(LimitEvent, rule.end_event),
        binds=in_words(Bound, rule.bound),
        outside=rule.code in OUTSIDE,
        in_use=rule.code in STARTED,
        coming=rule.valid_from > today,
        past=rule.valid_to is not None and rule.valid_to < today,
        kinds=tuple(kinds_for(rule, today=today)) if for_admin else (),
    )


def is_administrator(request: HttpRequest) -> bool:
    user: Any = request.user
    return Role.ADMIN in user.roles


def only_administrators(request: HttpRequest) -> None:
    if not is_administrator(request):
        raise Http404


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """What is in force today, and what is to come; in the order of the catalogue."""
    today = localdate(timezone.now())
    places = {code: place for place, code in enumerate(dict.fromkeys(r.code for r in SHIPPED))}
    newest: dict[str, LimitRule] = {}
    coming: list[LimitRule] = []
    for rule in LimitRule.objects.order_by("valid_from"):
        if rule.valid_from > today:
            coming.append(rule)
        elif rule.valid_to is None or rule.valid_to >= today:
            newest[rule.code] = rule
    rules = sorted(
        [*newest.values(), *coming],
        key=lambda rule: (places.get(rule.code, len(places)), rule.valid_from),
    )
    waiting = RuleChange.objects.waiting().select_related("proposed_by").order_by("pk")
    context = {
        "rows": [shown(rule, today=today) for rule in rules],
        "waiting": waiting if is_administrator(request) else [],
        "today": today,
    }
    return render(request, "cases/limits.html", context)


@require_safe
def limit(request: HttpRequest, code: str) -> HttpResponse:
    """The history of one limit: its rows, and who has changed them."""
    today, admin = localdate(timezone.now()), is_administrator(request)
    rules = list(LimitRule.objects.filter(code=code).order_by("-valid_from"))
    if not rules:
        raise Http404
    changes = RuleChange.objects.filter(code=code).select_related("proposed_by", "decided_by")
    context = {
        "label": rules[0].label,
        "rows": [shown(rule, today=today, for_admin=admin) for rule in rules],
        "changes": changes,
        "reads_changes": reads_changes(request),
    }
    return render(request, "cases/limit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Propose a change of this row: look first, then sign."""
    only_administrators(request)
    at = timezone.now()
    rule = get_object_or_404(LimitRule, pk=pk)
    if kind not in kinds_for(rule, today=localdate(at)):
        raise Http404
    given: dict[str, Any] = {"rule": rule, "today": localdate(at), "request": request}
    form, seen = PROPOSALS[kind](**given), None
    if request.method == "POST":
        form = PROPOSALS[kind](request.POST, **given)
        fits = form.look() if "look" in request.POST else form.is_valid()
        if fits:
            change = draft(
                rule=rule,
                kind=kind,
                effective_on=form.cleaned_data["effective_on"],
                anew=form.counting(),
            )
            seen = foreseen(change, today=localdate(at))
        if fits and "look" not in request.POST and (made := _propose(form, request, at)):
            said = _("The change is proposed. Another administrator must confirm it.")
            messages.success(request, said)
            return redirect("cases:rule_change", made.pk)
    context = {
        "rule": rule,
        "kind": RuleChange.Kind(kind),
        "form": form,
        "present": length_of(rule),
        "looked": request.method == "POST" and form.is_bound and not form.errors,
        "seen": as_shown(seen),
        "bounded": kind == RuleChange.Kind.ROW,
    }
    return render(request, "cases/limit_change.html", context)


def _propose(form: ProposalForm, request: HttpRequest, at: Any) -> RuleChange | None:
    given = form.cleaned_data
    try:
        return propose_rule(
            rule_id=form.rule.pk,
            kind=form.kind,
            effective_on=given["effective_on"],
            decision_no=given["decision_no"],
            reason=given["reason"],
            anew=form.counting(),
            warning_read=given["warning_read"],
            by=request.user,
            at=at,
        )
    except TransitionRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, str(sentence))
    return None


def reads_changes(request: HttpRequest) -> bool:
    user: Any = request.user
    return bool({Role.ADMIN, Role.AUDITOR} & user.roles)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_change(request: HttpRequest, pk: int) -> HttpResponse:
    """One change: what was, what is to be, what follows; and the decision of another person.

    An auditor reads it too, and decides nothing.
    """
    decides = is_administrator(request)
    if not (decides or (reads_changes(request) and request.method != "POST")):
        raise Http404
    at = timezone.now()
    found = RuleChange.objects.select_related("present", "proposed_by", "decided_by")
    change = get_object_or_404(found, pk=pk)
    mine = change.proposed_by_id == request.user.pk
    form = DecisionForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid() and _decide(change, form, request, at):
        return redirect("cases:limit", change.code)
    context = {
        "change": change,
        "rows": differences(change),
        "form": form if change.is_pending and decides and not mine else None,
        "mine": mine,
        "seen": _seen(change, localdate(at)),
    }
    return render(request, "cases/rule_change.html", context)


def _decide(change: RuleChange, form: DecisionForm, request: HttpRequest, at: Any) -> bool:
    accept = request.POST.get("answer") == "accept"
    try:
        decide_rule(
            change_id=change.pk,
            accept=accept,
            note=form.cleaned_data["note"],
            warning_read=form.cleaned_data["warning_read"],
            by=request.user,
            at=at,
        )
    except TransitionRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, str(sentence))
        return False
    said = _("The change is confirmed.") if accept else _("The change is rejected.")
    messages.success(request, said)
    return True


def _seen(change: RuleChange, today: date) -> dict[str, Any] | None:
    """While it waits, as things stand; afterwards what was seen when it was decided."""
    if change.is_pending:
        return as_shown(foreseen(change, today=today))
    kept = change.warning.get("decided") or change.warning.get("proposed")
    return _with_more(kept) if kept else None


def as_shown(seen: Foreseen | None) -> dict[str, Any] | None:
    return _with_more(seen.as_json()) if seen else None


def _with_more(seen: dict[str, Any]) -> dict[str, Any]:
    found = seen["case_count"] or seen["day_count"] or seen["past_count"]
    more, law = seen["case_count"] - len(seen["cases"]), seen["law"]
    return seen | {"more": more, "year": YEAR, "warns": bool(found), "law": _(law)}


def differences(change: RuleChange) -> list[tuple[str, str, str, bool]]:
    """What is said, before and after, and whether it differs."""
    before, kind = change.present, RuleChange.Kind
    rows = [
        (_("Length"), length_of(before), length_of(change)),
        (
            _("Met by"),
            in_words(LimitEvent, before.end_event),
            in_words(LimitEvent, change.end_event),
        ),
        (_("Basis"), before.basis, change.basis),
    ]
    if change.kind == kind.END:
        rows = [(_("In force"), _("until further notice"), _("not any more from that day on"))]
    elif change.kind == kind.CONFIRM:
        rows = [
            (_("Basis"), before.basis, before.basis),
            (_("Article"), _("by a rule of this office"), _("confirmed")),
        ]
    return [(name, was, to_be, was != to_be) for name, was, to_be in rows]
