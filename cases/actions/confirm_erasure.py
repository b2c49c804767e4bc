"""Confirm that cases whose time is over are erased: the person that the job waits for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import permissions
from cases.models import Case, Erasure
from cases.personal.keeping import still_over
from workflow import audit
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def confirm_erasures(*, erasures: Iterable[int], by: Any, at: datetime) -> int:
    """All of them or none; what has been listed is looked at once more. Says how many."""
    chosen = list(Erasure.objects.filter(pk__in=set(erasures)).order_by("case_id"))
    refuse_if((not chosen, _("Choose the cases to erase.")))
    for one in chosen:
        case: Case = Case.objects.locked(pk=one.case_id)
        permissions.refuse_unless(permissions.HOLDS, case, by)
        erasure = Erasure.objects.select_for_update().get(pk=one.pk)
        erasure.case = case
        if erasure.state != Erasure.State.LISTED or not still_over(erasure, at=at):
            raise TransitionRefused(
                _("Case %(number)s is held, or no longer waits for it: look at the list again.")
                % {"number": case.number}
            )
        erasure.state, erasure.confirmed_by, erasure.confirmed_at = Erasure.State.CONFIRMED, by, at
        erasure.save(update_fields=["state", "confirmed_by", "confirmed_at"])
        audit.note(
            "erasure.confirmed",
            actor=by,
            subject=case.number,
            at=at,
            content={"rule": erasure.rule_id, "kept_until": erasure.due_on.isoformat()},
        )
    return len(chosen)
