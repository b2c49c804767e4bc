"""The findings of a review in the words of the review sheet: Chinese, like every paper."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from cases.assessing import money, told
from cases.eligibility import Outcome, Test
from cases.eligibility.trail import Why
from cases.models import EligibilityFinding

#: Each test: its name, and its answer yes or no.
ASKED: dict[str, tuple[str, str, str]] = {
    Test.SCOPE: ("申请范围", "属于法律援助范围", "不属于法律援助范围"),
    Test.WAIVER: ("不受经济困难条件限制的情形", "属于", "不属于"),
    Test.EXEMPTION: ("免予核查经济困难状况的人员", "属于", "不属于"),
    Test.HARDSHIP: ("经济困难标准", "符合", "不符合"),
}
NOT_NEEDED = "无需审查"
ADDED: dict[str, str] = {
    Why.PLEDGED_WITHOUT_LINE: "申请人作出个人诚信承诺；本地区经济困难标准尚未录入",
    Why.PLEDGED_WITHOUT_INCOME: "申请人作出个人诚信承诺",
    Why.UNDER_LINE_BY_PLEDGE: "申请人作出个人诚信承诺",
    Why.NO_LINE: "本地区经济困难标准尚未录入",
    Why.NO_INCOME: "申请人未说明家庭人口或者收入",
}


def sheet_lines(findings: Iterable[EligibilityFinding]) -> tuple[str, ...]:
    """A sentence for every test that the boxes above it do not tell whole: person and scope have
    theirs with its source, the scope is told again where it was found against the rules."""
    return tuple(
        _line(one)
        for one in findings
        if one.test in ASKED and (one.test != Test.SCOPE or one.reason)
    )


def _line(finding: EligibilityFinding) -> str:
    name, yes, no = ASKED[finding.test]
    if finding.found == Outcome.NOT_NEEDED:
        return f"{name}：{NOT_NEEDED}。"
    parts = [f"{name}：{yes if finding.found == Outcome.PASSED else no}"]
    if finding.basis and finding.test not in {Test.SCOPE, Test.HARDSHIP}:
        parts.append(f"依据{finding.basis}")
    parts += _of_the_trail(told(finding))
    if finding.reason:
        parts.append(f"与规则提示不同，理由：{finding.reason.rstrip('。')}")
    return "；".join(parts) + "。"


def _of_the_trail(trail: dict[str, Any]) -> list[str]:
    """The line that income was held against, and what stood instead of it."""
    said = []
    if trail["line"]:
        said.append(f"本地区标准为人均月收入{money(Decimal(trail['line']))}元")
    if trail["why"] in ADDED:
        said.append(ADDED[trail["why"]])
    return said
