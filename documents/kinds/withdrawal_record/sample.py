"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.withdrawal_record import WithdrawalRecord

ASKED_FOR = WithdrawalRecord(
    agency=AGENCY,
    case_number="620802-2026-00012",
    station="平凉市崆峒区人民法院法律援助工作站",
    applicant="张䶮",
    cause="请求支付拖欠劳动报酬纠纷",
    received_on=date(2026, 11, 16),
    recorded_on=date(2026, 11, 19),
    recorded_by="马明",
    request="对方已经付清工资，本人撤回法律援助申请。",
)
DEEMED = replace(
    ASKED_FOR,
    applicant="马𠅤龙",
    cause="工伤保险待遇纠纷",
    recorded_on=date(2026, 12, 3),
    recorded_by="秦岚",
    request="",
    notice_number="（平）援补字〔2026〕第12号",
    items=("居民身份证复印件一份（原件当场核对）", "劳动关系的证明"),
    reply_by=date(2026, 12, 2),
)

SAMPLES = {
    "withdrawal_record": ASKED_FOR,
    "withdrawal_record_deemed": DEEMED,
    "withdrawal_record_bare": replace(DEEMED, notice_number="", items=DEEMED.items[:1]),
    "withdrawal_record_long": replace(
        ASKED_FOR,
        applicant="李犇燚",
        request="\n".join(
            f"{number}.本人与对方当事人于2026年{number}月就第{number}笔工程款达成和解，对方承诺分期支付，"
            "已经支付的部分由本人出具收条；本人了解撤回申请的后果，自愿撤回本次法律援助申请，今后如对方不履行"
            "和解协议，本人将另行申请法律援助或者自行起诉，与法律援助机构无关，特此说明。"
            for number in range(1, 13)
        ),
    ),
}
