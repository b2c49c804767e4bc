"""Print papers: take them off an office's queue, together, so that nobody prints them twice."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import CasePaper, Office, PrintedPaper, PrintJob
from cases.models.papers import printing_offices
from workflow import audit
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work

#: More would keep the printer and whoever waits for the file busy for too long.
AT_ONCE = 100


@unit_of_work()
def print_papers(*, office_id: int, papers: Sequence[int], by: Any, at: datetime) -> PrintJob:
    """``papers`` are keys of case papers; what somebody else has printed meanwhile is left out."""
    if office_id not in printing_offices(by):
        raise TransitionRefused(_("You don't print at this office."))
    refuse_if(
        (not papers, _("Choose at least one paper.")),
        (
            len(papers) > AT_ONCE,
            _("Choose at most %(most)d papers at a time.") % {"most": AT_ONCE},
        ),
    )
    office = Office.objects.get(pk=office_id)
    # Locked first, then asked: who comes second finds them printed.
    list(CasePaper.objects.select_for_update().filter(pk__in=papers).order_by("pk"))
    chosen = list(
        CasePaper.objects.to_print(office)
        .filter(pk__in=papers)
        .select_related("document")
        .order_by("pk")
    )
    refuse_if((not chosen, _("Somebody else has just printed these papers.")))
    job = PrintJob.objects.create(office=office, by=by, at=at)
    PrintedPaper.objects.bulk_create(
        PrintedPaper(job=job, paper=paper, copies=copies_of(paper)) for paper in chosen
    )
    audit.note(
        "papers.printed",
        actor=by,
        subject=office.code,
        at=at,
        content={"job": job.pk, "papers": [paper.pk for paper in chosen]},
    )
    return job


def copies_of(paper: CasePaper) -> int:
    """One for each of its receivers, and one where its kind names none."""
    return max(1, len(receivers_of(paper)))


def receivers_of(paper: CasePaper) -> tuple[str, ...]:
    """Who gets a copy, in the paper's own words."""
    return paper.document.read_facts().receivers
