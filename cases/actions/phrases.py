"""The words that papers use for codes. Papers are in Chinese, whatever language the person reads,
and need clauses where a screen needs a label. To be read by a lawyer, as all our wording."""

from collections.abc import Mapping
from typing import Literal

from cases.applying import AgentKind
from cases.codes import (
    AidForm,
    ClosingEvent,
    ClosingPaper,
    HandlingKind,
    IdType,
    Material,
    RefusalCode,
    ReplaceReason,
    Result,
    Stage,
    TerminationGround,
    UrgentGround,
)
from cases.models import Attachment
from cases.models.agreements import Answer, Way
from documents.kinds.power_of_attorney import Role

AID_FORMS: dict[str, str] = {
    AidForm.CIVIL: "民事诉讼代理",
    AidForm.ADMINISTRATIVE: "行政诉讼代理",
    AidForm.STATE_COMPENSATION: "国家赔偿代理",
    AidForm.LABOUR: "劳动争议调解与仲裁代理",
    AidForm.NON_LITIGATION: "非诉讼代理",
    AidForm.CRIMINAL_DEFENCE: "刑事辩护",
    AidForm.CRIMINAL_AGENCY: "刑事代理",
}
#: How the notice on personal data was shown, and what was said to the check of means (L41).
TOLD_BY: dict[str, str] = {
    Way.READ_OUT: "宣读",
    Way.READ: "出示并由本人阅读",
    Way.ON_PAPER: "书面交付",
}
MEANS_ANSWERS: dict[str, str] = {
    Answer.AGREED: "本人同意通过信息共享查询核查经济状况。",
    Answer.PLEDGED: "本人就经济状况作出诚信承诺。",
}
#: What the lawyer is to the recipient, by the form of aid.
CAPACITIES: dict[str, Role] = {
    AidForm.CIVIL: "诉讼代理人",
    AidForm.ADMINISTRATIVE: "诉讼代理人",
    AidForm.STATE_COMPENSATION: "代理人",
    AidForm.LABOUR: "代理人",
    AidForm.NON_LITIGATION: "代理人",
    AidForm.CRIMINAL_DEFENCE: "辩护人",
    AidForm.CRIMINAL_AGENCY: "诉讼代理人",
}
STAGES: dict[str, str] = {
    Stage.INVESTIGATION: "侦查",
    Stage.PROSECUTION: "审查起诉",
    Stage.FIRST_INSTANCE: "一审",
    Stage.SECOND_INSTANCE: "二审",
    Stage.REMAND: "重审",
    Stage.DEATH_REVIEW: "死刑复核",
    Stage.RETRIAL: "再审",
    Stage.LABOUR_ARBITRATION: "劳动争议仲裁",
    Stage.MEDIATION: "调解",
    Stage.ADMINISTRATIVE: "行政处理",
    Stage.RECONSIDERATION: "行政复议",
    Stage.ENFORCEMENT: "执行",
    Stage.NOT_STARTED: "",  # no stage to name
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
REPLACE_REASONS: dict[str, str] = {
    ReplaceReason.NEGLECT: "承办律师未依法履行职责",
    ReplaceReason.CONFLICT: "承办律师与本案存在利益冲突",
    ReplaceReason.UNABLE: "承办律师不能继续承办",
}
#: The items of L48, in its own words.
TERMINATION_GROUNDS: dict[str, str] = {
    TerminationGround.DECEIT: "受援人以欺骗或者其他不正当手段获得法律援助",
    TerminationGround.FALSE_EVIDENCE: "受援人故意隐瞒与案件有关的重要事实或者提供虚假证据",
    TerminationGround.UNLAWFUL_USE: "受援人利用法律援助从事违法活动",
    TerminationGround.MEANS_CHANGED: "受援人的经济状况发生变化，不再符合法律援助条件",
    TerminationGround.PROCEEDINGS_ENDED: "案件终止审理或者已经被撤销",
    TerminationGround.OWN_LAWYER: "受援人自行委托律师或者其他代理人",
    TerminationGround.REQUESTED: "受援人有正当理由要求终止法律援助",
    TerminationGround.OTHER: "法律法规规定的其他情形",
}
MATERIALS: dict[str, str] = {
    Material.IDENTITY: "身份证明",
    Material.APPLICATION_FORM: "法律援助申请表",
    Material.MEANS_STATEMENT: "经济困难状况说明表",
    Material.CASE_EVIDENCE: "与申请事项有关的案件材料",
    Material.GROUP_PROOF: "特定群体身份的证明材料",
    Material.AGENT_PROOF: "代理人的身份和代理权限证明",
}
CLOSING_EVENTS: dict[str, str] = {
    ClosingEvent.JUDGMENT: "收到判决书、裁定书或者调解书",
    ClosingEvent.AWARD: "收到仲裁裁决书或者复议决定书",
    ClosingEvent.PROSECUTION: "收到起诉书或者不起诉决定书",
    ClosingEvent.SETTLEMENT: "达成和解或者调解协议",
    ClosingEvent.PERFORMANCE: "义务人开始履行义务",
}
RESULTS: dict[str, str] = {
    Result.WON: "胜诉",
    Result.PARTLY_WON: "部分胜诉",
    Result.LOST: "败诉",
    Result.MEDIATED: "调解",
    Result.SETTLED: "和解",
    Result.DISCONTINUED: "撤诉",
    Result.ADOPTED: "意见全部采纳",
    Result.PARTLY_ADOPTED: "意见部分采纳",
    Result.NOT_ADOPTED: "意见未采纳",
}
CLOSING_PAPERS: dict[str, str] = {
    ClosingPaper.AGREEMENT: "委托协议和授权委托书",
    ClosingPaper.NOTES: "会见笔录和承办情况记录",
    ClosingPaper.PLEADINGS: "起诉状、答辩状、代理词或者辩护词等",
    ClosingPaper.OUTCOME: "判决书、裁决书、调解书或者和解协议",
    ClosingPaper.REPORT: "结案报告表",
}
ATTACHMENTS: dict[str, str] = {
    Attachment.Kind.AGREEMENT: "委托代理/辩护协议",
    Attachment.Kind.POWER_OF_ATTORNEY: "授权委托书",
    Attachment.Kind.EVIDENCE: "案件材料",
    Attachment.Kind.REQUEST: "书面申请",
    Attachment.Kind.CLOSING: "结案材料",
    Attachment.Kind.SERVICE: "送达回证",
    Attachment.Kind.NOTICE: "办案机关通知及所附材料",
    Attachment.Kind.COOPERATION: "协作复函",
}

ID_TYPES: dict[str, str] = {
    IdType.RESIDENT_ID: "居民身份证",
    IdType.RESIDENCE_PERMIT: "港澳台居民居住证",
    IdType.FOREIGN_RESIDENT: "外国人永久居留身份证",
    IdType.PASSPORT: "护照",
    IdType.HK_MACAO_PERMIT: "港澳居民来往内地通行证",
    IdType.TAIWAN_PERMIT: "台湾居民来往大陆通行证",
    IdType.MILITARY: "军人证件",
    IdType.OTHER: "其他证件",
    IdType.NONE: "无证件",
}
AGENT_KINDS: dict[str, Literal["法定代理人", "委托代理人", "近亲属代为申请"]] = {
    AgentKind.STATUTORY: "法定代理人",
    AgentKind.OTHER_STATUTORY: "法定代理人",
    AgentKind.NEAR_RELATIVE: "近亲属代为申请",
    AgentKind.ENTRUSTED: "委托代理人",
}
HANDLING_STEPS: dict[str, str] = {
    HandlingKind.MEETING: "会见受援人",
    HandlingKind.FILE_READING: "阅卷",
    HandlingKind.EVIDENCE: "调查取证",
    HandlingKind.FILING: "提交起诉材料或者意见",
    HandlingKind.COURT_NOTICE: "收到人民法院通知",
    HandlingKind.HEARING: "参加庭审",
    HandlingKind.JUDGMENT: "裁判结果",
    HandlingKind.OTHER: "其他承办事项",
}


def in_words(names: Mapping[str, str], code: str) -> str:
    """A code in the paper's words; what was typed freely stays as it is."""
    return names.get(code, code)
