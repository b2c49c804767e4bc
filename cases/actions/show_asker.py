"""Show in full who asked, to who says why: the chain keeps who, what and why, not the value."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.codes import Personal, ShowReason
from cases.masking import has_number
from cases.models import Consultation
from cases.states import Role
from workflow import audit
from workflow.transitions import refuse_if
from workflow.units import unit_of_work

#: Who answers, and who answers for it. An auditor sees masks alone.
SHOWN_TO = frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR})
SEALED = (Personal.ID_NO, Personal.PHONE, Personal.ADDRESS)


def shown_of(consultation: Consultation, user: Any) -> list[str]:
    """What this person may have shown of who asked; only what is there."""
    if not user.roles_on(consultation) & SHOWN_TO:
        return []
    return [one.value for one in SEALED if getattr(consultation, one.value)]


@unit_of_work()
def show_asker(
    consultation: Consultation,
    *,
    what: list[str],
    reason: str,
    words: str,
    by: Any,
    at: datetime,
) -> list[str]:
    """What may be shown now, in its order. Nobody is shown anything before it is recorded."""
    allowed = shown_of(consultation, by)
    refuse_if(
        (not what, _("Choose what you need to see.")),
        (not set(what) <= set(allowed), _("This is not shown to who acts as you do on this case.")),
        (
            reason == ShowReason.OTHER and not words.strip(),
            _("Say in a few words why you need it."),
        ),
        (
            has_number(words),
            _("Give the reason without anybody's number: it is kept for ever."),
        ),
    )
    shown = [one for one in allowed if one in what]
    content = {"what": shown, "reason": reason, "words": words.strip()}
    audit.note("personal.shown", actor=by, subject=consultation.number, at=at, content=content)
    return shown
