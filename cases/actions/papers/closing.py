"""The closing report: as a draft while the lawyer writes it, and as it is handed in."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from cases.actions.papers import party_name
from cases.actions.phrases import (
    AID_FORMS,
    CLOSING_EVENTS,
    CLOSING_PAPERS,
    RESULTS,
    STAGES,
    in_words,
)
from cases.models import Case
from documents.kinds import ClosingReport


def closing_report(
    case: Case,
    *,
    at: datetime | None = None,
    organ: str = "",
    summary: str = "",
    recovered: Decimal | None = None,
) -> ClosingReport:
    """Handed in at that moment; without one, a draft."""
    assert case.firm is not None
    assert case.lawyer is not None
    assert case.closed_on is not None
    assert case.decided_at is not None
    approved = case.assignments.filter(approved_at__isnull=False).order_by("-pk")
    assigned_at = approved.values_list("approved_at", flat=True).first()
    return ClosingReport(
        agency=case.agency.issuer(),
        case_number=case.number,
        firm=case.firm.name,
        lawyer=case.lawyer.name,
        recipient=party_name(case),
        cause=case.cause,
        organ=organ,
        stage=in_words(STAGES, case.stage),
        form_of_aid=in_words(AID_FORMS, case.aid_form),
        applied_on=localdate(case.received_at),
        granted_on=localdate(case.decided_at),
        assigned_on=localdate(assigned_at) if assigned_at else None,
        closed_on=case.closed_on,
        closing_event=in_words(CLOSING_EVENTS, case.closing_event),
        result=in_words(RESULTS, case.result),
        summary=summary,
        recovered=recovered,
        enclosed=tuple(in_words(CLOSING_PAPERS, one) for one in case.closing_papers),
        reported_on=localdate(at) if at else None,
    )


def told_before(case: Case) -> dict[str, Any]:
    """The facts of the newest paper that names the organ: the letter to it, or a report that was
    handed in and returned."""
    naming = case.papers.filter(document__facts__has_key="organ").order_by("-pk")
    found: dict[str, Any] | None = naming.values_list("document__facts", flat=True).first()
    return found or {}


def organ_of(case: Case) -> str:
    return str(told_before(case).get("organ", ""))
