"""A small catalogue of causes: what legal aid is mostly asked for, by matter, the commonest first.

The names are those of the Supreme People's Court's list of civil causes, of administrative cases and
of crimes as courts write them; the codes are our own, since the courts' numbers change with every
edition. A cause that isn't here is typed freely and has no code.
"""

from dataclasses import dataclass

from cases.codes import Matter

#: Kept with every code: what a code means is what this edition says.
EDITION = "fayuan-2026-1"


@dataclass(frozen=True)
class Cause:
    code: str
    name: str


#: Causes by matter: a letter for the field of law (c civil, a administrative), then our number.
CAUSES: dict[str, tuple[Cause, ...]] = {
    matter: tuple(Cause(*one.split(" ", 1)) for one in names)
    for matter, names in {
        Matter.LABOUR_PAY: ("c101 追索劳动报酬纠纷", "c102 劳务合同纠纷", "c103 经济补偿金纠纷", "c104 建设工程施工合同纠纷"),
        Matter.LABOUR_RELATION: ("c111 确认劳动关系纠纷", "c112 劳动合同纠纷", "c113 劳务派遣合同纠纷", "c114 非全日制用工纠纷"),
        Matter.WORK_INJURY: ("c121 工伤保险待遇纠纷", "c122 提供劳务者受害责任纠纷", "c123 职业病损害赔偿纠纷", "a121 工伤认定"),
        Matter.SOCIAL_INSURANCE: ("c131 养老保险待遇纠纷", "c132 医疗保险待遇纠纷", "c133 生育保险待遇纠纷", "c134 失业保险待遇纠纷", "a131 社会保险行政给付"),
        Matter.MINIMUM_LIVING: ("a141 最低生活保障待遇", "a142 特困人员救助供养", "a143 临时救助"),
        Matter.VETERAN: ("a151 抚恤金给付", "a152 优抚待遇"),
        Matter.STATE_COMPENSATION: ("a161 行政赔偿", "a162 刑事赔偿", "a163 非刑事司法赔偿"),
        Matter.SUPPORT_PARENTS: ("c201 赡养费纠纷", "c202 变更赡养关系纠纷"),
        Matter.CHILD_SUPPORT: ("c211 抚养费纠纷", "c212 变更抚养关系纠纷", "c213 探望权纠纷"),
        Matter.SPOUSE_SUPPORT: ("c221 扶养费纠纷", "c222 变更扶养关系纠纷"),
        Matter.MARRIAGE_FAMILY: ("c231 离婚纠纷", "c232 法定继承纠纷", "c233 变更抚养关系纠纷", "c234 离婚后财产纠纷", "c235 监护权纠纷", "c236 遗嘱继承纠纷", "c237 同居关系纠纷"),
        Matter.DOMESTIC_VIOLENCE: ("c241 申请人身安全保护令", "c242 离婚纠纷", "c243 离婚后损害责任纠纷"),
        Matter.CAPACITY: ("c251 申请宣告公民无民事行为能力", "c252 申请宣告公民限制民事行为能力", "c253 申请确定监护人"),
        Matter.TRAFFIC_INJURY: ("c301 机动车交通事故责任纠纷", "c302 非机动车交通事故责任纠纷"),
        Matter.MEDICAL_INJURY: ("c311 医疗损害责任纠纷", "c312 医疗产品责任纠纷"),
        Matter.FOOD_DRUG_INJURY: ("c321 产品责任纠纷", "c322 产品生产者责任纠纷", "c323 产品销售者责任纠纷"),
        Matter.POLLUTION: ("c331 环境污染责任纠纷", "c332 生态破坏责任纠纷", "c333 水污染责任纠纷"),
        Matter.HEROES: ("c341 英雄烈士保护民事公益诉讼", "c342 名誉权纠纷", "c343 荣誉权纠纷"),
        Matter.BRAVE_ACT: ("c351 见义勇为人受害责任纠纷",),
        Matter.ACQUITTED: ("a171 再审改判无罪赔偿",),
        Matter.EDUCATION: ("c361 受教育权纠纷", "a361 义务教育行政给付"),
        Matter.OTHER: ("c391 生命权、身体权、健康权纠纷", "c392 民间借贷纠纷", "c393 房屋租赁合同纠纷", "c394 农村土地承包合同纠纷", "k391 盗窃罪", "k392 故意伤害罪", "k393 诈骗罪", "k394 危险驾驶罪", "k395 交通肇事罪"),
    }.items()
}  # fmt: skip


def usual(matter: str) -> str:
    """The commonest cause of a matter; of the last, which is no matter of its own, none."""
    return "" if matter == Matter.OTHER or matter not in CAUSES else CAUSES[matter][0].name


def code_of(matter: str, name: str) -> str:
    """The code of a cause by its name: of this matter, or else of any; none is no code."""
    own = [one.code for one in CAUSES.get(matter, ()) if one.name == name]
    any_other = [one.code for causes in CAUSES.values() for one in causes if one.name == name]
    return next(iter([*own, *any_other]), "")
