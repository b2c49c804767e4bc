"""Who applies for and with the invented applicants, and one application that was never finished."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime

from cases.actions.keep_draft import keep_draft
from cases.actions.register import Beside
from cases.city.invention import Inventor
from cases.city.people import Staff
from cases.models import IntakeDraft, Office

KEY = "6f0e2a5c-0001-4000-8000-000000620802"


def beside(application: dict[str, Any], story: int, *, minor: bool, together: int) -> Beside:
    """A mother for a minor, colleagues for a worker; invented apart from the rest, so that the other
    stories stay what they were."""
    inventor = Inventor(620_800_000 + story)
    on = application["facts"]["received_at"].date()
    intake: dict[str, Any] = {}
    agent = None
    if minor:
        born = inventor.born(on=on, youngest=33, oldest=45)
        agent = {
            "name": inventor.name("女"),
            "kind": "statutory",
            "ground": "minor",
            "relation": "母女" if application["applicant"]["sex"] == "女" else "母子",
            "id_type": "resident_id",
            "id_no": inventor.number(born, "女"),
            "phone": inventor.phone(),
        }
    others = []
    for _place in range(together - 1):
        born = inventor.born(on=on, youngest=22, oldest=55)
        number = inventor.number(born, "男")
        others.append({"name": inventor.name("男"), "id_type": "resident_id", "id_no": number})
    if others:
        intake = {"claim_divisible": True}
    return Beside(agent=agent, co_applicants=others, intake=intake)


def leave_a_draft(stations: list[Office], staff: Staff, *, at: datetime) -> IntakeDraft:
    """Half an application at the demo's first counter, begun twenty minutes ago."""
    station = next(one for one in stations if one.code == "court-620802")
    typed = {
        "station": [str(station.pk)],
        "channel": ["counter"],
        "received_at": [localtime(at).strftime("%Y-%m-%dT%H:%M")],
        "name": ["马桂英"],
        "id_type": ["resident_id"],
        "matter": ["support_parents"],
        "cause": ["赡养费纠纷"],
        "claim": ["独居，两名子女三年未给生活费，"],
        "materials": ["application_form"],
        "whole": ["1"],
    }
    return keep_draft(
        key=IntakeDraft._meta.get_field("key").to_python(KEY),
        station=station,
        content=typed,
        by=staff.clerks[station.pk][0],
        at=at - timedelta(minutes=20),
    )
