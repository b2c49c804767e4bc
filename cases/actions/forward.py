"""An application that an organ or a duty lawyer passed on: were the 24 hours kept (L39)?"""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cases.actions.others_limits import Told, keep_outcomes
from cases.models import Case, Forwarding, Office
from cases.organ_codes import FORWARDING
from workflow.transitions import refuse_if


def keep_forwarding(
    case: Case,
    *,
    forwarded_by: str,
    got_at: datetime,
    organ: Office | None,
    by: Any,
    at: datetime,
) -> Forwarding:
    """Part of the registration. The hours run from the moment they got it to our receipt; being
    late is theirs and costs the applicant nothing."""
    refuse_if(
        (
            got_at > case.received_at,
            _("It was handed to them after we received it: look at both times again."),
        )
    )
    kept: Forwarding = Forwarding.objects.create(
        case=case, by=forwarded_by, got_at=got_at, organ=organ
    )
    told = Told(FORWARDING[forwarded_by], localdate(got_at), met_at=case.received_at, since=got_at)
    keep_outcomes(case, [told], by=by, at=at)
    return kept
