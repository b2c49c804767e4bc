"""The letter by which another agency is asked to look into something (form 7)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from cases.actions.papers import party_name
from cases.models import Case, Cooperation
from documents.kinds import CooperationLetter


def cooperation_letter(
    case: Case, asked: Cooperation, *, background: str, enclosed: Sequence[str], at: datetime
) -> CooperationLetter:
    return CooperationLetter(
        agency=case.agency.issuer(),
        to=asked.agency,
        applicant=party_name(case),
        cause=case.cause,
        items=tuple(asked.items),
        asked_on=localdate(at),
        reply_by=asked.reply_by,
        background=background,
        enclosed=tuple(enclosed),
    )
