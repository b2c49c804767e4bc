"""The one case that every program here takes from the counter to the archive: twelve moves.

The papers are incomplete at first, so both clocks of the review stop and go on again; the grant,
the request for papers and the assignment each issue a paper. March 2026 lies in an announced
calendar, and nobody is late.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Step:
    """One move: who makes it, when, from which state to which, and what is said with it."""

    move: str
    role: str
    at: datetime
    source: str
    target: str
    facts: dict[str, Any]


def _at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


APPLICANT = {
    "name": "张䶮",
    "id_type": "resident_id",
    "id_no": "620802198301049441",
    "sex": "女",
    "phone": "13812345678",
    "address": "甘肃省平凉市崆峒区",
}
APPLICATION = {
    "received_at": _at(3, 9, 9),
    "channel": "counter",
    "matter": "labour_pay",
    "cause": "请求支付劳动报酬",
    "claim": "请求支付2025年6月至12月的工资共计23400元",
    "stage": "first_instance",
    "groups": ["农民工"],
    "materials": ["identity", "application_form"],
}
OPPONENT = "平凉某某建筑有限公司"

STEPS = (
    Step("register", "clerk", _at(3, 9, 9), "new", "registered", APPLICANT | APPLICATION),
    Step(
        "ask_for_papers",
        "clerk",
        _at(3, 9, 9, 30),
        "registered",
        "supplementing",
        {"items": ["case_evidence"], "reply_by": date(2026, 3, 16)},
    ),
    Step(
        "receive_papers",
        "clerk",
        _at(3, 11, 10),
        "supplementing",
        "registered",
        {"received": ["case_evidence"]},
    ),
    Step("accept", "clerk", _at(3, 11, 10, 5), "registered", "accepted", {}),
    Step(
        "recommend",
        "reviewer",
        _at(3, 12, 15),
        "accepted",
        "recommended",
        {
            "person_qualifies": True,
            "scope_basis": "《中华人民共和国法律援助法》第三十一条第（五）项",
            "means": "not_checked",
            "evidence": "工资欠条、考勤记录",
            "opinion": "grant",
            "reasons": "农民工请求支付劳动报酬，免予核查经济困难状况",
        },
    ),
    Step(
        "grant",
        "supervisor",
        _at(3, 13, 9),
        "recommended",
        "granted",
        {"aid_form": "civil_litigation"},
    ),
    Step("propose", "officer", _at(3, 13, 14), "granted", "proposed", {}),
    Step("approve", "supervisor", _at(3, 13, 16), "proposed", "assigned", {}),
    Step("sign", "lawyer", _at(3, 17, 10), "assigned", "handling", {}),
    Step(
        "close",
        "lawyer",
        _at(3, 19, 11),
        "handling",
        "closed",
        {"closed_on": date(2026, 3, 18), "event": "judgment", "result": "won"},
    ),
    Step(
        "report",
        "lawyer",
        _at(3, 30, 16),
        "closed",
        "reported",
        {
            "papers": ["agreement", "notes", "pleadings", "outcome", "report"],
            "summary": "会见受援人，参加仲裁庭审，发表代理意见。",
        },
    ),
    Step("archive", "archivist", _at(4, 2, 9), "reported", "archived", {"subsidy_yuan": 1500}),
)
