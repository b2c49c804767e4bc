"""Who is told what, when and by which channel: the table of stages, for administrators."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.change_stages import add_stage, change_stage, general_stages, own_stages
from cases.limits import SILENT
from cases.states import Role
from cases.web.doors import only_for
from cases.web.forms.endpoints import in_order
from cases.web.forms.stages import AUDIENCES, StageForm, ToldForm, first_of
from workflow.channels import channel, known_channels
from workflow.models import BREACH, LimitRule, StageRule

#: Stands in addresses for "every limit that has no stages of its own".
EVERY = "every"


@dataclass(frozen=True)
class Row:
    """One stage in words."""

    pk: int
    name: str
    when: str
    told: str
    by: str
    active: bool

    @classmethod
    def of(cls, row: StageRule) -> "Row":
        ways = in_order(known_channels().intersection(row.channels))
        return cls(
            pk=row.pk,
            name=row.label,
            when=when(row),
            told=" / ".join(str(AUDIENCES[one]) for one in row.audiences if one in AUDIENCES),
            by=" / ".join(str(channel(name).label) for name in ways),
            active=row.active or row.stage == BREACH,
        )


def when(row: StageRule) -> str:
    """The moment of a stage in words."""
    if row.percent is not None:
        return _("when %(share)d %% of the time is over") % {"share": row.percent}
    if row.days_before is None:
        return _("when the limit has passed")
    if row.days_before == 0:
        return _("on the last day")
    days = abs(row.days_before)
    if row.days_before > 0:
        said = ngettext(
            "%(days)d day before the last day", "%(days)d days before the last day", days
        )
    else:
        said = ngettext("%(days)d day after the limit", "%(days)d days after the limit", days)
    return said % {"days": days}


@require_safe
@only_for(Role.ADMIN)
def stages(request: HttpRequest) -> HttpResponse:
    """A table for every limit, then one for each limit with stages of its own."""
    names, groups = limit_names(), {"": list[Row]()}
    for row in sorted(StageRule.objects.own_or_general(), key=_in_time):
        groups.setdefault(row.limit, []).append(Row.of(row))
    shown = [
        {"code": code or EVERY, "name": names.get(code, code), "rows": rows, "own": bool(code)}
        for code, rows in sorted(groups.items())
    ]
    others = [(code, name) for code, name in names.items() if code not in groups]
    return render(request, "cases/stages.html", {"groups": shown, "others": others})


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(Role.ADMIN)
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one stage; of the breach only who is told and how."""
    row = get_object_or_404(StageRule, pk=pk)
    first, given = first_of(row), request.POST or None
    form: ToldForm
    if row.stage == BREACH:
        form = ToldForm(given, initial=first)
    else:
        others = StageRule.objects.filter(limit=row.limit).exclude(pk=pk)
        form = StageForm(given, initial=first, others=others)
    if form.is_valid():
        facts = form.facts()
        if facts.get("name") == row.label:
            facts["name"] = row.name  # shipped names are kept in English and translated when shown
        change_stage(pk, facts=facts, by=request.user, at=timezone.now())
        messages.success(request, _("The stage “%(name)s” is changed.") % {"name": row.label})
        return redirect("cases:stages")
    return _form(request, form, row.limit, row.label, when(row) if row.stage == BREACH else "")


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(Role.ADMIN)
def new_stage(request: HttpRequest, limit: str) -> HttpResponse:
    """One more stage, for every limit or for one that has its own."""
    code = "" if limit == EVERY else limit
    there = StageRule.objects.own_or_general().filter(limit=code)
    if not there.exists():
        raise Http404
    form = StageForm(request.POST or None, others=there)
    if form.is_valid():
        row = add_stage(code, facts=form.facts(), by=request.user, at=timezone.now())
        messages.success(request, _("The stage “%(name)s” is added.") % {"name": row.label})
        return redirect("cases:stages")
    return _form(request, form, code, _("Add a stage"), "")


@require_POST
@only_for(Role.ADMIN)
def own(request: HttpRequest) -> HttpResponse:
    """Give one limit stages of its own, or let it go by the general ones again."""
    code, names = request.POST.get("limit", ""), limit_names()
    if not code or code not in names:
        messages.warning(request, _("Choose a limit."))
    elif request.POST.get("own") == "1":
        own_stages(code, by=request.user, at=timezone.now())
        said = _("“%(limit)s” has stages of its own now. Change them below.")
        messages.success(request, said % {"limit": names[code]})
    else:
        general_stages(code, by=request.user, at=timezone.now())
        said = _("“%(limit)s” goes by the general stages again.")
        messages.success(request, said % {"limit": names[code]})
    return redirect("cases:stages")


def limit_names() -> dict[str, str]:
    """Every limit that can be told of: code and name, the general entry first."""
    names = {"": _("Every limit without stages of its own")}
    for rule in LimitRule.objects.order_by("code", "valid_from"):
        if rule.code not in SILENT:
            names[rule.code] = rule.label
    return names


def _in_time(row: StageRule) -> tuple[int, int, int]:
    """Shares of the time first, then days before, the breach, days after."""
    if row.percent is not None:
        return 0, row.percent, row.pk
    if row.days_before is None:
        return 2, 0, row.pk
    return (1 if row.days_before >= 0 else 3), -row.days_before, row.pk


def _form(request: HttpRequest, form: Any, code: str, title: str, fixed: str) -> HttpResponse:
    name = limit_names().get(code, code)
    context = {"form": form, "limit": name, "title": title, "fixed": fixed}
    return render(request, "cases/stage.html", context)
