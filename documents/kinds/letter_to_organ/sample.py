"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.grant_decision.sample import AGENCY
from documents.kinds.letter_to_organ import LetterToOrgan

LETTER = LetterToOrgan(
    agency=AGENCY,
    organ="平凉市崆峒区人民法院",
    recipient="张䶮",
    role="原告",
    cause="请求支付拖欠劳动报酬纠纷",
    stage="一审",
    form_of_aid="民事诉讼代理",
    firm="甘肃正衡律师事务所",
    lawyer="周子昂",
    licence_no="16208201510123456",
    phone="0933-0001234",
    capacity="诉讼代理人",
    assigned_on=date(2026, 11, 23),
)

SAMPLES = {
    "letter_to_organ": LETTER,
    "letter_to_organ_criminal": replace(
        LETTER,
        organ="平凉市人民检察院",
        recipient="马𠅤龙",
        role="犯罪嫌疑人",
        cause="涉嫌故意伤害罪",
        stage="审查起诉",
        form_of_aid="刑事辩护",
        lawyer="王喆堃",
        capacity="辩护人",
        criminal=True,
    ),
    "letter_to_organ_notified": replace(
        LETTER,
        recipient="马𠅤龙",
        role="被告人",
        cause="涉嫌故意伤害罪",
        form_of_aid="刑事辩护",
        lawyer="王喆堃",
        capacity="辩护人",
        criminal=True,
        notice_number="（2026）甘0802刑初128号通知辩护公函",
        noticed_on=date(2026, 11, 20),
    ),
    "letter_to_organ_bare": replace(
        LETTER,
        organ="平凉市劳动人事争议仲裁委员会",
        role="",
        stage="",
        form_of_aid="劳动争议调解与仲裁代理",
        capacity="代理人",
        licence_no="",
        phone="",
    ),
    "letter_to_organ_long": replace(
        LETTER,
        organ="新疆维吾尔自治区高级人民法院伊犁哈萨克自治州分院",
        recipient="阿依古丽·买买提、赵赟玥、李犇燚等二十三名劳动者",
        cause="与平凉市某某建筑劳务有限责任公司、甘肃某某工程建设集团股份有限公司、陇东某某房地产开发有限公司"
        "建设工程施工劳务合同项下拖欠劳动报酬、未签订书面劳动合同二倍工资差额、解除劳动关系经济补偿金、"
        "未缴纳社会保险费损失赔偿以及工伤保险待遇差额连带责任纠纷",
        firm="甘肃某某（平凉）律师事务所与平凉市崆峒区某某基层法律服务所",
    ),
}
