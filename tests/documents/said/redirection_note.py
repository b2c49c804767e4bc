FORM = (None, "")

SAID = {
    "redirection_note": [
        "法律援助申请转引告知单",
        "赵赟玥",
        "追索抚养费纠纷",
        "一审",
        "庆阳市西峰区法律援助中心",
        "本案由庆阳市西峰区人民法院审理",
        "第三十八条的规定",
        "申请人（签名）：",
        "经办人：马明",
        "2026年11月16日",
    ],
    "redirection_note_bare": ["马𠅤龙"],
    "redirection_note_long": ["李犇燚", "13.申请人就第13处工地", "第3页共3页"],
}

PAGES = {"redirection_note_long": 3}

REFUSED = [
    ("redirection_note", {"to": " "}, "where to go"),
    ("redirection_note", {"why": ""}, "and why"),
]
