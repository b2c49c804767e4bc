"""The print queue of an office: what nobody has printed yet, several or all as one file."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cases.actions.print_papers import AT_ONCE, copies_of, print_papers, receivers_of
from cases.actions.record_service import SERVERS
from cases.codes import listed
from cases.models import Case, CasePaper, Office, PrintJob
from cases.models.papers import printing_offices
from cases.web.doors import only_for
from cases.web.files import closed, file_of
from documents.binding import bind
from documents.models import PaperDamaged
from workflow.moments import moment_on
from workflow.transitions import TransitionRefused

#: How far back the page looks, in days: today, a week, a month; 0 is for ever.
SPANS = (1, 7, 30, 0)
USUAL = 7
#: So many print jobs are listed, to be opened again.
JOBS = 10


@dataclass(frozen=True)
class Row:
    """One paper of the queue."""

    paper: Any
    receivers: str
    copies: int

    @classmethod
    def of(cls, paper: Any) -> "Row":
        return cls(paper, listed(receivers_of(paper)), copies_of(paper))


@require_safe
@only_for(*SERVERS)
def to_print(request: HttpRequest) -> HttpResponse:
    offices, office = _office(request.user, request.GET.get("office", ""))
    at, days = timezone.now(), _days(request.GET.get("days", ""))
    queue = _queue(request.user, office, at=at, days=days)
    rows = [Row.of(paper) for paper in queue.order_by("pk")[:AT_ONCE]]
    today = _queue(request.user, office, at=at, days=1)
    jobs = list(
        PrintJob.objects.filter(office=office)
        .select_related("by")
        .annotate(papers=Count("printed"))[:JOBS]
    )
    chosen = request.GET.get("job", "")
    context = {
        "offices": offices,
        "office": office,
        "spans": SPANS,
        "days": days,
        "rows": rows,
        "count": queue.count() if len(rows) == AT_ONCE else len(rows),
        "today": today.count(),
        "jobs": jobs,
        "ready": next((job for job in jobs if str(job.pk) == chosen), None),
    }
    return render(request, "cases/to_print.html", context)


@require_POST
@only_for(*SERVERS)
def print_now(request: HttpRequest) -> HttpResponse:
    """The ticked papers, all that were shown, or all of the day."""
    user: Any = request.user
    _offices, office = _office(user, request.POST.get("office", ""))
    at, which = timezone.now(), request.POST.get("which", "")
    days = _days(request.POST.get("days", ""))
    address = f"{reverse('cases:to_print')}?office={office.code}&days={days}"
    if which == "today":
        day = _queue(user, office, at=at, days=1).order_by("pk").values_list("pk", flat=True)
        papers = list(day[:AT_ONCE])
    else:
        given = request.POST.getlist("shown" if which == "shown" else "paper")
        papers = [int(one) for one in given if one.isdecimal() and len(one) < 19]
    try:
        job = print_papers(office_id=office.pk, papers=papers, by=user, at=at)
    except TransitionRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect(address)
    done = job.printed.count()
    if done < len(set(papers)):
        said = ngettext(
            "%(count)d paper was left out: somebody else has just printed it.",
            "%(count)d papers were left out: somebody else has just printed them.",
            len(set(papers)) - done,
        )
        messages.warning(request, said % {"count": len(set(papers)) - done})
    return redirect(f"{address}&job={job.pk}")


@require_safe
@only_for(*SERVERS)
def print_job(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers of one job as one file, bound anew each time: it may be printed again, without
    those that an erasure has closed meanwhile."""
    job = get_object_or_404(PrintJob.objects.of_printer(request.user), pk=pk)
    day = timezone.localtime(job.at).strftime("%F %H%M")
    title = _("Papers %(day)s") % {"day": day}
    readable = CasePaper.objects.filter(printed__job=job).readable()
    printed = list(
        job.printed.filter(paper__in=readable).select_related("paper__document__signature")
    )
    if not printed:
        return closed(request, title)
    try:
        content = bind((one.paper.document.read_issued(), one.copies) for one in printed)
    except (PaperDamaged, OSError):
        messages.error(
            request,
            _("The file of a paper is missing or has been changed: tell the administrator."),
        )
        return redirect("cases:to_print")
    return file_of(content, f"{title}.pdf")


def _office(user: Any, code: str) -> tuple[list[Office], Office]:
    """The offices where this person prints, and the one that was chosen, else the first."""
    offices = list(Office.objects.filter(pk__in=printing_offices(user)).order_by("code"))
    chosen = next((office for office in offices if office.code == code), None)
    if chosen is None and (code or not offices):
        raise Http404
    return offices, chosen or offices[0]


def _queue(user: Any, office: Office, *, at: datetime, days: int) -> Any:
    """What waits at this office, issued in the last so many days."""
    queue = CasePaper.objects.to_print(office).filter(case__in=Case.objects.visible_to(user))
    if days:
        first = localdate(at) - timedelta(days=days - 1)
        queue = queue.issued_since(moment_on(first, time.min))
    return queue.select_related("document", "case__applicant", "case__station")


def _days(asked: str) -> int:
    return int(asked) if asked in {str(span) for span in SPANS} else USUAL
