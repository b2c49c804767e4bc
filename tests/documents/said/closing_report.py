FORM = (21, "")

SAID = {
    "closing_report": [
        "法律援助案件结案报告表",
        "办案机关平凉市崆峒区人民法院",
        "结案日期2026年11月2日",
        "案件结果部分胜诉",
        "人民币壹万贰仟陆佰元整（￥12600.00）",
        "受援人服判，不上诉。",
        "4．判决书",
        "2026年11月20日",
    ],
    "closing_report_long": ["赵赟玥", "第3页共3页"],
    "closing_report_draft": ["（草稿，尚未提交）", "李犇燚", "承办情况小结"],
}

PAGES = {"closing_report_long": 3}

REFUSED = [
    ("closing_report", {"summary": " \n"}, "how the case was handled"),
]
