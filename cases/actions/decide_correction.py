"""Decide a request for correction: put the value right, or leave it, with reasons."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.actions.correcting import put_right, understood, value_now
from cases.masking import has_number
from cases.models import Case, Correction
from cases.personal.persons import said_of
from workflow import audit
from workflow.transitions import perform, refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def decide_correction(
    *,
    correction_id: int,
    accept: bool,
    by: Any,
    at: datetime,
    reasons: str = "",
    expect: int | None = None,
) -> Correction:
    """The value before is sealed in the request. Papers that were issued stay as they are."""
    case_id = Correction.objects.values_list("case_id", flat=True).get(pk=correction_id)
    case: Case = Case.objects.locked(pk=case_id)  # first: whoever moves the case locks it too
    correction: Correction = Correction.objects.locked(pk=correction_id)
    correction.case = case
    erasure = getattr(case, "erasure", None)
    refuse_if(
        (erasure is not None and erasure.has_begun, _("What this case held is erased.")),
        (
            has_number(reasons),
            _("Give the reason without anybody's number: it is kept for ever."),
        ),
    )
    if not accept:
        perform(correction.refuse, by=by, at=at, expect=expect, reasons=reasons)
        return correction
    perform(correction.correct, by=by, at=at, expect=expect)
    today, who = localdate(at), correction.co_applicant
    correction.old_value = value_now(case, correction.what, who)
    correction.save(update_fields=["old_value"])
    right = understood(case, correction.what, correction.new_value, today=today, who=who)
    put_right(case, correction.what, right, today=today, who=who)
    audit.note(
        "personal.corrected",
        actor=by,
        subject=case.number,
        at=at,
        content={"what": [correction.what], "correction": correction.pk} | said_of(who),
    )
    return correction
