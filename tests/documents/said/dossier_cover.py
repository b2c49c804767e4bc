from datetime import date

FORM = (None, "")

SAID = {
    "dossier_cover": [
        "法律援助案件卷宗",
        "受援人张䶮",
        "办理结果部分胜诉",
        "归档日期2026年11月20日归档人邓洁",
        "本卷共46页",
    ],
    "dossier_cover_long": ["赵赟玥", "补缴社会保险费纠纷"],
    "dossier_cover_bare": ["马𠅤龙", "办理结果终止法律援助", "本卷共页"],
}

REFUSED = [
    ("dossier_cover", {"filed_on": date(2026, 11, 1)}, "after its case has ended"),
]
