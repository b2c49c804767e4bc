from documents.kinds.application_form import Applying

FORM = (2, "")

SAID = {
    "application_form": [
        "法律援助申请表",
        "姓名张䶮性别女出生日期1988年2月29日",
        "6208************24",
        "138****5678",
        "√妇女农民√农民工军人军属",
        "法定代理人√委托代理人近亲属代为申请",
        "李犇燚",
        "平凉某某建筑有限公司、马𠅤龙",
        "申请事项不受经济困难条件限制√属于免予核查经济困难状况的人员",
        "用人单位以工程款未到账为由拖欠工资",
        "第四十一条的规定如实说明经济困难状况",
        "个人信息处理告知书（第1版）已向本人宣读。本人同意通过信息共享查询核查经济状况。",
        "接收人马明收到日期2026年11月16日",
    ],
    "application_form_long": ["√经济困难，另附经济困难状况说明表", "第3页共3页"],
    "application_form_bare": [
        "王喆堃",
        "√申请事项不受经济困难条件限制",
        "残疾人老年人未成年人妇女农民农民工",
        "申请人遭受家庭暴力",
    ],
}

PAGES = {"application_form": 2, "application_form_long": 3, "application_form_bare": 2}

REFUSED = [
    ("application_form", {"narrative": " "}, "names the applicant, the matter and the facts"),
    ("application_form", {"applicant": Applying(name="")}, "names the applicant"),
    ("application_form", {"groups": ("富人",)}, "no box for 1 of these groups"),
    (
        "application_form",
        {"applicant": Applying(name="张䶮", id_no="620802198802290024")},
        "are masked on a paper",
    ),
]
