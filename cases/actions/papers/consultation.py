"""Form 1 from a consultation: prepared to be printed and signed, not issued (decision 0019)."""

from typing import Literal

from django.utils.timezone import localdate

from cases.actions.phrases import in_words
from cases.codes import IdType, Matter
from cases.consultation import Handling, Way
from cases.masking import masked_address, masked_number, masked_phone
from cases.models import Consultation
from documents.kinds import ConsultationRecord

WAYS: dict[str, Literal["来访", "来电", "12348热线", "来信", "网络"]] = {
    Way.VISIT: "来访",
    Way.PHONE: "来电",
    Way.HOTLINE: "12348热线",
    Way.LETTER: "来信",
    Way.WEB: "网络",
}
OUTCOMES: dict[str, str] = {
    Handling.ANSWERED: "当场答复",
    Handling.APPOINTMENT: "预约解答",
    Handling.DRAFTED: "代拟法律文书",
    Handling.APPLY: "引导申请法律援助",
    Handling.ELSEWHERE: "引导其他渠道",
}
MATTERS: dict[str, str] = {
    Matter.STATE_COMPENSATION: "国家赔偿",
    Matter.SOCIAL_INSURANCE: "社会保险待遇",
    Matter.MINIMUM_LIVING: "社会救助",
    Matter.VETERAN: "抚恤金",
    Matter.SUPPORT_PARENTS: "赡养",
    Matter.CHILD_SUPPORT: "抚养",
    Matter.SPOUSE_SUPPORT: "扶养",
    Matter.LABOUR_RELATION: "确认劳动关系",
    Matter.LABOUR_PAY: "劳动报酬",
    Matter.CAPACITY: "认定公民无民事行为能力",
    Matter.WORK_INJURY: "工伤",
    Matter.TRAFFIC_INJURY: "交通事故",
    Matter.FOOD_DRUG_INJURY: "食品药品安全事故",
    Matter.MEDICAL_INJURY: "医疗事故",
    Matter.POLLUTION: "环境污染、生态破坏",
    Matter.HEROES: "英雄烈士人格权益",
    Matter.BRAVE_ACT: "见义勇为",
    Matter.ACQUITTED: "再审改判无罪请求国家赔偿",
    Matter.DOMESTIC_VIOLENCE: "虐待、遗弃或者家庭暴力",
    Matter.MARRIAGE_FAMILY: "婚姻家庭、继承",
    Matter.EDUCATION: "接受义务教育",
    Matter.OTHER: "其他",
}
WOULD_NOT_SAY = "不愿透露姓名"
BECAME_A_CASE = "已引导申请法律援助。"
NOT_YET = "（待答复）"


def consultation_record(consultation: Consultation) -> ConsultationRecord:
    """As it stands, answered or not."""
    questions = list(consultation.questions.all())
    case = consultation.case
    matters = dict.fromkeys(in_words(MATTERS, one.matter) for one in questions)
    kind = consultation.id_type or IdType.RESIDENT_ID
    return ConsultationRecord(
        agency=consultation.station.parent.issuer(),  # type: ignore[union-attr]
        record_number=consultation.number,
        case_number=case.number if case else "",
        station=consultation.station.name,
        asked_on=localdate(consultation.asked_at),
        way=WAYS[consultation.way],
        visitor=consultation.name,
        unnamed=WOULD_NOT_SAY if consultation.unnamed else "",
        sex=consultation.sex,
        id_no=masked_number(consultation.id_no, kind),
        phone=masked_phone(consultation.phone),
        address=masked_address(consultation.address),
        groups=tuple(consultation.groups),
        matter="、".join(matters),
        question=_numbered([one.question for one in questions]),
        answer=_numbered([one.answer for one in questions]) or (BECAME_A_CASE if case else NOT_YET),
        outcomes=tuple(OUTCOMES[one] for one in consultation.handling),
        redirected_to=consultation.redirected_to,
        recorded_by=consultation.taken_by.name,
    )


def _numbered(texts: list[str]) -> str:
    """One paragraph after the other; several are counted."""
    said = [(place, text) for place, text in enumerate(texts, 1) if text.strip()]
    if len(texts) == 1:
        return said[0][1] if said else ""
    return "\n".join(f"{place}. {text}" for place, text in said)
