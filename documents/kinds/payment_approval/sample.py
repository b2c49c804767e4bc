"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.payment_approval import PaymentApproval

PAYMENT = PaymentApproval(
    agency=AGENCY,
    case_number="620802-2026-00012",
    firm="甘肃正衡律师事务所",
    payee="王喆堃",
    recipient="张䶮",
    cause="请求支付拖欠劳动报酬纠纷",
    form_of_aid="民事诉讼代理",
    ended_on=date(2026, 11, 2),
    outcome="部分胜诉",
    amount=Decimal("1800.00"),
    checked_by="邓洁",
    checked_on=date(2026, 11, 24),
)

SAMPLES = {
    "payment_approval": PAYMENT,
    "payment_approval_long": replace(
        PAYMENT,
        firm="甘肃正衡（平凉经济技术开发区）律师事务所崆峒分所",
        payee="赵赟玥",
        recipient="马𠅤龙",
        cause="确认劳动关系、支付拖欠劳动报酬、支付解除劳动合同经济补偿金及补缴社会保险费纠纷" * 2,
        outcome="终止法律援助",
        amount=Decimal("999.50"),
    ),
}
