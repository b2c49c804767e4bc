FORM = (5, "")

SAID = {
    "application_receipt": [
        "法律援助申请材料接收凭证",
        "张䶮",
        "1法律援助申请表1",
        "3居民身份证2复印件，原件已核",
        "以上材料共4项",
        "接收人：马明",
        "2026年11月16日",
    ],
    "application_receipt_long": ["李犇燚", "以上材料共40项", "第3页共3页"],
}

PAGES = {"application_receipt_long": 3}

REFUSED = [
    ("application_receipt", {"items": ()}, "lists what was received"),
]
