"""Invented questions: some answered at the counter, some waiting, some past their limit."""

from datetime import datetime, timedelta
from typing import Any

from cases.actions.answer_consultation import answer_consultation
from cases.actions.take_consultation_down import take_consultation_down
from cases.city import matters
from cases.city.hours import OfficeHours
from cases.city.invention import Inventor
from cases.city.people import Staff
from cases.consultation import Way
from cases.models import Office

#: Way, working days ago, and whether it has its answer.
ASKED: tuple[tuple[Way, float, bool], ...] = (
    (Way.VISIT, 0.1, True),
    (Way.VISIT, 0.6, True),
    (Way.PHONE, 0.9, True),
    (Way.HOTLINE, 1.4, True),
    (Way.WEB, 0.2, False),
    (Way.WEB, 1.6, False),  # past its 24 hours
    (Way.LETTER, 2.0, False),
    (Way.LETTER, 6.5, False),
    (Way.VISIT, 2.5, True),
    (Way.WEB, 3.0, True),
)
ANSWERS = (
    "属于法律援助的范围，可以带身份证和有关材料到工作站申请，不收费用。",
    "可以先向主管部门投诉，同时保存好欠条、考勤记录和聊天记录。",
    "应当在时效届满以前向人民法院起诉，需要时我们帮助代写起诉状。",
)


def build(
    inventor: Inventor, *, hours: OfficeHours, stations: list[Office], staff: Staff, until: datetime
) -> None:
    """At every second station, so that each list has some that wait."""
    for round_, station in enumerate(stations[:4:2]):
        for number, (way, ago, answered) in enumerate(ASKED):
            at = min(hours.ago(ago + round_ * 0.05), until)
            clerk = inventor.random.choice(staff.clerks[station.pk])
            consultation = take_consultation_down(
                station=station,
                way=way,
                asked_at=at - timedelta(minutes=5),
                submission=f"demo:{station.code}:{number}",
                by=clerk,
                at=at,
                **_question(inventor, nameless=number == 3),
            )
            if answered:
                answer_consultation(
                    consultation_id=consultation.pk,
                    answers={1: inventor.random.choice(ANSWERS)},
                    handling=["answered"],
                    by=clerk,
                    at=at,
                )


def _question(inventor: Inventor, *, nameless: bool) -> dict[str, Any]:
    subject = inventor.random.choice(matters.SUBJECTS)
    sex = inventor.sex(women=subject.women)
    asker: dict[str, Any] = {"unnamed": True} if nameless else {"name": inventor.name(sex)}
    question = {
        "matter": subject.matter.value,
        "question": f"{inventor.random.choice(subject.claims)}请问该怎么办？",
        "answer": "",
    }
    groups = [group.value for group in subject.groups]
    asker |= {"sex": sex, "phone": inventor.phone(), "groups": groups}
    return {"asker": asker, "questions": [question]}
