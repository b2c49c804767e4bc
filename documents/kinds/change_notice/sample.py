"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.change_notice import ChangeNotice
from documents.kinds.grant_decision.sample import AGENCY

NOTICE = ChangeNotice(
    agency=AGENCY,
    firm="甘肃正衡律师事务所",
    lawyer="周子昂",
    recipient="张䶮",
    cause="请求支付拖欠劳动报酬纠纷",
    reason="承办律师未依法履行职责",
    at_request=True,
    assignment_number="（平）援指字〔2026〕第12号",
    noticed_on=date(2026, 12, 8),
    change_by=date(2026, 12, 11),
)

SAMPLES = {
    "change_notice": NOTICE,
    "change_notice_unit_stops": replace(
        NOTICE,
        reason="你单位与本案对方当事人有利害关系",
        at_request=False,
        change_by=None,
    ),
    "change_notice_bare": replace(
        NOTICE,
        recipient="马𠅤龙",
        reason="承办律师不能继续承办",
        at_request=False,
        assignment_number="",
        change_by_provisional=True,
    ),
    "change_notice_long": replace(
        NOTICE,
        change_by=None,
        recipient="阿依古丽·买买提、赵赟玥等二十三名劳动者",
        cause="与平凉市某某建筑劳务有限责任公司、甘肃某某工程建设集团股份有限公司建设工程施工劳务合同项下"
        "拖欠劳动报酬、未签订书面劳动合同二倍工资差额及解除劳动关系经济补偿金纠纷",
        reason="承办律师自接受指派之日起未约见受援人，未告知案件进展，经本中心两次书面催办后仍未改正，"
        "且未按照本中心的要求说明理由，受援人多次联系未果，致使举证期限临近而证据尚未提交",
    ),
}
