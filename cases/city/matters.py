"""What the invented people ask for: matters with their causes, claims and the other side."""

from dataclasses import dataclass, field
from typing import Any

from cases.codes import AidForm, Channel, Group, Matter, Stage
from cases.eligibility import SHIPPED, Test


@dataclass(frozen=True)
class Subject:
    """One kind of application."""

    matter: Matter
    cause: str
    claims: tuple[str, ...]
    against: str  # "firm", "person" or "office"
    groups: tuple[Group, ...] = ()
    ages: tuple[int, int] = (20, 62)
    women: float = 0.5
    stages: tuple[Stage, ...] = (Stage.NOT_STARTED, Stage.FIRST_INSTANCE)
    aid_form: AidForm = AidForm.CIVIL
    weight: int = 1
    extra: dict[str, Any] = field(default_factory=dict)


WORK = (Stage.NOT_STARTED, Stage.LABOUR_ARBITRATION, Stage.FIRST_INSTANCE)
SUBJECTS = (
    Subject(
        Matter.LABOUR_PAY, "请求支付劳动报酬",
        (
            "在建筑工地务工，工程完工后仍拖欠工资一万八千元，多次催要无果。",
            "餐馆停业，老板欠发四个月工资共计一万二千六百元。",
            "包工头结算后出具欠条，约定年底付清，至今未付。",
        ),
        "firm", (Group.MIGRANT,), (19, 58), 0.35, WORK, AidForm.LABOUR, 6,
    ),
    Subject(
        Matter.WORK_INJURY, "请求工伤赔偿",
        (
            "在厂房安装设备时从梯子上跌落，右腿骨折，单位只垫付了住院费。",
            "操作冲压机时手指受伤，鉴定为九级伤残，单位拒绝赔偿。",
        ),
        "firm", (Group.MIGRANT,), (20, 58), 0.25, WORK, AidForm.LABOUR, 4,
    ),
    Subject(
        Matter.SUPPORT_PARENTS, "请求给付赡养费",
        ("年老多病，三名子女互相推诿，无人照料生活。", "独居，儿子多年不给生活费，医药费无力承担。"),
        "person", (Group.OLD,), (66, 88), 0.55, (Stage.NOT_STARTED, Stage.MEDIATION), AidForm.CIVIL, 4,
    ),
    Subject(
        Matter.CHILD_SUPPORT, "请求给付抚养费",
        ("离婚后孩子随本人生活，对方两年未付抚养费。", "非婚生子女由本人抚养，对方拒绝负担任何费用。"),
        "person", (Group.WOMAN,), (23, 42), 1.0, (Stage.NOT_STARTED, Stage.FIRST_INSTANCE), AidForm.CIVIL, 4,
    ),
    Subject(
        Matter.TRAFFIC_INJURY, "交通事故人身损害赔偿",
        (
            "骑电动车被小轿车撞伤，对方负主要责任，保险公司只愿赔付一部分。",
            "步行过斑马线被货车撞倒，住院四十余天，赔偿至今没有着落。",
        ),
        "person", (Group.FARMER,), (18, 70), 0.45, (Stage.FIRST_INSTANCE, Stage.MEDIATION), AidForm.CIVIL, 5,
    ),
    Subject(
        Matter.MEDICAL_INJURY, "医疗损害赔偿",
        ("手术后切口感染，二次手术花费三万余元，认为医院有过错。",),
        "office", (Group.DISABLED,), (25, 70), 0.5, (Stage.NOT_STARTED, Stage.FIRST_INSTANCE), AidForm.CIVIL, 2,
    ),
    Subject(
        Matter.DOMESTIC_VIOLENCE, "家庭暴力受害人维权",
        ("长期遭受丈夫殴打，申请人身安全保护令并起诉离婚。", "分居后仍被骚扰、殴打，已报警三次。"),
        "person", (Group.WOMAN,), (22, 60), 1.0, (Stage.NOT_STARTED, Stage.FIRST_INSTANCE), AidForm.CIVIL, 3,
    ),
    Subject(
        Matter.SOCIAL_INSURANCE, "请求给予社会保险待遇",
        ("在单位工作九年，单位从未缴纳养老保险，临近退休无法领取养老金。",),
        "firm", (Group.MIGRANT,), (45, 60), 0.5, WORK, AidForm.LABOUR, 3,
    ),
    Subject(
        Matter.MINIMUM_LIVING, "请求给予最低生活保障待遇",
        ("家中两人残疾，低保被停发，对停发决定不服。",),
        "office", (Group.DISABLED,), (30, 75), 0.5, (Stage.RECONSIDERATION, Stage.NOT_STARTED),
        AidForm.ADMINISTRATIVE, 2,
    ),
    Subject(
        Matter.VETERAN, "请求发给抚恤金",
        ("父亲系因公牺牲，对抚恤金发放标准有异议。",),
        "office", (Group.MILITARY,), (25, 60), 0.5, (Stage.ADMINISTRATIVE,), AidForm.ADMINISTRATIVE, 1,
    ),
    Subject(
        Matter.POLLUTION, "环境污染损害赔偿",
        ("上游养殖场排放污水，六亩果园绝收。",),
        "firm", (Group.FARMER,), (30, 68), 0.4, (Stage.NOT_STARTED, Stage.FIRST_INSTANCE), AidForm.CIVIL, 1,
    ),
    Subject(
        Matter.FOOD_DRUG_INJURY, "食品安全损害赔偿",
        ("食用超市出售的过期食品后住院治疗，要求赔偿。",),
        "firm", (Group.POOR,), (18, 70), 0.5, (Stage.NOT_STARTED, Stage.MEDIATION), AidForm.CIVIL, 1,
    ),
    Subject(
        Matter.CHILD_SUPPORT, "未成年人请求给付抚养费",
        ("父母离异，父亲外出务工后不再给付生活费和学费。",),
        "person", (Group.MINOR,), (9, 16), 0.5, (Stage.NOT_STARTED,), AidForm.CIVIL, 1,
        {"materials": ["agent_proof"]},
    ),
    Subject(
        Matter.MARRIAGE_FAMILY, "继承纠纷",
        ("父亲去世后，兄弟独占全部房屋，不承认本人的继承份额。",),
        "person", (Group.POOR,), (30, 65), 0.6, (Stage.FIRST_INSTANCE,), AidForm.CIVIL, 1,
    ),
)  # fmt: skip

#: Companies and authorities of no town in particular.
FIRMS = (
    "甲乙建筑工程有限公司",
    "丙丁商贸有限公司",
    "东西劳务有限公司",
    "南北物流有限公司",
    "春秋餐饮店",
    "方圆机械厂",
)
AUTHORITIES = ("示例县人民医院", "示例县民政局", "示例县人力资源和社会保障局")
#: As often as they stand here.
CHANNELS = (
    *[Channel.COUNTER] * 9,
    *[Channel.COURT_REFERRAL] * 5,
    *[Channel.WEB] * 3,
    *[Channel.LETTER] * 2,
    Channel.PHONE,
)


def scope(matter: str) -> str:
    """The article that puts a matter in scope, as decisions cite it."""
    return next(
        rule.basis for rule in SHIPPED if rule.test is Test.SCOPE and matter in rule.matters
    )
