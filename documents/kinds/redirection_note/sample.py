"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.redirection_note import RedirectionNote

NOTE = RedirectionNote(
    agency=AGENCY,
    case_number="620802-2026-00012",
    station="平凉市崆峒区人民法院法律援助工作站",
    applicant="赵赟玥",
    cause="追索抚养费纠纷",
    received_on=date(2026, 11, 16),
    stage="一审",
    to="庆阳市西峰区法律援助中心",
    why="本案由庆阳市西峰区人民法院审理，应当向办案机关所在地的法律援助机构提出申请。",
    told_on=date(2026, 11, 16),
    told_by="马明",
)

SAMPLES = {
    "redirection_note": NOTE,
    "redirection_note_bare": replace(NOTE, applicant="马𠅤龙", stage=""),
    "redirection_note_long": replace(
        NOTE,
        applicant="李犇燚",
        why="\n".join(
            f"{number}.申请人就第{number}处工地的劳动报酬提出申请，该工地位于庆阳市西峰区，用人单位的住所和工资"
            "发放地也在该区；申请人尚未提起仲裁或者诉讼，应当向争议处理机关所在地或者事由发生地的法律援助机构提出申请。"
            for number in range(1, 14)
        ),
    ),
}
