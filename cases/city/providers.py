"""Who takes the cases: 19 providers with 182 lawyers, some of whom may not take any just now."""

from datetime import date, timedelta

from cases.city.invention import Inventor
from cases.models import Absence, Firm, Lawyer

#: (name, region, lawyers, kind). 182 lawyers in 19 providers.
PROVIDERS = (
    ("甘肃崆峒律师事务所", "崆峒区", 24, "firm"),
    ("甘肃柳湖律师事务所", "崆峒区", 20, "firm"),
    ("甘肃平泾律师事务所", "崆峒区", 17, "firm"),
    ("甘肃陇东明律师事务所", "崆峒区", 14, "firm"),
    ("甘肃正源律师事务所", "崆峒区", 12, "firm"),
    ("甘肃西出律师事务所", "崆峒区", 11, "firm"),
    ("甘肃泾水律师事务所", "泾川县", 10, "firm"),
    ("甘肃回中律师事务所", "泾川县", 7, "firm"),
    ("甘肃灵台山律师事务所", "灵台县", 9, "firm"),
    ("甘肃密须律师事务所", "灵台县", 6, "firm"),
    ("甘肃汭河律师事务所", "崇信县", 7, "firm"),
    ("甘肃紫荆山律师事务所", "庄浪县", 10, "firm"),
    ("甘肃水洛律师事务所", "庄浪县", 6, "firm"),
    ("甘肃成纪律师事务所", "静宁县", 9, "firm"),
    ("甘肃葫芦河律师事务所", "静宁县", 6, "firm"),
    ("甘肃皇甫山律师事务所", "华亭市", 7, "firm"),
    ("华亭市东华法律服务所", "华亭市", 3, "grassroots"),
    ("庄浪县南湖法律服务所", "庄浪县", 2, "grassroots"),
    ("静宁县威戎法律服务所", "静宁县", 2, "grassroots"),
)

#: Every so manyth lawyer is not free to take a case, each for another reason.
EXPIRED, ON_LEAVE, RETIRED = 23, 17, 61


def build(inventor: Inventor, today: date) -> list[Lawyer]:
    """All lawyers, by provider. Two firms' own licences end soon or have ended."""
    lawyers: list[Lawyer] = []
    for number, (name, region, size, kind) in enumerate(PROVIDERS, 1):
        ends = today + timedelta(days=200 + 40 * number)
        if name == "甘肃葫芦河律师事务所":
            ends = today - timedelta(days=20)
        firm = Firm.objects.create(
            name=name,
            kind=kind,
            licence_no=f"DEMO-{number:04d}",
            licence_until=ends,
            region=region,
            phone=f"0933-00002{number:02d}",
        )
        lawyers += [_lawyer(firm, len(lawyers) + place, inventor, today) for place in range(size)]
    Lawyer.objects.bulk_create(lawyers)
    Absence.objects.bulk_create(
        Absence(
            lawyer=lawyer,
            first_day=today - timedelta(days=3),
            last_day=today + timedelta(days=11),
            reason="年休假",
        )
        for number, lawyer in enumerate(lawyers, 1)
        if number % ON_LEAVE == 0
    )
    return lawyers


def _lawyer(firm: Firm, place: int, inventor: Inventor, today: date) -> Lawyer:
    number, random = place + 1, inventor.random
    since = date(today.year - random.randint(1, 28), random.randint(1, 12), 1)
    ends = today + timedelta(days=random.randint(60, 900))
    if number % EXPIRED == 0:
        ends = today - timedelta(days=random.randint(5, 90))
    defends = firm.kind == Firm.Kind.FIRM and random.random() < 0.4
    return Lawyer(
        firm=firm,
        name=inventor.name(inventor.sex(women=0.4)),
        phone=inventor.phone(),
        licence_no=f"DEMO-L{number:05d}",
        licence_from=since,
        licence_until=max(ends, since),
        practising_since=since,
        criminal_since=since if defends else None,
        knows_minors=random.random() < 0.3,
        capacity=random.choice((4, 5, 6, 8)),
        active=number % RETIRED != 0,
    )
