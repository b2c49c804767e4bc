"""Receive what the other agency found, or go on without it: the clocks run again from the next day."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cases.models import Attachment, Case, Cooperation
from cases.organ_codes import CooperationResult
from workflow.transitions import perform
from workflow.units import unit_of_work


@unit_of_work()
def receive_cooperation(
    *,
    case_id: int,
    findings: str,
    by: Any,
    at: datetime,
    result: str = CooperationResult.ANSWERED,
    papers: Sequence[Any] = (),
    expect: int | None = None,
) -> Case:
    """``papers`` are uploads that passed ``check_upload``: the reply and what came with it."""
    case: Case = Case.objects.locked(pk=case_id)
    perform(case.receive_cooperation, by=by, at=at, expect=expect, result=result, findings=findings)
    asked = Cooperation.objects.waiting().get(case=case)
    asked.received_at, asked.result, asked.findings = at, result, findings
    asked.save(update_fields=["received_at", "result", "findings"])
    kind = Attachment.Kind.COOPERATION
    asked.attachments.set(Attachment.keep(case, kind, one, by=by, at=at) for one in papers)
    return case
