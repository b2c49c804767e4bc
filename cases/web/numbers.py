"""Numbers of papers: how each agency writes them, what comes next, and the book of every register."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.change_numbers import set_numbers_aside, write_numbers
from cases.models import CasePaper, CaseTransition, Office
from cases.states import Role
from cases.web.doors import only_for
from cases.web.forms.numbers import AsideForm, WrittenForm
from documents import labels
from documents.kinds import KINDS
from documents.models import NumberTemplate, Sequence
from documents.numbering import Line, book, label_of, next_number, registers_of, template_of
from workflow.transitions import TransitionRefused

LINES = 100  # of the book, on a page


@dataclass(frozen=True)
class Register:
    """One register of one agency, as it counts today."""

    name: str
    titles: list[str]  # of the kinds of paper in it
    template: str
    next_label: str
    coming: NumberTemplate | None  # a change that is set and not in force yet


def _register(agency: Office, name: str) -> Register:
    today = localdate(timezone.now())
    set_for_later = NumberTemplate.objects.filter(
        issuer=agency.code, register=name, valid_from__gt=today
    )
    return Register(
        name=name,
        titles=[kind.title for kind in KINDS.values() if name in kind.registers()],
        template=template_of(agency.code, name, on=today),
        next_label=label_of(
            agency.issuer(),
            register=name,
            number=next_number(agency.code, name, on=today),
            on=today,
        ),
        coming=set_for_later.order_by("valid_from", "pk").first(),
    )


@require_safe
@only_for(Role.ADMIN, Role.AUDITOR)
def numbers(request: HttpRequest) -> HttpResponse:
    """Every register of every agency: how its numbers are written, and which comes next."""
    agencies = [
        (agency, [_register(agency, name) for name in registers_of(agency.code)])
        for agency in Office.objects.filter(kind=Office.Kind.AGENCY, active=True)
    ]
    return render(request, "cases/numbers.html", {"agencies": agencies})


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(Role.ADMIN, Role.AUDITOR)
def register(request: HttpRequest, agency: str, register: str) -> HttpResponse:
    """One register; a POST writes its numbers otherwise from a day on."""
    user: Any = request.user
    if request.method == "POST" and Role.ADMIN not in user.roles:
        raise Http404  # an auditor reads alone
    office = _office(agency, register)
    form = _written_form(office, register, request.POST or None)
    if form.is_valid():
        try:
            write_numbers(
                agency_id=office.pk,
                register=register,
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("From that day on numbers are written so."))
            return redirect("cases:register_numbers", agency, register)
    return _page(request, office, register, form, AsideForm())


@require_POST
@only_for(Role.ADMIN)
def aside(request: HttpRequest, agency: str, register: str) -> HttpResponse:
    """Set the next numbers of this year aside."""
    office, form = _office(agency, register), AsideForm(request.POST)
    if form.is_valid():
        try:
            row = set_numbers_aside(
                agency_id=office.pk,
                register=register,
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("The numbers %(first)d to %(last)d are set aside.")
            messages.success(request, said % {"first": row.first, "last": row.last})
            return redirect("cases:number_book", agency, register, row.year)
    return _page(request, office, register, _written_form(office, register, None), form)


def _office(agency: str, register: str) -> Office:
    office = get_object_or_404(Office, code=agency, kind=Office.Kind.AGENCY)
    if register not in registers_of(office.code):
        raise Http404
    return office


def _written_form(office: Office, register: str, given: Any) -> WrittenForm:
    today = localdate(timezone.now())
    present = template_of(office.code, register, on=today)
    return WrittenForm(given, today=today, present=present)


def _page(
    request: HttpRequest, office: Office, register: str, form: WrittenForm, aside: AsideForm
) -> HttpResponse:
    rows = NumberTemplate.objects.filter(issuer=office.code, register=register)
    years = Sequence.objects.filter(issuer=office.code, register=register).order_by("-year")
    user: Any = request.user
    context = {
        "agency": office,
        "register": _register(office, register),
        "form": form,
        "aside": aside,
        "rows": rows.select_related("set_by").order_by("-valid_from", "-pk"),
        "default": labels.DEFAULT,
        "years": years.values_list("year", flat=True),
        "may_change": Role.ADMIN in user.roles,
    }
    return render(request, "cases/register_numbers.html", context)


@dataclass(frozen=True)
class Entry:
    """A line of the book in words."""

    line: Line
    case_number: str = ""
    by: str = ""


@require_safe
@only_for(Role.ADMIN, Role.AUDITOR)
def number_book(request: HttpRequest, agency: str, register: str, year: int) -> HttpResponse:
    """Each number of a year: its paper, or why there is none."""
    office = _office(agency, register)
    lines = list(book(office.code, register, year))
    page = Paginator(lines, LINES).get_page(request.GET.get("page"))
    context = {
        "agency": office,
        "register": register,
        "year": year,
        "page": page,
        "entries": _entries(page.object_list),
        "unexplained": sum(
            line.last - line.first + 1 for line in lines if not line.paper and not line.aside
        ),
    }
    return render(request, "cases/number_book.html", context)


def _entries(lines: Any) -> list[Entry]:
    """With the case of each paper, and who made the move that issued it: the one of that moment."""
    shown = [line.paper.pk for line in lines if line.paper]
    kept = CasePaper.objects.filter(document__in=shown)
    cases = {
        document: (case, number, at)
        for document, case, number, at in kept.values_list(
            "document", "case", "case__number", "document__issued_at"
        )
    }
    moves = CaseTransition.objects.filter(
        case__in={case for case, _number, _at in cases.values()},
        at__in={at for _case, _number, at in cases.values()},
    ).select_related("by")
    made_by = {(move.case_id, move.at): str(move.by) for move in moves}
    entries = []
    for line in lines:
        case, number, at = cases.get(line.paper.pk if line.paper else 0, (0, "", None))
        by = made_by.get((case, at), "") if at else ""
        entries.append(Entry(line=line, case_number=number, by=by))
    return entries
