"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.application_receipt import ApplicationReceipt, Received
from documents.kinds.grant_decision.sample import AGENCY

RECEIPT = ApplicationReceipt(
    agency=AGENCY,
    case_number="620802-2026-00012",
    station="平凉市崆峒区人民法院法律援助工作站",
    applicant="张䶮",
    cause="请求支付拖欠劳动报酬纠纷",
    items=(
        Received(name="法律援助申请表"),
        Received(name="经济困难状况说明表"),
        Received(name="居民身份证", copies=2, remark="复印件，原件已核"),
        Received(name="工资欠条", remark="复印件，原件已核"),
    ),
    received_on=date(2026, 11, 16),
    received_by="马明",
)

SAMPLES = {
    "application_receipt": RECEIPT,
    "application_receipt_long": replace(
        RECEIPT,
        agent="李犇燚",
        items=tuple(
            Received(name=f"二〇二六年{month}月考勤记录及班组长签字的工程量确认单（第{page}页）")
            for month in range(1, 11)
            for page in range(1, 5)
        ),
    ),
}
