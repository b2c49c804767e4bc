"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.dossier_cover import DossierCover
from documents.kinds.grant_decision.sample import AGENCY

COVER = DossierCover(
    agency=AGENCY,
    case_number="620802-2026-00012",
    branch="民事",
    recipient="张䶮",
    opponents=("平凉某某建筑劳务有限公司",),
    cause="请求支付拖欠劳动报酬纠纷",
    organ="平凉市崆峒区人民法院",
    stage="一审",
    form_of_aid="民事诉讼代理",
    firm="甘肃正衡律师事务所",
    lawyer="王喆堃",
    received_on=date(2026, 7, 6),
    granted_on=date(2026, 7, 10),
    ended_on=date(2026, 11, 2),
    outcome="部分胜诉",
    filed_on=date(2026, 11, 20),
    filed_by="邓洁",
    pages=46,
)

SAMPLES = {
    "dossier_cover": COVER,
    "dossier_cover_long": replace(
        COVER,
        agency=replace(AGENCY, name="新疆维吾尔自治区巴音郭楞蒙古自治州法律援助中心"),
        recipient="赵赟玥",
        opponents=tuple(f"平凉市崆峒区第{n}建筑劳务分包有限责任公司" for n in "一二三四五六"),
        cause="确认劳动关系、支付拖欠劳动报酬、支付解除劳动合同经济补偿金及补缴社会保险费纠纷",
    ),
    "dossier_cover_bare": replace(
        COVER,
        recipient="马𠅤龙",
        opponents=(),
        organ="",
        form_of_aid="",
        firm="",
        lawyer="",
        granted_on=None,
        ended_on=None,
        outcome="终止法律援助",
        pages=0,
    ),
}
