"""Invented people and cases; the names hold characters that weak fonts lack."""

from datetime import date

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.supplement_notice import SupplementNotice

SAMPLES = {
    "supplement_notice": SupplementNotice(
        agency=AGENCY,
        recipient="李龑",
        applied_on=date(2026, 11, 17),
        cause="追索赡养费纠纷",
        items=(
            "居民身份证复印件一份（原件当场核对）",
            "与被申请人亲属关系的证明",
            "经济困难状况说明表第二页申请人签名",
            "被申请人2026年5月以后未支付赡养费的情况说明",
        ),
        noticed_on=date(2026, 11, 18),
        reply_by=date(2026, 12, 2),
    ),
}
