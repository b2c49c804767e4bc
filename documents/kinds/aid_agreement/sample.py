"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace

from documents.kinds.aid_agreement import AidAgreement
from documents.kinds.grant_decision.sample import AGENCY

USUAL = AidAgreement(
    agency=AGENCY,
    case_number="620802-2026-00012",
    recipient="张䶮",
    cause="请求支付拖欠劳动报酬纠纷",
    stage="一审",
    form_of_aid="民事诉讼代理",
    firm="甘肃正衡律师事务所",
    lawyer="王喆堃",
    licence_no="16208201510000012",
    role="诉讼代理人",
    opponents=("平凉某某建筑劳务有限公司",),
    assignment="（平）援指字〔2026〕第12号",
    scope="special",
)

SAMPLES = {
    "aid_agreement": USUAL,
    "aid_agreement_long": replace(
        USUAL,
        recipient="马𠅤龙",
        opponents=tuple(f"平凉市崆峒区第{n}建筑劳务分包有限责任公司" for n in "一二三四五六七八九"),
        scope="",
    ),
    "aid_agreement_defence": replace(
        USUAL,
        recipient="李犇燚",
        cause="涉嫌盗窃罪",
        stage="审查起诉",
        form_of_aid="刑事辩护",
        role="辩护人",
        opponents=(),
        assignment="",
        scope="",
    ),
}
