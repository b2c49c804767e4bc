"""The words that papers use for codes. Papers are in Chinese, whatever language the person reads,
and need clauses where a screen needs a label. To be read by a lawyer, as all our wording."""

from cases.codes import AidForm, Material, RefusalCode, UrgentGround

AID_FORMS: dict[str, str] = {
    AidForm.CIVIL: "民事诉讼代理",
    AidForm.ADMINISTRATIVE: "行政诉讼代理",
    AidForm.STATE_COMPENSATION: "国家赔偿代理",
    AidForm.LABOUR: "劳动争议调解与仲裁代理",
    AidForm.NON_LITIGATION: "非诉讼代理",
    AidForm.CRIMINAL_DEFENCE: "刑事辩护",
    AidForm.CRIMINAL_AGENCY: "刑事代理",
}
URGENT_GROUNDS: dict[str, str] = {
    UrgentGround.LIMIT_NEAR: "距法定时效或者期限届满不足七日，需要及时提起诉讼或者申请仲裁、行政复议",
    UrgentGround.PRESERVATION: "需要立即申请财产保全、证据保全或者先予执行",
    UrgentGround.OTHER: "有法律、法规、规章规定的其他紧急情形",
}
REFUSAL_GROUNDS: dict[str, str] = {
    RefusalCode.OUT_OF_SCOPE: "你申请的事项不属于法律援助的范围",
    RefusalCode.NO_HARDSHIP: "你的经济状况不符合法律援助经济困难标准",
    RefusalCode.OTHER: "你的申请不符合法律援助的条件",
}
MATERIALS: dict[str, str] = {
    Material.IDENTITY: "身份证明",
    Material.APPLICATION_FORM: "法律援助申请表",
    Material.MEANS_STATEMENT: "经济困难状况说明表",
    Material.CASE_EVIDENCE: "与申请事项有关的案件材料",
    Material.GROUP_PROOF: "特定群体身份的证明材料",
    Material.AGENT_PROOF: "代理人的身份和代理权限证明",
}


def in_words(names: dict[str, str], code: str) -> str:
    """A code in the paper's words; what was typed freely stays as it is."""
    return names.get(code, code)
