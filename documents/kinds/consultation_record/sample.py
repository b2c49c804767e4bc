"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.consultation_record import ConsultationRecord
from documents.kinds.grant_decision.sample import AGENCY

RECORD = ConsultationRecord(
    agency=AGENCY,
    case_number="620802-2026-00012",
    station="平凉市崆峒区人民法院法律援助工作站",
    asked_on=date(2026, 11, 13),
    way="来访",
    visitor="张䶮",
    sex="女",
    id_no="6208************24",
    phone="138****5678",
    address="甘肃省平凉市崆峒区***",
    groups=("妇女", "农民工"),
    matter="劳动报酬",
    question="在工地打工，老板拖欠七个月工资共48600元，没有书面合同，只有班组长写的欠条，应当怎么要回？",
    answer=(
        "欠条和考勤记录可以作为证据，可以先向劳动监察部门投诉，也可以向人民法院起诉。\n"
        "你请求支付劳动报酬，属于法律援助的范围；作为进城务工人员，免予核查经济困难状况。已告知申请法律援助需要的材料和办理期限。"
    ),
    outcomes=("当场答复", "引导申请法律援助"),
    recorded_by="马明",
)

SAMPLES = {
    "consultation_record": RECORD,
    "consultation_record_long": replace(
        RECORD, question=f"{RECORD.question}\n" * 14, answer=f"{RECORD.answer}\n" * 10
    ),
    "consultation_record_unnamed": ConsultationRecord(
        agency=AGENCY,
        station="平凉市崆峒区人民法院法律援助工作站",
        asked_on=date(2026, 11, 13),
        way="12348热线",
        unnamed="不愿透露姓名",
        question="对交通事故责任认定不服，应当向谁提出？",
        answer="可以在收到道路交通事故认定书后，向上一级公安机关交通管理部门申请复核。",
        outcomes=("引导其他渠道",),
        redirected_to="上一级公安机关交通管理部门",
        recorded_by="王喆堃",
    ),
}
