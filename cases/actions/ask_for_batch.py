"""Ask for many papers in one file: those of a case, or those of a kind and a year."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cases.models import Case, CasePaper
from documents import batches
from documents.kinds import KINDS
from documents.models import Batch, Document
from workflow import audit
from workflow.transitions import TransitionRefused
from workflow.units import unit_of_work


def ask_for_case(case: Case, *, form: str, by: Any, at: datetime) -> Batch:
    """The file of one case, in the order of its papers."""
    return _ask(Case.objects.filter(pk=case.pk), title=case.number, form=form, by=by, at=at)


def ask_for_year(*, year: int, kind: str, form: str, by: Any, at: datetime) -> Batch:
    """The papers of a kind that the person's agencies issued in a year, by their numbers."""
    return _ask(
        Case.objects.all(),
        title=f"{year} {KINDS[kind].title}",
        form=form,
        by=by,
        at=at,
        year=year,
        kind=kind,
    )


@unit_of_work()
def _ask(cases: Any, *, title: str, form: str, by: Any, at: datetime, **which: Any) -> Batch:
    """So much in one hand is written down: who asked, for what, how many."""
    try:
        batch = batches.ask(
            _papers_of(cases.kept_by(by)).filter(**which), title=title, form=form, by=by, at=at
        )
    except batches.NotAsked as refusal:
        raise TransitionRefused(str(refusal)) from None
    audit.note(
        "papers.batch",
        actor=by,
        subject=title,
        at=at,
        content={"batch": batch.pk, "papers": batch.total, "form": form},
    )
    return batch


def _papers_of(cases: Any) -> QuerySet[Document]:
    """Without those that an erasure has closed."""
    readable = CasePaper.objects.filter(case__in=cases).readable()
    issued = Document.objects.filter(case_paper__in=readable)
    return issued.order_by("issuer", "year", "register", "number", "pk")
