FORM = (4, "")

SAID = {
    "means_statement": [
        "经济困难状况说明表",
        "申请人赵赟玥",
        "马𠅤龙70配偶无业213.50",
        "家庭人口3人家庭月收入3073.50元",
        "人均月收入1024.50元",
        "电动三轮车一辆",
        "债务因配偶住院向亲友借款32000元",
        "通过信息共享查询本人及家庭成员的经济状况√由本人作出个人诚信承诺",
        "第四十八条、第六十四条规定的终止法律援助、支付已实施法律援助的费用",
        "2026年11月16日",
    ],
    "means_statement_long": ["√通过信息共享查询", "家庭人口16人", "第2页共2页"],
    "means_statement_bare": ["王喆堃", "家庭人口家庭月收入", "年月日"],
}

PAGES = {"means_statement_long": 2}

REFUSED = [
    ("means_statement", {"applicant": ""}, "names who states it"),
    ("means_statement", {"household_size": 2}, "More people are listed"),
    ("means_statement", {"phone": "13812345678"}, "are masked on a paper"),
]
