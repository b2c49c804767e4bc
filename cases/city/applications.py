"""Invented applications: who asks, for what, against whom, with which papers."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from cases.city import matters
from cases.city.invention import Inventor
from cases.city.offices import REGIONS
from cases.codes import IdType, Material
from cases.models import Office

COMPLETE = [
    Material.IDENTITY.value,
    Material.APPLICATION_FORM.value,
    Material.MEANS_STATEMENT.value,
    Material.CASE_EVIDENCE.value,
]


def invent(
    inventor: Inventor,
    *,
    station: Office,
    received_at: datetime,
    complete: bool,
    minor: bool = False,
) -> dict[str, Any]:
    """The arguments of ``register_case`` but for submission, person and time."""
    random = inventor.random
    fitting = [one for one in matters.SUBJECTS if (one.ages[0] < 18) == minor]
    subject = random.choices(fitting, [one.weight for one in fitting])[0]
    applicant, on = (
        _applicant(inventor, subject, station, localdate(received_at)),
        localdate(received_at),
    )
    facts: dict[str, Any] = {
        "received_at": received_at,
        "channel": random.choice(matters.CHANNELS).value,
        "matter": subject.matter.value,
        "cause": subject.cause,
        "claim": random.choice(subject.claims),
        "stage": random.choice(subject.stages).value,
        "groups": [group.value for group in subject.groups],
        "household_size": random.randint(1, 6),
        "monthly_income_yuan": Decimal(random.randint(40, 520) * 2),  # a head: most under the line
        "limitation_on": on + timedelta(days=random.randint(40, 800))
        if random.random() < 0.4
        else None,
        "materials": [
            *(COMPLETE if complete else _some(inventor)),
            *subject.extra.get("materials", ()),
        ],
    }
    facts["monthly_income_yuan"] *= facts["household_size"]
    if applicant["id_type"] == IdType.NONE and Material.IDENTITY in facts["materials"]:
        facts["materials"].remove(Material.IDENTITY.value)
    return {
        "station": station,
        "applicant": applicant,
        "facts": facts,
        "opponents": [_opponent(inventor, subject.against)],
    }


def _some(inventor: Inventor) -> list[str]:
    """One or two papers of an application are still to come."""
    missing = inventor.random.sample(COMPLETE[1:], inventor.random.choice((1, 1, 2)))
    return [paper for paper in COMPLETE if paper not in missing]


def _applicant(
    inventor: Inventor, subject: matters.Subject, station: Office, on: date
) -> dict[str, Any]:
    sex = inventor.sex(women=subject.women)
    born = inventor.born(on=on, youngest=subject.ages[0], oldest=subject.ages[1])
    papers: dict[str, Any] = {"id_type": "resident_id", "id_no": inventor.number(born, sex)}
    if inventor.random.random() < 0.02:
        papers = {"id_type": "none", "id_no": "", "no_id_reason": "证件遗失，正在补办"}
    return {
        "name": inventor.name(sex),
        "sex": sex,
        "birth_on": born,
        "phone": inventor.phone(),
        "address": inventor.address(REGIONS[station.code]),
    } | papers


def _opponent(inventor: Inventor, kind: str) -> str:
    if kind == "firm":
        return inventor.random.choice(matters.FIRMS)
    if kind == "office":
        return inventor.random.choice(matters.AUTHORITIES)
    return inventor.name(inventor.sex(women=0.3))
