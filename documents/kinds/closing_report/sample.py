"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from documents.kinds.closing_report import ClosingReport
from documents.kinds.grant_decision.sample import AGENCY

MET = "承办律师于指派后第二日会见受援人，制作谈话笔录，告知权利义务、诉讼风险，核对工资欠条、考勤记录等证据。"
TRIED = (
    "立案后两次组织双方核对工程量和工资数额；庭审中围绕劳动关系是否存在、欠薪数额如何计算发表代理意见，"
    "法院采纳了按欠条认定数额的意见。"
)

REPORT = ClosingReport(
    agency=AGENCY,
    case_number="620802-2026-00012",
    firm="甘肃正衡律师事务所",
    lawyer="王喆堃",
    recipient="张䶮",
    cause="请求支付拖欠劳动报酬纠纷",
    organ="平凉市崆峒区人民法院",
    stage="一审",
    form_of_aid="民事诉讼代理",
    applied_on=date(2026, 7, 6),
    granted_on=date(2026, 7, 10),
    assigned_on=date(2026, 7, 13),
    closed_on=date(2026, 11, 2),
    closing_event="收到判决书、裁定书或者调解书",
    result="部分胜诉",
    summary=f"{MET}\n{TRIED}\n判决被告于判决生效后十日内支付工资一万二千六百元。受援人服判，不上诉。",
    recovered=Decimal("12600.00"),
    enclosed=("委托协议、授权委托书", "会见笔录和办理情况记录", "起诉状、代理词", "判决书"),
    reported_on=date(2026, 11, 20),
)

SAMPLES = {
    "closing_report": REPORT,
    "closing_report_long": replace(REPORT, lawyer="赵赟玥", summary=f"{MET}\n{TRIED}\n" * 14),
    "closing_report_draft": replace(
        REPORT,
        recipient="李犇燚",
        organ="",
        assigned_on=None,
        summary="",
        recovered=None,
        enclosed=(),
        reported_on=None,
    ),
}
