"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.termination_decision import TerminationDecision

DECISION = TerminationDecision(
    agency=AGENCY,
    recipient="张䶮",
    cause="请求支付拖欠劳动报酬纠纷",
    granted_on=date(2026, 11, 20),
    grant_number="（平）援决字〔2026〕第12号",
    firm="甘肃正衡律师事务所",
    item=6,
    ground="受援人自行委托律师或者其他代理人",
    reasons="你于2026年12月7日自行委托甘肃某某律师事务所律师代理本案，并已向人民法院提交授权委托书。",
    decided_on=date(2026, 12, 9),
    bureau="平凉市司法局",
    objection_days=15,
)

SAMPLES = {
    "termination_decision": DECISION,
    "termination_decision_bare": replace(
        DECISION,
        recipient="赵赟玥",
        grant_number="",
        firm="",
        item=7,
        ground="受援人有正当理由要求终止法律援助",
        reasons="你与对方当事人已经自行和解，书面要求终止法律援助。",
        objection_confirmed=True,
        objection_basis="《办理法律援助案件程序规定》第二十二条",
    ),
    "termination_decision_long": replace(
        DECISION,
        recipient="马𠅤龙",
        item=4,
        ground="受援人的经济状况发生变化，不再符合法律援助条件",
        reasons="\n".join(
            f"{number}.经向有关部门核查，你家庭在2026年{number + 2}月取得房屋征收补偿款，家庭人均月收入"
            "已经高于本地区法律援助经济困难标准；你在收到本中心的询问后确认上述事实，并提交了补偿协议和银行"
            "流水的复印件，没有提出应当继续给予法律援助的其他事实和理由。"
            for number in range(1, 8)
        ),
    ),
}
