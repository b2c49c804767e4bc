"""The offices of Pingliang's legal aid: the bureau, its agency, eight workstations in the courts."""

from cases.models import Office

BUREAU = ("bureau-620800", "平凉市司法局", "市司法局")
AGENCY = ("agency-620800", "平凉市法律援助中心", "市援助中心")
LETTER = "平"
LETTER_OF_BUREAU = "平司"
HOURS = "周一至周五 8:30—12:00，14:30—18:00"
STATIONS = (
    ("court-620800", "平凉市中级人民法院法律援助工作站", "市中院站", "崆峒区"),
    ("court-620802", "崆峒区人民法院法律援助工作站", "崆峒站", "崆峒区"),
    ("court-620821", "泾川县人民法院法律援助工作站", "泾川站", "泾川县"),
    ("court-620822", "灵台县人民法院法律援助工作站", "灵台站", "灵台县"),
    ("court-620823", "崇信县人民法院法律援助工作站", "崇信站", "崇信县"),
    ("court-620825", "庄浪县人民法院法律援助工作站", "庄浪站", "庄浪县"),
    ("court-620826", "静宁县人民法院法律援助工作站", "静宁站", "静宁县"),
    ("court-620881", "华亭市人民法院法律援助工作站", "华亭站", "华亭市"),
)
#: Where each station's people live.
REGIONS = {code: region for code, _name, _short, region in STATIONS}


def build() -> tuple[Office, Office, list[Office]]:
    """The bureau, the agency and the stations."""
    code, name, short = BUREAU
    bureau = Office.objects.create(
        code=code,
        kind=Office.Kind.BUREAU,
        name=name,
        short_name=short,
        letter=LETTER_OF_BUREAU,
        phone="0933-0000001",
        address="甘肃省平凉市崆峒区示例路2号",
        hours=HOURS,
    )
    code, name, short = AGENCY
    agency = Office.objects.create(
        code=code,
        kind=Office.Kind.AGENCY,
        name=name,
        short_name=short,
        parent=bureau,
        letter=LETTER,
        contact="接待窗口",
        phone="0933-0000002",
        address="甘肃省平凉市崆峒区示例路1号",
        hours=HOURS,
    )
    stations = [
        Office.objects.create(
            code=code,
            kind=Office.Kind.STATION,
            name=name,
            short_name=short,
            parent=agency,
            phone=f"0933-00001{number:02d}",
            address=f"甘肃省平凉市{region}示例路{number}号",
            hours=HOURS,
        )
        for number, (code, name, short, region) in enumerate(STATIONS, 1)
    ]
    return bureau, agency, stations
