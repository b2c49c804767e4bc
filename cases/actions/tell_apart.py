"""Tell two cases apart: a reviewer has compared them, and they are not the same."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.masking import has_number
from cases.models import Case, LookedAt
from cases.states import Role
from workflow import audit
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def tell_apart(*, case: Case, other: Case, reason: str, by: Any, at: datetime) -> None:
    """The hint comes back on neither of them. Said twice, the first word stands."""
    if Role.REVIEWER not in by.roles_on(case):
        raise TransitionRefused(_("Only the reviewer of the case may say so."))
    refuse_if(
        (case.pk == other.pk, _("A case can't be told apart from itself.")),
        (not reason.strip(), _("Say what makes them different.")),
        (
            has_number(reason),
            _("Give the reason without anybody's number: it is kept for ever."),
        ),
    )
    pair = LookedAt.pair(case, other)
    try:
        with transaction.atomic():
            LookedAt.objects.create(**pair, reason=reason.strip(), by=by, at=at)
    except IntegrityError:
        return
    audit.note(
        "likeness.told_apart",
        actor=by,
        subject=case.number,
        at=at,
        content={"other": other.number, "reason": reason.strip()},
    )
