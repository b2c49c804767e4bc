"""Lines of hardship and rules of eligibility: what is in force, what waits, by which papers.

For administrators alone; to others these pages do not exist.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.change_eligibility import (
    decide_entry,
    enter_line,
    free_code,
    propose_rule_decision,
    rules_now,
)
from cases.codes import Group, Matter, in_words, listed
from cases.eligibility import Rule, wording
from cases.eligibility.rows import RULED
from cases.models import HardshipLine, Office, RuleDecision
from cases.states import Role
from cases.web.doors import only_for
from cases.web.forms.eligibility import EntryDecisionForm, LineForm, OnRuleForm, OwnRuleForm
from workflow.transitions import TransitionRefused

TABLES: dict[str, Any] = {"lines": HardshipLine, "rules": RuleDecision}
KINDS = {"confirm": RuleDecision.Kind.CONFIRM, "end": RuleDecision.Kind.END}


@dataclass(frozen=True)
class Listed:
    """A rule as the page lists it."""

    rule: Rule
    matters: str
    groups: str
    mark: Any
    past: bool
    waits: bool
    own: bool


@require_safe
@only_for(Role.ADMIN)
def eligibility(request: HttpRequest) -> HttpResponse:
    """Where a line is missing, the lines there are, and the tables of rules with their sources."""
    today = localdate(timezone.now())
    waiting = {one.code for one in RuleDecision.objects.waiting()}
    rules = [_listed(rule, today, waiting) for rule in rules_now()]
    context = {
        "regions": _regions(today),
        "lines": HardshipLine.objects.select_related("entered_by", "decided_by"),
        "waiting_rules": RuleDecision.objects.waiting().select_related("entered_by"),
        "tables": [
            (wording.TESTS[test], [one for one in rules if one.rule.test is test]) for test in RULED
        ],
        "today": today,
    }
    return render(request, "cases/eligibility.html", context)


def _regions(today: Any) -> list[tuple[Office, str, HardshipLine | None]]:
    """Each agency, its region, and the line that holds there today."""
    agencies = Office.objects.filter(kind=Office.Kind.AGENCY, active=True)
    return [
        (one, one.region_code, HardshipLine.objects.in_force(one.region_code, today))
        for one in agencies
    ]


def _listed(rule: Rule, today: Any, waiting: set[str]) -> Listed:
    return Listed(
        rule=rule,
        matters=listed(in_words(Matter, one) for one in sorted(rule.matters)),
        groups=listed(in_words(Group, one) for one in sorted(rule.groups | rule.besides)),
        mark=wording.MARKS[rule.mark],
        past=rule.valid_to is not None and rule.valid_to < today,
        waits=rule.code in waiting,
        own=rule.code.startswith("own-"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(Role.ADMIN)
def new_line(request: HttpRequest) -> HttpResponse:
    """Enter a line of hardship."""
    region = request.GET.get("region", "")
    form = LineForm(
        request.POST or None,
        request=request,
        initial={"region": region if region.isdigit() else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = enter_line(by=request.user, at=timezone.now(), **form.facts())
        except TransitionRefused as refusal:
            _refuse(form, refusal)
        else:
            return _entered(request, "lines", row.pk)
    context = {"form": form, "title": _("Enter a line of hardship")}
    return render(request, "cases/eligibility_enter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(Role.ADMIN)
def new_rule(request: HttpRequest) -> HttpResponse:
    """Enter a rule of the agency's own."""
    form = OwnRuleForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            row = propose_rule_decision(
                kind=RuleDecision.Kind.ADD,
                code=free_code(),
                by=request.user,
                at=timezone.now(),
                **form.facts(),
            )
        except TransitionRefused as refusal:
            _refuse(form, refusal)
        else:
            return _entered(request, "rules", row.pk)
    context = {"form": form, "title": _("Enter a rule of this office")}
    return render(request, "cases/eligibility_enter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(Role.ADMIN)
def on_rule(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Hand in that a rule's article was read and is right, or that the rule ends."""
    rule = next((one for one in rules_now() if one.code == code), None)
    if rule is None or kind not in KINDS:
        raise Http404
    form = OnRuleForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            row = propose_rule_decision(
                kind=KINDS[kind], code=code, by=request.user, at=timezone.now(), **form.facts()
            )
        except TransitionRefused as refusal:
            _refuse(form, refusal)
        else:
            return _entered(request, "rules", row.pk)
    titles = {"confirm": _("Confirm the article of a rule"), "end": _("End a rule")}
    context = {
        "form": form,
        "title": titles[kind],
        "rule": _listed(rule, localdate(timezone.now()), set()),
    }
    return render(request, "cases/eligibility_on_rule.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(Role.ADMIN)
def entry(request: HttpRequest, table: str, pk: int) -> HttpResponse:
    """One entry, and the decision of another administrator."""
    if table not in TABLES:
        raise Http404
    found = TABLES[table].objects.select_related("entered_by", "decided_by")
    row: Any = get_object_or_404(found, pk=pk)
    form = EntryDecisionForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        accept = request.POST.get("answer") == "accept"
        try:
            decide_entry(
                table=TABLES[table],
                pk=pk,
                accept=accept,
                note=form.cleaned_data["note"],
                by=request.user,
                at=timezone.now(),
            )
        except TransitionRefused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("It is confirmed.") if accept else _("It is rejected."))
            return redirect("cases:eligibility")
    mine = row.entered_by_id == request.user.pk
    context = {
        "row": row,
        "is_line": table == "lines",
        "rule": _rule_of(row) if table == "rules" else None,
        "form": form if row.is_pending and not mine else None,
        "mine": mine,
    }
    return render(request, "cases/eligibility_entry.html", context)


def _rule_of(row: RuleDecision) -> Listed | None:
    today = localdate(timezone.now())
    if row.kind == RuleDecision.Kind.ADD:
        return _listed(row.as_rule(), today, set())
    rule = next((one for one in rules_now() if one.code == row.code), None)
    return _listed(rule, today, set()) if rule else None


def _entered(request: HttpRequest, table: str, pk: int) -> HttpResponse:
    messages.success(request, _("It is entered. Another administrator must confirm it."))
    return redirect("cases:eligibility_entry", table, pk)


def _refuse(form: Any, refusal: TransitionRefused) -> None:
    for sentence in refusal.sentences:
        form.add_error(None, str(sentence))
