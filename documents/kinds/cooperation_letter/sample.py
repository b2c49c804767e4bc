"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.cooperation_letter import CooperationLetter
from documents.kinds.grant_decision.sample import AGENCY

LETTER = CooperationLetter(
    agency=AGENCY,
    to="西安市碑林区法律援助中心",
    applicant="马𠅤龙",
    cause="工伤保险待遇纠纷",
    items=(
        "申请人2024年以来在西安市碑林区的居住和就业情况",
        "申请人名下在西安市登记的不动产、机动车情况",
    ),
    asked_on=date(2026, 11, 18),
    reply_by=date(2026, 12, 2),
    enclosed=("法律援助申请表复印件", "经济困难状况说明表复印件"),
)

SAMPLES = {
    "cooperation_letter": LETTER,
    "cooperation_letter_long": replace(
        LETTER,
        background="\n".join(
            f"据申请人陈述，其于2024年{month}月随班组到西安市碑林区某项目从事模板安装，工资由班组长李犇燚"
            "以现金方式发放，没有签订书面劳动合同，也没有缴纳社会保险；受伤后由工友送医，住院费用由本人垫付。"
            for month in range(3, 9)
        ),
        items=(
            *LETTER.items,
            "申请人所称班组长李犇燚的身份、住址和联系方式，是否愿意就用工事实作出书面说明",
            "项目总承包单位、劳务分包单位的名称、住所和统一社会信用代码",
            "申请人在医院的就诊记录和费用清单，能否提供加盖公章的复印件",
        ),
    ),
    "cooperation_letter_short": replace(LETTER, items=LETTER.items[:1], enclosed=()),
}
