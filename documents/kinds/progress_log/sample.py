"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date, timedelta

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.progress_log import Entry, ProgressLog

MET = Entry(
    day=date(2026, 11, 27),
    step="会见受援人",
    way="当面",
    content="了解案情，核对欠条和考勤记录，告知诉讼风险、可能的结果和受援人的权利义务。",
)
LOG = ProgressLog(
    agency=AGENCY,
    case_number="620802-2026-00012",
    recipient="张䶮",
    cause="请求支付拖欠劳动报酬纠纷",
    stage="一审",
    form_of_aid="民事诉讼代理",
    firm="甘肃正衡律师事务所",
    lawyer="李犇燚",
    entries=(
        MET,
        Entry(
            day=date(2026, 12, 2),
            step="提交起诉材料",
            way="电话",
            content="向崆峒区人民法院立案，缓交诉讼费。",
        ),
        Entry(
            day=date(2026, 12, 28),
            step="参加庭审",
            content="出庭发表代理意见，被告当庭认可欠款数额。",
        ),
    ),
    logged_on=date(2027, 1, 11),
)

SAMPLES = {
    "progress_log": LOG,
    "progress_log_long": replace(
        LOG,
        lawyer="欧阳𬭎",
        entries=tuple(
            replace(MET, day=MET.day + timedelta(days=place), content=MET.content * (1 + place % 4))
            for place in range(30)
        ),
    ),
    "progress_log_empty": replace(LOG, entries=(), stage="", form_of_aid=""),
}
