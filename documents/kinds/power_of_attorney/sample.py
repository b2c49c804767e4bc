"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.power_of_attorney import PowerOfAttorney

USUAL = PowerOfAttorney(
    agency=AGENCY,
    case_number="620802-2026-00012",
    recipient="张䶮",
    sex="女",
    cause="请求支付拖欠劳动报酬纠纷",
    stage="一审",
    opponents=("平凉某某建筑劳务有限公司",),
    firm="甘肃正衡律师事务所",
    lawyer="王喆堃",
    licence_no="16208201510000012",
    lawyer_phone="0933-8210000",
    role="诉讼代理人",
    scope="special",
)

SAMPLES = {
    "power_of_attorney": USUAL,
    "power_of_attorney_general": replace(
        USUAL,
        recipient="马𠅤龙",
        sex="",
        lawyer_phone="",
        opponents=(),
        role="代理人",
        stage="劳动争议仲裁",
        cause="工伤保险待遇纠纷",
        scope="general",
    ),
    "power_of_attorney_defence": replace(
        USUAL,
        recipient="李犇燚",
        sex="男",
        cause="涉嫌盗窃罪",
        opponents=(),
        stage="审查起诉",
        role="辩护人",
        scope="",
    ),
}
