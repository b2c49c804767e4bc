"""Show personal values in full, to who says why: the chain keeps who, what and why, not the value."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import permissions
from cases.codes import ShowReason
from cases.masking import has_number
from cases.models import Case
from workflow import audit
from workflow.transitions import refuse_if
from workflow.units import unit_of_work


@unit_of_work()
def show_personal(
    case: Case, *, what: list[str], reason: str, words: str, by: Any, at: datetime
) -> list[str]:
    """What may be shown now, in its order. Nobody is shown anything before it is recorded."""
    allowed = permissions.shown_to(case, by)
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
    audit.note(
        "personal.shown",
        actor=by,
        subject=case.number,
        at=at,
        content={"what": shown, "reason": reason, "words": words.strip()},
    )
    return shown
