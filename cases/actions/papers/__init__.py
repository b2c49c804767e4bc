"""The papers that moves issue: their facts, taken from the case at that moment, and their issue.

A module for each part of the procedure; here what they share.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cases import standing
from cases.models import Case, CasePaper, Intake
from documents.facts import Facts
from documents.issuing import NotPrintable, issue_all
from documents.models import Document
from workflow import rows
from workflow.rules import Certainty
from workflow.transitions import TransitionRefused


def issue_paper(case: Case, facts: Facts, *, at: datetime) -> CasePaper:
    """Issue one paper on a case: :func:`issue_papers` says how."""
    [paper] = issue_papers(case, [facts], at=at)
    return paper


def issue_papers(case: Case, papers: Sequence[Facts], *, at: datetime) -> list[CasePaper]:
    """Issue the papers of one move; a name that no font can print refuses it whole, in words.

    Last in an action: the rows of the numbers stay locked until the unit of work ends.
    """
    if not papers:
        return []
    try:
        documents = issue_all(papers, issuer=papers[0].agency, at=at)
    except NotPrintable as problem:
        raise TransitionRefused(str(problem)) from None
    issued = [CasePaper(case=case, document=document) for document in documents]
    rows.insert(*issued)
    for document in documents:
        standing.follow_paper(case, document, at=at)
    return issued


def party_name(case: Case) -> str:
    """The applicant, or with several who apply together: 梁金凤等3人."""
    together = Intake.of(case).applicants
    return f"{case.applicant.name}等{together}人" if together > 1 else str(case.applicant.name)


def income_per_head(case: Case) -> Decimal | None:
    """Yuan a month and head, where both numbers were given."""
    if case.monthly_income_yuan is None or not case.household_size:
        return None
    return (case.monthly_income_yuan / case.household_size).quantize(Decimal("0.01"))


def latest(case: Case, kind: str) -> Document | None:
    """The newest paper of a kind that was issued on a case, for the papers that speak of it."""
    paper = case.papers.filter(document__kind=kind).select_related("document").last()
    return paper.document if paper else None


def objecting(case: Case) -> dict[str, Any]:
    """How one may object to a decision whose move has just started that window (L49)."""
    window = case.open_clocks["objection_window"].rule
    return {
        "bureau": case.agency.parent.name if case.agency.parent else "",
        "objection_days": window.amount or 0,
        "objection_confirmed": window.confirmed,
        "objection_basis": window.basis,
    }


def due_day(case: Case, code: str) -> date:
    """The last day of a clock that a move has just started, and that so has one."""
    due_on: date | None = case.open_clocks[code].due_on
    assert due_on is not None
    return due_on


def is_provisional(case: Case, code: str) -> bool:
    """The rest days around that last day are not announced yet: the paper must say so."""
    return bool(case.open_clocks[code].certainty == Certainty.PROVISIONAL)
