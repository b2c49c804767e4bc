"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.review_sheet import ReviewSheet

SHEET = ReviewSheet(
    agency=AGENCY,
    case_number="620802-2026-00012",
    applicant="张䶮",
    sex="女",
    groups=("妇女", "农民工"),
    station="平凉市崆峒区人民法院法律援助工作站",
    applied_on=date(2026, 11, 16),
    cause="请求支付拖欠劳动报酬纠纷",
    stage="一审",
    claim="请求判令被告平凉某某建筑有限公司支付拖欠的工资48600元及逾期利息。",
    papers=("身份证明", "法律援助申请表", "经济困难状况说明表", "与申请事项有关的案件材料"),
    person_qualifies=True,
    scope_basis="《中华人民共和国法律援助法》第三十一条第（五）项",
    means="met",
    means_basis="甘肃省某某文件（示例）",
    findings=(
        "不受经济困难条件限制的情形：不属于。",
        "免予核查经济困难状况的人员：不属于。",
        "经济困难标准：符合；本地区标准为人均月收入1900元。",
    ),
    income=Decimal("1860.50"),
    evidence="居民身份证复印件（原件已核）；班组长签字的工资欠条；2026年4月至10月考勤记录。",
    reasons="申请人身份属实，请求支付劳动报酬属于法律援助范围，家庭人均月收入符合经济困难标准，建议给予法律援助。",
    opinion="grant",
    reviewed_by="何敏",
    reviewed_on=date(2026, 11, 18),
)

SAMPLES = {
    "review_sheet": SHEET,
    "review_sheet_refusal": replace(
        SHEET,
        applicant="马𠅤龙",
        sex="",
        groups=(),
        stage="",
        cause="民间借贷纠纷",
        claim="请求返还借款。",
        scope_basis="",
        means="not_met",
        means_basis="",
        findings=(),
        income=None,
        reasons="申请事项不属于法律援助范围，经济状况亦不符合标准，建议不予法律援助。",
        opinion="refuse",
    ),
    "review_sheet_long": replace(
        SHEET,
        claim=f"{SHEET.claim}\n" * 12,
        evidence=f"{SHEET.evidence}\n" * 18,
        reasons=f"{SHEET.reasons}\n" * 14,
    ),
}
