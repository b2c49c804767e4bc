FORM = (8, "")

SAID = {
    "review_sheet": [
        "法律援助审查表",
        "张䶮",
        "申请日期2026年11月16日",
        "身份证明、法律援助申请表、经济困难状况说明表、与申请事项有关的案件材料",
        "√符合不符合",
        "√属于法律援助范围不属于依据：《中华人民共和国法律援助法》第三十一条第（五）项",
        "√符合经济困难标准不符合经济困难标准不受经济困难条件限制免予核查（第四十二条）",
        "家庭人均月收入：1860.50元依据：甘肃省某某文件（示例）",
        "逐项审查不受经济困难条件限制的情形：不属于。免予核查经济困难状况的人员：不属于。",
        "班组长签字的工资欠条",
        "√建议给予法律援助建议不予法律援助申请人身份属实",
        "审查人：何敏2026年11月18日",
        "同意给予法律援助不予法律援助退回重新审查负责人（签名）：年月日",
    ],
    "review_sheet_refusal": [
        "马𠅤龙",
        "属于法律援助范围√不属于",
        "符合经济困难标准√不符合经济困难标准",
        "建议给予法律援助√建议不予法律援助",
    ],
    "review_sheet_long": ["第4页共4页"],
}

PAGES = {"review_sheet_long": 4}

REFUSED = [
    ("review_sheet", {"evidence": " "}, "what its tests rest on"),
    ("review_sheet", {"reasons": ""}, "and its reasons"),
    ("review_sheet", {"person_qualifies": False}, "A test is failed"),
    ("review_sheet", {"scope_basis": ""}, "A test is failed"),
    ("review_sheet", {"means": "not_met"}, "A test is failed"),
]
