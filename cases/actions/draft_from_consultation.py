"""Begin an application from a consultation: a draft that holds what is known already."""

import uuid
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cases.actions.keep_draft import keep_draft
from cases.codes import Channel
from cases.consultation import Way
from cases.models import Consultation, IntakeDraft
from workflow.transitions import moves_of, refuse
from workflow.units import unit_of_work

#: A draft of this origin belongs to the consultation with that key.
ORIGIN = "consultation:"

CHANNELS: dict[str, Channel] = {
    Way.VISIT: Channel.COUNTER,
    Way.PHONE: Channel.PHONE,
    Way.HOTLINE: Channel.PHONE,
    Way.LETTER: Channel.LETTER,
    Way.WEB: Channel.WEB,
}


@unit_of_work()
def draft_from_consultation(*, consultation_id: int, by: Any, at: datetime) -> IntakeDraft:
    """The same person pressing twice goes on with the same draft."""
    consultation: Consultation = Consultation.objects.locked(pk=consultation_id)
    offered = next((one for one in moves_of(consultation, by) if one.name == "take_up"), None)
    refuse(offered.refusals if offered else [_("It has become an application already.")])
    origin = f"{ORIGIN}{consultation.pk}"
    begun = IntakeDraft.objects.visible_to(by).filter(origin=origin).first()
    return begun or keep_draft(
        key=uuid.uuid4(),
        station=consultation.station,
        content=posting_of(consultation, at=at),
        by=by,
        at=at,
        origin=origin,
    )


def posting_of(consultation: Consultation, *, at: datetime) -> dict[str, list[str]]:
    """The fields of the register form as a browser would post them. The application is received
    now: that somebody asked earlier starts no clock."""
    questions = list(consultation.questions.all())
    said = {
        "station": str(consultation.station_id),
        "received_at": f"{localtime(at):%Y-%m-%dT%H:%M}",
        "channel": str(CHANNELS[consultation.way].value),
        "name": consultation.name,
        "sex": consultation.sex,
        "id_type": consultation.id_type,
        "id_no": consultation.id_no,
        "phone": consultation.phone,
        "address": consultation.address,
        "matter": questions[0].matter if questions else "",
        "claim": "\n".join(one.question for one in questions),
        "note": _("From consultation %(number)s.") % {"number": consultation.number},
    }
    known = {name: [value] for name, value in said.items() if value}
    return known | ({"groups": list(consultation.groups)} if consultation.groups else {})
