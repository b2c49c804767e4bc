"""Consultations taken down through the real action, and brought to each of their standings."""

from datetime import timedelta
from itertools import count

from cases.actions.answer_consultation import answer_consultation
from cases.actions.draft_from_consultation import draft_from_consultation
from cases.actions.keep_draft import submission_of
from cases.actions.take_consultation_down import take_consultation_down
from cases.consultation import Standing
from cases.models import Consultation
from tests.cases.factories import applicant_facts, registered
from tests.cases.moments import MORNING, NOON

#: Who sees a consultation of our station, and who one of any station.
READERS = {"clerk", "second_clerk", "reviewer", "supervisor", "second_supervisor", "auditor"}
READERS_ANYWHERE = READERS | {"other_clerk", "stranger_clerk", "stranger_supervisor"}
CLERKS = {"clerk", "second_clerk"}
_serials = count(1)
PHONE = "19900001234"
ASKER = {
    "name": "申小满",
    "phone": PHONE,
    "id_type": "resident_id",
    "sex": "女",
    "address": "甘肃省平凉市崆峒区示例路9号",
    "groups": ["农民工"],
}
WAGES = {"matter": "labour_pay", "question": "老板拖欠三个月工资，怎么办？", "answer": ""}
INJURY = {"matter": "work_injury", "question": "手指受伤算不算工伤？", "answer": ""}
ANSWER = "可以向劳动监察部门投诉，也可以申请法律援助。"


def asked(city, *, questions=(WAGES,), at=NOON, asker=None, **given):
    """Somebody asked on Monday at nine by web, and it waits for its answer."""
    number = applicant_facts()["id_no"]
    facts = {
        "station": city.station,
        "by": city.clerk,
        "way": "web",
        "asked_at": MORNING,
        "asker": ASKER | {"id_no": number} if asker is None else asker,
        "questions": [*questions],
        "submission": f"test:{next(_serials)}",
        "at": at,
    }
    return take_consultation_down(**facts | given)


def answered(city, *, at=NOON, **given):
    consultation = asked(city, at=at, **given)
    answers = {one.position: ANSWER for one in consultation.questions.all()}
    return answer_consultation(
        consultation_id=consultation.pk,
        answers=answers,
        handling=["answered"],
        by=consultation.taken_by,
        at=at + timedelta(minutes=5),
    )


def taken_up(city, *, at=NOON, **given):
    """Through the draft and a registration, as at the counter."""
    consultation = answered(city, at=at, **given)
    clerk = consultation.taken_by
    draft = draft_from_consultation(consultation_id=consultation.pk, by=clerk, at=at)
    registered(
        city,
        by=clerk,
        station=consultation.station,
        received_at=at,
        at=at + timedelta(minutes=10),
        submission=submission_of(draft.key, clerk),
    )
    return Consultation.objects.get(pk=consultation.pk)


IN = {Standing.OPEN: asked, Standing.ANSWERED: answered, Standing.TAKEN_UP: taken_up}
