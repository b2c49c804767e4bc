"""Invented people and cases; the names hold characters that weak fonts lack."""

from dataclasses import replace
from datetime import date

from documents.kinds.application_form import Agent, ApplicationForm, Applying
from documents.kinds.grant_decision.sample import AGENCY

STORY = (
    "申请人自2025年3月起受雇于平凉某某建筑有限公司，在崆峒区某安置房项目从事钢筋绑扎工作，双方口头约定日工资260元，按月结算。\n"
    "自2026年4月起，用人单位以工程款未到账为由拖欠工资，截至2026年10月共拖欠工资48600元。申请人多次催要未果，现拟提起诉讼，请求支付拖欠的劳动报酬及逾期利息，因家庭经济困难无力聘请律师，特申请法律援助。"
)

FORM = ApplicationForm(
    agency=AGENCY,
    case_number="620802-2026-00012",
    applicant=Applying(
        name="张䶮",
        sex="女",
        birth_on=date(1988, 2, 29),
        ethnic_group="汉族",
        id_paper="居民身份证",
        id_no="6208************24",
        domicile="甘肃省平凉市崆峒区***",
        residence="同上",
        postcode="744000",
        employer="平凉某某建筑有限公司（已停工）",
        education="初中",
        phone="138****5678",
    ),
    agent=Agent(
        name="李犇燚",
        kind="委托代理人",
        relation="配偶",
        id_paper="居民身份证",
        id_no="6208************37",
        phone="139****0001",
    ),
    groups=("妇女", "农民工"),
    cause="请求支付拖欠劳动报酬纠纷",
    stage="一审",
    opponents=("平凉某某建筑有限公司", "马𠅤龙"),
    means="not_checked",
    told="个人信息处理告知书（第1版）已向本人宣读。本人同意通过信息共享查询核查经济状况。",
    narrative=STORY,
    station="平凉市崆峒区人民法院法律援助工作站",
    received_on=date(2026, 11, 16),
    received_by="马明",
)

SAMPLES = {
    "application_form": FORM,
    "application_form_long": replace(FORM, means="stated", narrative=f"{STORY}\n" * 9),
    "application_form_bare": replace(
        FORM,
        applicant=Applying(name="王喆堃"),
        agent=Agent(),
        groups=(),
        stage="",
        opponents=(),
        means="not_required",
        told="",
        narrative="申请人遭受家庭暴力，请求离婚并抚养子女。",
    ),
}
