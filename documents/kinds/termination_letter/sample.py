"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.termination_letter import TerminationLetter

LETTER = TerminationLetter(
    agency=AGENCY,
    organ="平凉市崆峒区人民法院",
    recipient="张䶮",
    cause="请求支付拖欠劳动报酬纠纷",
    firm="甘肃正衡律师事务所",
    lawyer="周子昂",
    capacity="诉讼代理人",
    item=6,
    decided_on=date(2026, 12, 9),
    decision_number="（平）援终字〔2026〕第12号",
    letter_number="（平）民援函字〔2026〕第12号",
)

SAMPLES = {
    "termination_letter": LETTER,
    "termination_letter_bare": replace(LETTER, recipient="马𠅤龙", letter_number=""),
    "termination_letter_long": replace(
        LETTER,
        organ="新疆维吾尔自治区高级人民法院伊犁哈萨克自治州分院",
        recipient="阿依古丽·买买提、赵赟玥、李犇燚等二十三名劳动者",
        cause="与平凉市某某建筑劳务有限责任公司、甘肃某某工程建设集团股份有限公司、陇东某某房地产开发有限公司"
        "建设工程施工劳务合同项下拖欠劳动报酬、未签订书面劳动合同二倍工资差额、解除劳动关系经济补偿金、"
        "未缴纳社会保险费损失赔偿以及工伤保险待遇差额连带责任纠纷",
        firm="甘肃某某（平凉）律师事务所与平凉市崆峒区某某基层法律服务所",
        lawyer="王喆堃、周子昂",
    ),
}
