"""Confirm that the paper itself bears the identity number whose check digit doesn't fit. No move."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.masking import may_be_a_number
from cases.models import Case, NumberDoubt
from cases.states import Role
from workflow import audit
from workflow.transitions import TransitionRefused, refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def confirm_number(*, case_id: int, seen: str, by: Any, at: datetime) -> NumberDoubt:
    """``seen``: what the person looked at. Who registered the number doesn't confirm it."""
    case: Case = Case.objects.locked(pk=case_id)
    doubt = NumberDoubt.objects.filter(case=case, confirmed_at=None).first()
    if doubt is None:
        raise TransitionRefused(_("No number of this case waits to be confirmed."))
    refuse_if(
        (
            Role.SUPERVISOR not in by.roles_on(case),
            _("Only this role may do it: %(roles)s.") % {"roles": Role.SUPERVISOR.label},
        ),
        (
            doubt.by_id == by.pk,
            _("You registered this number yourself: another person must confirm it (four eyes)."),
        ),
        (not seen.strip(), _("Say which paper you looked at.")),
        (may_be_a_number(seen), _("Say it without anybody's number: it is kept for ever.")),
    )
    doubt.confirmed_by, doubt.confirmed_at, doubt.seen = by, at, seen.strip()
    doubt.save(update_fields=["confirmed_by", "confirmed_at", "seen"])
    content = {"seen": doubt.seen}
    audit.note("number.confirmed", actor=by, subject=case.number, at=at, content=content)
    return doubt
