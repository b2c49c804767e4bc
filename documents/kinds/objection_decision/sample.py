"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.facts import Issuer
from documents.kinds.objection_decision import ObjectionDecision

BUREAU = Issuer(
    code="bureau-620800",
    name="平凉市司法局",
    letter="平司",
    contact="",
    phone="0933-0000001",
)

UPHELD = ObjectionDecision(
    agency=BUREAU,
    objector="阿依古丽·买买提",
    decided_by="平凉市法律援助中心",
    contested="refusal",
    contested_on=date(2026, 11, 13),
    contested_number="（平）援不决字〔2026〕第12号",
    cause="民间借贷纠纷",
    filed_on=date(2026, 11, 23),
    objection="你认为家庭经济困难，无力聘请律师，应当给予法律援助。",
    finding="你请求返还借款，该事项不属于法律和《甘肃省法律援助条例》规定的法律援助事项范围。",
    ruling="upheld",
    ruled_on=date(2026, 11, 27),
)

SAMPLES = {
    "objection_decision": UPHELD,
    "objection_decision_corrected": replace(
        UPHELD,
        objector="马𠅤龙",
        contested="termination",
        contested_number="",
        cause="工伤保险待遇纠纷",
        objection="你认为补偿款已经用于医疗，经济状况没有变化。",
        finding="经核查，你在2026年8月取得的补偿款已经全部用于支付住院费用，家庭人均月收入仍然低于标准。",
        ruling="corrected",
        order="自收到本决定书之日起继续向你提供法律援助",
    ),
    "objection_decision_long": replace(
        UPHELD,
        objector="李犇燚",
        objection="\n".join(
            f"{number}.异议人称，其于2026年{number}月向对方当事人出借款项时，对方承诺按月支付利息并以其名下"
            "房屋作为担保，后对方拒不归还本金，也拒绝办理抵押登记，异议人全家因此陷入困境，并多次申请困难补助。"
            for number in range(1, 8)
        ),
        finding="\n".join(
            f"{number}.经审查借条、转账记录和村民委员会的证明，异议人所述第{number}笔借款属实，但该笔款项系"
            "平等民事主体之间的借贷，不属于法律援助事项的范围。"
            for number in range(1, 8)
        ),
    ),
}
