from datetime import date

FORM = (14, "")

SAID = {
    "progress_log": [
        "承办情况通报/报告记录",
        "受援人张䶮援助形式民事诉讼代理",
        "承办单位甘肃正衡律师事务所承办人员李犇燚",
        "12026年11月27日会见受援人当面",
        "被告当庭认可欠款数额。",
        "以上共3项。",
        "第四十六条的规定，及时向受援人通报",
        "2027年1月11日",
    ],
    "progress_log_long": ["欧阳𬭎", "以上共30项。", "第6页共6页"],
    "progress_log_empty": ["承办期间没有登记承办事项。", "以上共0项。"],
}

PAGES = {"progress_log_long": 6}

REFUSED = [
    ("progress_log", {"lawyer": ""}, "names who handled"),
    ("progress_log", {"logged_on": date(2026, 12, 1)}, "logged when it is done"),
]
