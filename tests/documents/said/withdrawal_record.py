FORM = (None, "")

SAID = {
    "withdrawal_record": [
        "撤回法律援助申请记录",
        "张䶮",
        "√申请人书面撤回视为撤回",
        "对方已经付清工资，本人撤回法律援助申请。",
        "经办人（签名）：马明",
        "2026年11月19日",
    ],
    "withdrawal_record_deemed": [
        "马𠅤龙",
        "申请人书面撤回√视为撤回",
        "（平）援补字〔2026〕第12号",
        "2026年12月2日",
        "2.劳动关系的证明。",
        "第四十三条的规定，视为撤回申请",
        "秦岚",
    ],
    "withdrawal_record_bare": ["1.居民身份证复印件一份（原件当场核对）。"],
    "withdrawal_record_long": ["李犇燚", "12.本人与对方当事人", "第2页共2页"],
}

PAGES = {"withdrawal_record_long": 2}

REFUSED = [
    ("withdrawal_record_deemed", {"items": ()}, "papers did not come"),
    ("withdrawal_record_deemed", {"reply_by": None}, "papers did not come"),
]
