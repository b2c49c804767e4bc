"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.means_statement import Belongings, MeansStatement, Member

STATEMENT = MeansStatement(
    agency=AGENCY,
    case_number="620802-2026-00012",
    applicant="赵赟玥",
    sex="女",
    id_no="6208************24",
    phone="138****5678",
    cause="追索赡养费纠纷",
    household_size=3,
    household=(
        Member(name="赵赟玥", age=67, relation="本人", work="务农", business=Decimal(460)),
        Member(name="马𠅤龙", age=70, relation="配偶", work="无业", other=Decimal("213.50")),
        Member(name="马犇燚", age=35, relation="之子", work="平凉某某物业公司", wage=Decimal(2400)),
    ),
    income=Decimal("3073.50"),
    income_per_head=Decimal("1024.50"),
    spending=Decimal(2860),
    spending_on="配偶长期服药每月约900元，生活费约1960元",
    belongings=Belongings(
        savings="存款4200元", housing="自建平房一处（约80平方米）", vehicles="电动三轮车一辆"
    ),
    debts="因配偶住院向亲友借款32000元，尚未归还",
    hardship="配偶患慢性病多年，治疗费用较高；两名子女中一人多年未支付赡养费。",
    check="pledge",
    stated_on=date(2026, 11, 16),
)

SAMPLES = {
    "means_statement": STATEMENT,
    "means_statement_long": replace(
        STATEMENT,
        household_size=16,
        household=tuple(
            replace(STATEMENT.household[place % 3], age=20 + place) for place in range(16)
        ),
        hardship=f"{STATEMENT.hardship}\n" * 24,
        check="sharing",
    ),
    "means_statement_bare": MeansStatement(
        agency=AGENCY,
        case_number="620802-2026-00013",
        applicant="王喆堃",
        cause="继承纠纷",
        belongings=Belongings(),
    ),
}
