"""Set a legal hold on a case, or lift it: while it stands nothing of the case is erased."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import permissions
from cases.masking import has_number
from cases.models import Case, Erasure, LegalHold
from workflow import audit
from workflow.transitions import refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def hold_case(*, case_id: int, reason: str, by: Any, at: datetime) -> LegalHold:
    """An erasure that was confirmed and has not begun falls back: it is asked for anew."""
    case: Case = Case.objects.locked(pk=case_id)
    permissions.refuse_unless(permissions.HOLDS, case, by)
    erasure = Erasure.objects.select_for_update().filter(case=case).first()
    refuse_if(
        *_flaws(reason),
        (
            erasure is not None and erasure.has_begun,
            _("What this case held is erased: there is nothing left to hold."),
        ),
        (case.holds.filter(lifted_at=None).exists(), _("The case is held already.")),
    )
    if erasure is not None:
        erasure.delete()
    hold = LegalHold.objects.create(case=case, reason=reason.strip(), by=by, at=at)
    _note("hold.set", case, reason, by=by, at=at)
    return hold


@unit_of_work()
def lift_hold(*, case_id: int, reason: str, by: Any, at: datetime) -> LegalHold:
    case: Case = Case.objects.locked(pk=case_id)
    permissions.refuse_unless(permissions.HOLDS, case, by)
    hold = case.holds.select_for_update().filter(lifted_at=None).first()
    refuse_if(*_flaws(reason), (hold is None, _("The case is not held.")))
    assert hold is not None
    hold.lifted_by, hold.lifted_at, hold.lifted_because = by, at, reason.strip()
    hold.save(update_fields=["lifted_by", "lifted_at", "lifted_because"])
    _note("hold.lifted", case, reason, by=by, at=at)
    return hold


def _flaws(reason: str) -> tuple[tuple[bool, Any], ...]:
    return (
        (not reason.strip(), _("Give the reason.")),
        (has_number(reason), _("Give the reason without anybody's number: it is kept for ever.")),
    )


def _note(action: str, case: Case, reason: str, *, by: Any, at: datetime) -> None:
    content = {"reason": reason.strip()}
    audit.note(action, actor=by, subject=case.number, at=at, content=content)
