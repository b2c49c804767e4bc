"""Invented people and cases; the names hold characters that weak fonts lack."""

from datetime import date

from documents.kinds.assignment_notice import AssignmentNotice
from documents.kinds.grant_decision.sample import AGENCY

SAMPLES = {
    "assignment_notice": AssignmentNotice(
        agency=AGENCY,
        firm="甘肃正衡律师事务所",
        lawyer="周子昂",
        recipient="张䶮",
        sex="女",
        phone="138****5678",
        cause="请求支付拖欠劳动报酬纠纷",
        form_of_aid="民事诉讼代理",
        assigned_on=date(2026, 11, 23),
        agreement_by=date(2026, 11, 30),
    ),
}
