"""The rules of the checklist, as dated rows with their articles.

``confirmed=False``: recalled, not read in the text itself; shown as a rule of the office until an
administrator confirms its article (domain notes, 8 and 16). A case keeps the rules of the day of
its receipt.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.catalogue.rows import LAST_YEAR, LAW, ORDER_148, REGULATION

BEFORE_ORDER_148 = date(2023, 8, 31)
#: What each time asked for an application to bring.
ORDER, OLD_REGULATION = (
    "办理法律援助案件程序规定（司法部令第148号）第十一条",
    "法律援助条例（国务院令第385号）第十七条",
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One paper that is asked for, while the rule was in force."""

    code: str
    why: str | Promise
    basis: str
    bring: str  # printed on the notice
    valid_from: date
    valid_to: date | None = None
    confirmed: bool = False


def _both(code: str, why: str | Promise, bring: str) -> tuple[Rule, Rule]:
    """The same paper under the regulation of 2003 and under Order 148."""
    return (
        Rule(
            code=code, why=why, bring=bring, basis=OLD_REGULATION,
            valid_from=REGULATION, valid_to=BEFORE_ORDER_148,
        ),
        Rule(code=code, why=why, bring=bring, basis=ORDER, valid_from=ORDER_148),
    )  # fmt: skip


RULES: tuple[Rule, ...] = (
    *_both("identity", _("Who applies shows who they are."), "有效身份证件"),
    *_both(
        "application_form",
        _("The application is made in writing and signed."),
        "法律援助申请表（由申请人签名或者捺印）",
    ),
    *_both(
        "case_evidence",
        _("Papers show what the matter is about; any of those named will do."),
        "与申请事项有关的案件材料",
    ),
    Rule(
        code="means_statement",
        why=_("Hardship had to be certified."),
        basis=OLD_REGULATION,
        bring="经济困难的证明",
        valid_from=REGULATION,
        valid_to=LAST_YEAR,
    ),
    Rule(
        code="means_statement",
        why=_("The applicant states the means truthfully."),
        basis="法律援助法第四十一条",
        bring="经济困难状况说明表（如实填写家庭人口、收入、支出和财产，由申请人签名）",
        valid_from=LAW,
        confirmed=True,
    ),
    Rule(
        code="group_proof",
        why=_("Means go unchecked where papers prove the group."),
        basis="法律援助法第四十二条",
        bring="证明属于免予核查经济困难状况的人员的材料",
        valid_from=LAW,
        confirmed=True,
    ),
    *_both(
        "agent_proof",
        _("Who applies for somebody else shows by what right."),
        "代理人的有效身份证件和代理权限的证明",
    ),
)
