"""The paper of an objection: the bureau's ruling (form 20)."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from cases.actions.objections import refuse_without_letter
from cases.models import Objection
from documents.kinds import ObjectionDecision


def objection_decision(objection: Objection, *, at: datetime) -> ObjectionDecision:
    """In the name of the bureau that set the agency up (L49)."""
    refuse_without_letter(objection)
    case: Any = objection.case
    contested = objection.contested
    return ObjectionDecision(
        agency=case.agency.parent.issuer(),
        objector=objection.name,
        decided_by=case.agency.name,
        contested=objection.against,  # type: ignore[arg-type]  # the codes are the paper's own words
        contested_on=objection.contested_on,
        contested_number=contested.document.label if contested else "",
        cause=case.cause,
        filed_on=objection.handed_in_on,
        objection=objection.grounds,
        finding=objection.finding,
        ruling=objection.status,  # it has just been ruled on
        ruled_on=localdate(at),
        order=objection.order,
    )
