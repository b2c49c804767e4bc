"""Take down that a value is wrong, with the right one sealed; a head of the agency decides it."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.actions.correcting import understood, value_now
from cases.masking import has_number
from cases.models import Attachment, Case, Correction
from cases.personal.persons import one_of
from workflow.transitions import perform, refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def file_correction(
    *,
    case_id: int,
    what: str,
    value: str,
    why: str,
    by: Any,
    at: datetime,
    evidence: Any = None,
    co_applicant: int | None = None,
) -> Correction:
    """``value`` as the person says it; ``evidence`` an upload that passed ``check_upload``;
    ``co_applicant`` whose value it is, where it isn't the main applicant's."""
    case: Case = Case.objects.locked(pk=case_id)
    who = one_of(case, co_applicant)
    right = understood(case, what, value, today=localdate(at), who=who)
    erasure = getattr(case, "erasure", None)
    refuse_if(
        (erasure is not None and erasure.has_begun, _("What this case held is erased.")),
        (right == value_now(case, what, who), _("This is the value that is kept already.")),
        (has_number(why), _("Give the reason without anybody's number: it is kept for ever.")),
        (
            case.corrections.filter(what=what, co_applicant=who, status="filed").exists(),
            _("A correction of this value waits already: it is decided first."),
        ),
    )
    correction = Correction(case=case, co_applicant=who, what=what, filed_by=by, filed_at=at)
    correction.new_value, correction.why = right, why.strip()
    correction.save()
    perform(correction.file, by=by, at=at)
    if evidence:
        kept = Attachment.keep(case, Attachment.Kind.EVIDENCE, evidence, by=by, at=at)
        correction.evidence = kept
        correction.save(update_fields=["evidence"])
    return correction
