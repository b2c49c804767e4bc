"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.change_request import ChangeRequest, Proof
from documents.kinds.grant_decision.sample import AGENCY

BLANK = ChangeRequest(
    agency=AGENCY,
    case_number="620802-2026-00012",
    asked_by="recipient",
    recipient="张䶮",
    phone="138****5678",
    cause="请求支付拖欠劳动报酬纠纷",
    form_of_aid="民事诉讼代理",
    firm="甘肃正衡律师事务所",
    lawyer="李犇燚",
)
REASONS = (
    "承办律师自接受指派后一个月内没有与受援人联系，受援人三次打电话均未得到答复，起诉材料至今没有提交。\n"
    "受援人担心超过诉讼时效，请求更换法律援助人员。"
)
FILLED = replace(
    BLANK,
    reasons=REASONS,
    proofs=(Proof(name="通话记录", pages=2), Proof(name="短信截图")),
    asked_on=date(2026, 12, 28),
    staff_opinion="经向承办律师和律师事务所核实，受援人反映的情况属实，建议更换。",
    staff="何敏",
    staffed_on=date(2026, 12, 29),
)

SAMPLES = {
    "change_request": FILLED,
    "change_request_blank": BLANK,
    "change_request_long": replace(
        FILLED,
        asked_by="handler",
        phone="",
        form_of_aid="",
        reasons=f"{REASONS}\n" * 12,
        staff_opinion=f"{FILLED.staff_opinion}\n" * 9,
    ),
}
