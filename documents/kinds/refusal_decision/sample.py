"""Invented people and cases; the names hold characters that weak fonts lack."""

from datetime import date

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.refusal_decision import RefusalDecision

SAMPLES = {
    "refusal_decision": RefusalDecision(
        agency=AGENCY,
        recipient="阿依古丽·买买提",
        applied_on=date(2026, 11, 9),
        cause="民间借贷纠纷",
        refusal_ground="你申请的事项不属于法律援助的范围",
        reasons=(
            "你请求对方当事人返还借款人民币38000元，该事项不在《中华人民共和国法律援助法》"
            "第三十一条、第三十二条和《甘肃省法律援助条例》规定的事项之内。\n"
            "你可以到本中心或者拨打12348获得免费法律咨询。"
        ),
        decided_on=date(2026, 11, 13),
        bureau="平凉市司法局",
        objection_days=15,
    ),
}
