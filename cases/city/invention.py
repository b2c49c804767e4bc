"""Names, numbers and addresses of people who do not exist."""

from datetime import date
from random import Random

from cases.identity import check_character

#: A county code of Pingliang that was never given: nobody alive has a number that begins with it.
NOWHERE = "620899"

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔"
)
MEN = "建国志强明辉文斌海涛永平卫东晓峰学军振华立新成林世杰正宏庆丰家栋宝山云飞少波俊杰继东润生"
WOMEN = "桂兰秀英玉梅淑珍晓燕丽娟雪琴春霞红艳小凤美玲彩云亚萍秋菊惠芳金花爱莲冬梅素琴巧云佩兰"
STREETS = (
    "新民路",
    "柳湖路",
    "解放路",
    "西大街",
    "东关街",
    "南环路",
    "中山街",
    "世纪大道",
    "红旗街",
    "公园路",
)
TOWNS = ("示例镇", "新城镇", "东川乡", "北塬乡", "南河镇", "西坪镇", "中岭乡", "水泉镇")


def identity_number(born: date, *, sex: str, serial: int, region: str = NOWHERE) -> str:
    """A number with a sound check character: odd in its last digit but one for men."""
    order = (serial * 2) % 1000 + (sex == "男")
    body = f"{region}{born:%Y%m%d}{order:03d}"
    return body + check_character(body)


class Inventor:
    """Invents people; the same seed invents the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  (nothing secret comes out of it)
        self._names: set[str] = set()
        self._serial = 0

    def name(self, sex: str) -> str:
        """A name that nobody of the city has yet, while there are any."""
        given = MEN if sex == "男" else WOMEN
        pairs = [given[n : n + 2] for n in range(0, len(given) - 1, 2)]
        for _attempt in range(50):
            name = self.random.choice(SURNAMES) + self.random.choice([*pairs, *given])
            if name not in self._names:
                break
        self._names.add(name)
        return name

    def phone(self) -> str:
        """In the style of a mobile number; 1990000 was never given to anybody in particular."""
        return f"1990000{self.random.randrange(10_000):04d}"

    def address(self, region: str) -> str:
        street, house = self.random.choice(STREETS), self.random.randrange(1, 200)
        return f"甘肃省平凉市{region}{self.random.choice(TOWNS)}{street}{house}号"

    def born(self, *, on: date, youngest: int, oldest: int) -> date:
        """A day of birth that makes somebody at least and at most so old on that day."""
        year = on.year - self.random.randint(youngest + 1, oldest)
        return date(year, self.random.randint(1, 12), self.random.randint(1, 28))

    def number(self, born: date, sex: str) -> str:
        self._serial += 1
        return identity_number(born, sex=sex, serial=self._serial)

    def sex(self, *, women: float = 0.5) -> str:
        return "女" if self.random.random() < women else "男"
