"""What people usually bring to prove something. Suggestions, one of which will do; never required.

Chinese words are those of the notice; the label is for the screen.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import Group, IdType, Matter


@dataclass(frozen=True)
class Proof:
    zh: str
    label: str | Promise


IDENTITY_PAPERS: dict[str, str] = {
    IdType.RESIDENT_ID: "居民身份证",
    IdType.RESIDENCE_PERMIT: "港澳台居民居住证",
    IdType.FOREIGN_RESIDENT: "外国人永久居留身份证",
    IdType.PASSPORT: "护照",
}

CONTRACT = Proof("劳动合同", _("Employment contract"))
PAYSLIPS = Proof("工资条或者工资转账记录", _("Pay slips or transfers of wages"))
IOU = Proof("欠条或者工资结算单", _("IOU or settlement of wages"))
ATTENDANCE = Proof("考勤记录", _("Attendance records"))
BADGE = Proof("工作证或者工友证言", _("Work badge or words of fellow workers"))
AWARD = Proof("仲裁裁决书或者不予受理通知书", _("Arbitral award or notice of non-acceptance"))
RECORDS = Proof("诊断证明和病历", _("Diagnosis and medical records"))
BILLS = Proof("医疗费票据", _("Medical bills"))
INJURY = Proof("工伤认定决定书", _("Decision on injury at work"))
GRADE = Proof("伤残鉴定结论", _("Finding on the degree of disability"))
TRAFFIC = Proof("道路交通事故认定书", _("Finding on the traffic accident"))
INSURANCE = Proof("保险单", _("Insurance policy"))
REGISTER = Proof("户口簿", _("Household register"))
BIRTH = Proof("出生医学证明", _("Birth certificate"))
MARRIAGE = Proof("结婚证或者离婚证", _("Marriage or divorce certificate"))
JUDGMENT = Proof("判决书、裁定书或者调解书", _("Judgment, ruling or mediation paper"))
DIVORCE = Proof("离婚协议", _("Divorce agreement"))
COSTS = Proof("生活、教育、医疗费用票据", _("Bills of living, schooling, treatment"))
KINSHIP = Proof("村（居）民委员会出具的亲属关系证明", _("Committee's note on kinship"))
DECISION = Proof("行政机关的决定书或者答复", _("Decision or answer of the authority"))
CONTRIBUTIONS = Proof("社会保险缴费记录", _("Record of social insurance contributions"))
GUARDIAN = Proof("指定监护人的文件", _("Paper naming the guardian"))
MANDATE = Proof("授权委托书", _("Power of attorney"))
ALLOWANCE = Proof("最低生活保障证", _("Certificate of minimum living allowance"))
DESTITUTE = Proof("特困人员供养证", _("Card of support for the destitute"))
JUDICIAL = Proof("司法救助决定书", _("Decision on judicial assistance"))
PREFERENTIAL = Proof("优抚对象证件", _("Card of those entitled to preferential treatment"))
NO_LIVELIHOOD = Proof("无固定生活来源的证明", _("Note on no fixed livelihood"))
SERVICE_CARD = Proof("军官证、士兵证或者学员证", _("Officer's, soldier's or cadet's card"))
FAMILY_CARD = Proof("军属、烈属优待证", _("Card of soldiers' or martyrs' families"))
CALL_UP = Proof("入伍通知书", _("Call-up paper"))
IN_SERVICE = Proof("烈士、因公牺牲或者病故证明书", _("Certificate of death in service"))

OF_MATTERS: dict[str, tuple[Proof, ...]] = {
    Matter.STATE_COMPENSATION: (
        Proof("原判决书或者撤销案件决定书", _("First judgment, or decision to drop the case")),
        Proof("释放证明", _("Certificate of release")),
        Proof("国家赔偿申请书", _("Claim for state compensation")),
    ),
    Matter.SOCIAL_INSURANCE: (CONTRIBUTIONS, CONTRACT, PAYSLIPS, DECISION),
    Matter.MINIMUM_LIVING: (
        DECISION,
        ALLOWANCE,
        REGISTER,
    ),
    Matter.VETERAN: (
        IN_SERVICE,
        Proof("残疾军人证", _("Disabled soldier's card")),
        DECISION,
    ),
    Matter.SUPPORT_PARENTS: (REGISTER, KINSHIP, RECORDS, COSTS),
    Matter.CHILD_SUPPORT: (BIRTH, DIVORCE, JUDGMENT, COSTS),
    Matter.SPOUSE_SUPPORT: (MARRIAGE, RECORDS, COSTS),
    Matter.LABOUR_RELATION: (BADGE, ATTENDANCE, PAYSLIPS, CONTRIBUTIONS),
    Matter.LABOUR_PAY: (CONTRACT, PAYSLIPS, IOU, ATTENDANCE, BADGE, AWARD),
    Matter.CAPACITY: (RECORDS, GRADE, KINSHIP),
    Matter.WORK_INJURY: (INJURY, GRADE, RECORDS, BILLS, CONTRACT),
    Matter.TRAFFIC_INJURY: (TRAFFIC, RECORDS, BILLS, GRADE, INSURANCE),
    Matter.FOOD_DRUG_INJURY: (
        Proof("购物小票、外包装或者照片", _("Receipt, packing or photographs")),
        RECORDS,
        BILLS,
    ),
    Matter.MEDICAL_INJURY: (
        RECORDS,
        BILLS,
        Proof("医疗事故技术鉴定书", _("Finding on the medical accident")),
    ),
    Matter.POLLUTION: (
        Proof("现场照片或者监测报告", _("Photographs of the place, or measurements")),
        Proof("损失清单", _("List of losses")),
        Proof("土地承包合同", _("Contract of the land")),
    ),
    Matter.HEROES: (
        Proof("烈士证明书", _("Martyr's certificate")),
        KINSHIP,
        Proof("侵权内容的截图或者公证书", _("Screenshots or notarial deed of the offence")),
    ),
    Matter.BRAVE_ACT: (
        Proof("见义勇为确认书", _("Confirmation of the brave act")),
        Proof("公安机关的证明或者证人证言", _("Note of the police, or words of witnesses")),
        RECORDS,
    ),
    Matter.ACQUITTED: (
        Proof("再审宣告无罪的判决书", _("Judgment of acquittal on retrial")),
        Proof("释放证明", _("Certificate of release")),
    ),
    Matter.DOMESTIC_VIOLENCE: (
        Proof("报警记录或者告诫书", _("Police report or written warning")),
        Proof("人身安全保护令", _("Protection order")),
        RECORDS,
        Proof("伤情照片", _("Photographs of the injuries")),
        Proof(
            "妇联、村（居）民委员会的求助记录",
            _("Call for help to the women's federation or committee"),
        ),
    ),
    Matter.MARRIAGE_FAMILY: (
        MARRIAGE,
        REGISTER,
        Proof("遗嘱或者财产证明", _("Will, or papers on property")),
        JUDGMENT,
    ),
    Matter.EDUCATION: (
        REGISTER,
        Proof("学校或者教育部门的答复", _("Answer of the school or its authority")),
    ),
    Matter.OTHER: (JUDGMENT, DECISION),
}

#: What proves a group instead of a check of means (L42, L32 and Gansu's additions). By the values
#: of :class:`Group`, so that a group that comes later is found here or has the general words.
OF_GROUPS: dict[str, tuple[Proof, ...]] = {
    Group.DISABLED: (Proof("残疾人证", _("Disability card")),),
    Group.OLD: (NO_LIVELIHOOD, DESTITUTE),
    Group.MINOR: (REGISTER, BIRTH, NO_LIVELIHOOD),
    Group.MIGRANT: (
        CONTRACT,
        PAYSLIPS,
        Proof("用工单位或者务工地出具的务工证明", _("Note of the employer or place of work")),
        Proof("农村户口簿", _("Rural household register")),
    ),
    Group.MILITARY: (SERVICE_CARD, FAMILY_CARD, CALL_UP, KINSHIP),
    Group.POOR: (ALLOWANCE, DESTITUTE, JUDICIAL, PREFERENTIAL),
    # The groups of L42 and of Gansu's regulation, by the values that the tests of means know.
    "无固定生活来源": (NO_LIVELIHOOD, DESTITUTE),
    "社会救助对象": (
        ALLOWANCE,
        DESTITUTE,
        Proof("临时救助决定", _("Decision on temporary assistance")),
    ),
    "司法救助对象": (JUDICIAL,),
    "优抚对象": (PREFERENTIAL,),
    "义务兵及家属": (CALL_UP, SERVICE_CARD, KINSHIP),
    "供给制学员及家属": (SERVICE_CARD, KINSHIP),
    "执行作战、重大任务的军人及家属": (
        Proof("部队出具的证明", _("Note of the military unit")),
        SERVICE_CARD,
        KINSHIP,
    ),
    "烈士遗属": (Proof("烈士证明书", _("Martyr's certificate")), FAMILY_CARD, KINSHIP),
    "因公牺牲军人遗属": (IN_SERVICE, FAMILY_CARD, KINSHIP),
    "因公牺牲警察遗属": (
        Proof("人民警察因公牺牲证明书", _("Certificate of a police officer's death on duty")),
        KINSHIP,
    ),
}

OF_AGENTS: tuple[Proof, ...] = (REGISTER, BIRTH, GUARDIAN, MANDATE)


def of_groups(groups: Iterable[str]) -> tuple[Proof, ...]:
    """What proves any of these groups, each paper once."""
    return tuple(dict.fromkeys(proof for group in groups for proof in OF_GROUPS[group]))
