"""Invented people and cases; the names hold characters that weak fonts lack."""

from datetime import date
from decimal import Decimal

from documents.facts import Issuer
from documents.kinds.grant_decision import GrantDecision

AGENCY = Issuer(
    code="agency-620800",
    name="平凉市法律援助中心",
    letter="平",
    contact="何敏",
    phone="0933-0012348",
)

SAMPLES = {
    "grant_decision": GrantDecision(
        agency=AGENCY,
        recipient="张䶮",
        applied_on=date(2026, 11, 16),
        cause="请求支付拖欠劳动报酬纠纷",
        papers_count=7,
        scope_basis="《中华人民共和国法律援助法》第三十一条第（五）项",
        means="met",
        income=Decimal("1860.50"),
        form_of_aid="民事诉讼代理",
        decided_on=date(2026, 11, 20),
        assign_by=date(2026, 11, 23),
    ),
    "grant_decision_provisional": GrantDecision(
        agency=AGENCY,
        recipient="马𠅤龙",
        applied_on=date(2026, 11, 19),
        cause="工伤保险待遇纠纷",
        papers_count=2,
        form_of_aid="劳动争议调解与仲裁代理",
        decided_on=date(2026, 11, 19),
        assign_by=date(2026, 11, 23),
        provisional=True,
        provisional_ground="距申请劳动争议仲裁的时效期限届满不足七日，需要及时申请仲裁",
    ),
    "grant_decision_ordered": GrantDecision(
        agency=AGENCY,
        recipient="李犇燚",
        applied_on=date(2026, 11, 9),
        cause="请求支付拖欠劳动报酬纠纷",
        papers_count=5,
        form_of_aid="民事诉讼代理",
        decided_on=date(2026, 11, 30),
        assign_by=date(2026, 12, 3),
        bureau="平凉市司法局",
        ordered_by="（平司）援异字〔2026〕第3号",
    ),
}
