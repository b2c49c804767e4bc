"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.introduction_letter import IntroductionLetter

LETTER = IntroductionLetter(
    agency=AGENCY,
    to="平凉市不动产登记中心",
    person="王喆堃",
    unit="甘肃正衡律师事务所",
    licence_no="16208201510123456",
    recipient="李犇燚",
    cause="离婚后财产纠纷",
    purpose="查询、复制被告名下2019年以来在本市的不动产登记信息。",
    issued_on=date(2026, 11, 24),
    valid_until=date(2026, 12, 24),
)

SAMPLES = {
    "introduction_letter": LETTER,
    "introduction_letter_bare": replace(LETTER, licence_no="", valid_until=LETTER.issued_on),
    "introduction_letter_long": replace(
        LETTER,
        purpose="\n".join(
            f"{number}.调取位于平凉市崆峒区柳湖镇第{number}宗房屋的登记簿、历次转移登记和抵押登记的申请材料，"
            "并复制加盖查询专用章的登记信息；登记簿上有查封、异议或者预告登记的，一并复制其依据文书。"
            for number in range(1, 10)
        ),
    ),
}
