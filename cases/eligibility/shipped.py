"""The rules that are shipped: the Law's articles 31, 32 and 42, and Gansu's regulation of 2023.

Marks are those of the domain notes. What is recalled only (R) ships unconfirmed and is shown as
the agency's own rule until two administrators have confirmed its article.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from cases.codes import Group, Matter
from cases.eligibility.rows import (
    GANSU_2023,
    LAST_YEAR,
    LAW,
    REGULATION,
    Mark,
    Rule,
    Test,
)

STATUTE = "《中华人民共和国法律援助法》"
GANSU = "《甘肃省法律援助条例》"
OF_2003 = "《法律援助条例》（国务院令第385号）"
DIGITS = "〇一二三四五六七八九"
ARTICLES = {31: "第三十一条", 32: "第三十二条", 42: "第四十二条"}
GANSU_CODE = "62"


def citation(article: int, item: int) -> str:
    """An item of the Law as official papers cite it."""
    return f"{STATUTE}{ARTICLES[article]}第（{DIGITS[item]}）项"


def _whom(given: dict[str, Any]) -> dict[str, Any]:
    return {name: frozenset(codes) for name, codes in given.items()}


def _law(test: Test, article: int, item: int, says: str, proof: str = "", **whom: Any) -> Rule:
    """An item of the Law, in force since 2022."""
    return Rule(
        code=f"L{article}-{item}",
        test=test,
        says=says,
        basis=citation(article, item),
        article=(article, item),
        proof=proof,
        valid_from=LAW,
        **_whom(whom),
    )


def _gansu(
    code: str, test: Test, says: str, basis: str = GANSU, proof: str = "", **whom: Any
) -> Rule:
    """Gansu's regulation as revised in 2023. The numbers of its articles were not found."""
    return Rule(
        code=code,
        test=test,
        says=says,
        basis=basis,
        proof=proof,
        region=GANSU_CODE,
        valid_from=GANSU_2023,
        **_whom(whom),
    )


def _old(item: int, says: str, *matters: str) -> Rule:
    """The Regulation of 2003, article 10, as it is remembered: cases before 2022."""
    return Rule(
        code=f"R10-{item}",
        test=Test.SCOPE,
        says=says,
        basis=f"{OF_2003}第十条第（{DIGITS[item]}）项",
        matters=frozenset(matters),
        valid_from=REGULATION,
        valid_to=LAST_YEAR,
        mark=Mark.RECALLED,
        confirmed=False,
    )


