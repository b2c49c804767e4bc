FORM = (1, "援询字")

SAID = {
    "consultation_record": [
        "法律援助咨询登记表",
        "申请编号620802-2026-00012",
        "√来访来电12348热线来信网络",
        "张䶮",
        "6208************24",
        "老板拖欠七个月工资共48600元",
        "可以先向劳动监察部门投诉",
        "√当场答复预约解答代拟法律文书√引导申请法律援助引导其他渠道",
        "登记人：马明",
        "2026年11月13日",
    ],
    "consultation_record_long": ["第3页共3页"],
    "consultation_record_unnamed": [
        "咨询人不愿透露姓名",
        "√12348热线",
        "√引导其他渠道告知的其他渠道：上一级公安机关交通管理部门",
        "登记人：王喆堃",
    ],
}

PAGES = {"consultation_record_long": 3}

REFUSED = [
    ("consultation_record", {"visitor": ""}, "names who asked, or says why not"),
    ("consultation_record", {"answer": " "}, "a question and an answer"),
    ("consultation_record", {"outcomes": ("收费",)}, "no box for one of these outcomes"),
    ("consultation_record", {"id_no": "620802198802290024"}, "are masked on a paper"),
]
