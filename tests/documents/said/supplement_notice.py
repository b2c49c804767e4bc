FORM = (6, "援补字")

SAID = {
    "supplement_notice": [
        "补充材料/说明通知书",
        "李龑：",
        "1.居民身份证复印件一份（原件当场核对）；",
        "4.被申请人2026年5月以后未支付赡养费的情况说明。",
        "请你于2026年12月2日前（含当日）",
        "视为撤回申请。",
        "2026年11月18日",
        "（联系人：何敏，电话：0933-0012348）",
        "本件一式二份：申请人一份，存卷一份。",
    ]
}

REFUSED = [
    ("supplement_notice", {"items": ()}, "lists what is missing"),
    ("supplement_notice", {"items": ("a", " ")}, "lists what is missing"),
]