_31 = (
    _law(Test.SCOPE, 31, 1, "依法请求国家赔偿", matters=[Matter.STATE_COMPENSATION]),
    _law(
        Test.SCOPE,
        31,
        2,
        "请求给予社会保险待遇或者社会救助",
        matters=[Matter.SOCIAL_INSURANCE, Matter.MINIMUM_LIVING],
    ),
    _law(Test.SCOPE, 31, 3, "请求发给抚恤金", matters=[Matter.VETERAN]),
    _law(
        Test.SCOPE,
        31,
        4,
        "请求给付赡养费、抚养费、扶养费",
        matters=[Matter.SUPPORT_PARENTS, Matter.CHILD_SUPPORT, Matter.SPOUSE_SUPPORT],
    ),
    _law(
        Test.SCOPE,
        31,
        5,
        "请求确认劳动关系或者支付劳动报酬",
        matters=[Matter.LABOUR_RELATION, Matter.LABOUR_PAY],
    ),
    _law(
        Test.SCOPE,
        31,
        6,
        "请求认定公民无民事行为能力或者限制民事行为能力",
        matters=[Matter.CAPACITY],
    ),
    _law(
        Test.SCOPE,
        31,
        7,
        "请求工伤事故、交通事故、食品药品安全事故、医疗事故人身损害赔偿",
        matters=[
            Matter.WORK_INJURY,
            Matter.TRAFFIC_INJURY,
            Matter.FOOD_DRUG_INJURY,
            Matter.MEDICAL_INJURY,
        ],
    ),
    _law(Test.SCOPE, 31, 8, "请求环境污染、生态破坏损害赔偿", matters=[Matter.POLLUTION]),
)
#: In scope, and no hardship asked for: the same items answer both questions.
_32 = (
    _law(
        Test.WAIVER,
        32,
        1,
        "英雄烈士近亲属为维护英雄烈士的人格权益",
        proof="英雄烈士身份及近亲属关系证明",
        matters=[Matter.HEROES],
    ),
    _law(
        Test.WAIVER,
        32,
        2,
        "因见义勇为行为主张相关民事权益",
        proof="见义勇为的证明材料",
        matters=[Matter.BRAVE_ACT],
    ),
    _law(
        Test.WAIVER,
        32,
        3,
        "再审改判无罪请求国家赔偿",
        proof="再审判决书",
        matters=[Matter.ACQUITTED],
    ),
    _law(
        Test.WAIVER,
        32,
        4,
        "遭受虐待、遗弃或者家庭暴力的受害人主张相关权益",
        proof="告诫书、出警记录、人身安全保护令或者其他证明材料",
        matters=[Matter.DOMESTIC_VIOLENCE],
    ),
)
_42 = (
    _law(
        Test.EXEMPTION,
        42,
        1,
        "无固定生活来源的未成年人、老年人、残疾人等特定群体",
        proof="年龄或者残疾证明，以及无固定生活来源的说明",
        groups=[Group.MINOR, Group.OLD, Group.DISABLED],
        besides=[Group.NO_FIXED_INCOME],
    ),
    _law(
        Test.EXEMPTION,
        42,
        2,
        "社会救助、司法救助或者优抚对象",
        proof="最低生活保障证、救助决定或者优抚证件",
        groups=[Group.SOCIAL_AID, Group.JUDICIAL_AID, Group.PREFERENTIAL],
    ),
    _law(
        Test.EXEMPTION,
        42,
        3,
        "申请支付劳动报酬或者请求工伤事故人身损害赔偿的进城务工人员",
        proof="务工的证明材料",
        groups=[Group.MIGRANT],
        matters=[Matter.LABOUR_PAY, Matter.WORK_INJURY],
    ),
    # That all military personnel and dependants count as entitled groups is recalled, not found.
    Rule(
        code="L42-2-military",
        test=Test.EXEMPTION,
        says="军人军属作为优抚对象",
        basis=citation(42, 2),
        article=(42, 2),
        proof="军人证件或者军属证明",
        groups=frozenset({Group.MILITARY}),
        valid_from=LAW,
        mark=Mark.RECALLED,
        confirmed=False,
    ),
)
_GANSU = (
    _gansu(
        "GS-family",
        Test.SCOPE,
        "因婚姻、继承、变更抚养关系主张民事权益",
        basis=f"{citation(31, 9)}、{GANSU}",
        matters=[Matter.MARRIAGE_FAMILY],
    ),
    _gansu(
        "GS-education",
        Test.SCOPE,
        "主张接受义务教育的权利",
        basis=f"{citation(31, 9)}、{GANSU}",
        matters=[Matter.EDUCATION],
    ),
    _gansu(
        "GS-brave",
        Test.SCOPE,
        "因见义勇为或者保护社会公共利益受到损害",
        matters=[Matter.BRAVE_ACT],
    ),
    _gansu(
        "GS-migrant",
        Test.WAIVER,
        "农民工请求支付劳动报酬、工伤赔偿或者社会保险待遇",
        proof="务工的证明材料",
        groups=[Group.MIGRANT],
        matters=[Matter.LABOUR_PAY, Matter.WORK_INJURY, Matter.SOCIAL_INSURANCE],
    ),
    _gansu(
        "GS-military",
        Test.WAIVER,
        "义务兵、供给制学员、执行作战或者重大任务的军人及其家属",
        proof="军人证件、部队证明或者亲属关系证明",
        groups=[Group.CONSCRIPT, Group.CADET, Group.ON_OPERATIONS],
    ),
    _gansu(
        "GS-fallen",
        Test.WAIVER,
        "烈士、因公牺牲军人、因公牺牲警察的遗属",
        proof="烈士证明书、因公牺牲证明及亲属关系证明",
        groups=[Group.MARTYR_FAMILY, Group.FALLEN_SOLDIER_FAMILY, Group.FALLEN_POLICE_FAMILY],
    ),
)
_2003 = (
    _old(1, "依法请求国家赔偿", Matter.STATE_COMPENSATION),
    _old(
        2,
        "请求给予社会保险待遇或者最低生活保障待遇",
        Matter.SOCIAL_INSURANCE,
        Matter.MINIMUM_LIVING,
    ),
    _old(3, "请求发给抚恤金、救济金", Matter.VETERAN),
    _old(
        4,
        "请求给付赡养费、抚养费、扶养费",
        Matter.SUPPORT_PARENTS,
        Matter.CHILD_SUPPORT,
        Matter.SPOUSE_SUPPORT,
    ),
    _old(5, "请求支付劳动报酬", Matter.LABOUR_PAY),
    _old(6, "主张因见义勇为行为产生的民事权益", Matter.BRAVE_ACT),
)


def _also_in_scope(rule: Rule) -> Rule:
    return replace(rule, code=f"{rule.code}-scope", test=Test.SCOPE, proof="")


SHIPPED: tuple[Rule, ...] = (
    *_31,
    *(_also_in_scope(rule) for rule in _32),
    *_32,
    *_42,
    *_GANSU,
    *_2003,
)

#: The days on which what is shipped changes: the boundaries that tests go through.
BOUNDARIES: tuple[date, ...] = (REGULATION, LAW, GANSU_2023)
