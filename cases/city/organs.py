"""The demo's organ: a court that notifies on a page of its own, and whom it notifies of."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from cases.city.invention import Inventor
from cases.models import Office
from cases.organ_codes import GROUPS, NoticePaper, NoticeReason, OrganKind
from workflow.moments import moment_on

#: Served by the station whose court it is.
STATION = "court-620802"
CHARGES = (("故意伤害罪", NoticeReason.MAY_NOTIFY), ("盗窃罪", NoticeReason.IMPAIRED))


def build(stations: list[Office]) -> Office:
    """The court of the station, with a door of its own."""
    station = next(one for one in stations if one.code == STATION)
    organ: Office = Office.objects.create(
        code="organ-620802",
        kind=Office.Kind.ORGAN,
        name=station.name.removesuffix("法律援助工作站"),
        short_name="崆峒区法院",
        parent=station,
        phone="0933-0002001",
    )
    return organ


def invent(inventor: Inventor, *, organ: Office, number: int, at: datetime) -> dict[str, Any]:
    """The arguments of ``take_in_notice`` but for submission, person and time."""
    charge, reason = CHARGES[number % len(CHARGES)]
    sex, today = inventor.sex(women=0.2), localdate(at)
    born = inventor.born(on=today, youngest=19, oldest=52)
    hearing = moment_on(today + timedelta(days=24), datetime.min.time()) + timedelta(hours=9)
    return {
        "station": organ.parent,
        "person": {
            "name": inventor.name(sex),
            "sex": sex,
            "birth_on": born,
            "id_type": "resident_id",
            "id_no": inventor.number(born, sex),
        },
        "facts": {
            "received_at": at,
            "channel": "web",
            "cause": charge,
            "stage": "first_instance",
        },
        "notice": {
            "organ": organ,
            "organ_name": organ.name,
            "organ_kind": OrganKind.COURT,
            "document_no": f"（{today.year}）甘0802刑初{100 + number}号",
            "reason": reason,
            "contact": inventor.name(inventor.sex()),
            "contact_phone": "0933-0002002",
            "hearing_at": hearing,
            "hearing_place": "第三法庭",
            "detained_at": "平凉市看守所" if reason not in GROUPS else "",
            "papers": [NoticePaper.NOTICE.value, NoticePaper.INDICTMENT.value],
        },
    }
