FORM = (9, "援决字")

SAID = {
    "grant_decision": [
        "给予法律援助决定书",
        "张䶮：",
        "你于2026年11月16日以请求支付拖欠劳动报酬纠纷为由",
        "并提交材料7件",
        "属于《中华人民共和国法律援助法》第三十一条第（五）项规定的范围",
        "你的家庭人均月收入为人民币壹仟捌佰陆拾元伍角整（￥1860.50），符合本地区",
        "第四十三条的规定，决定给予法律援助。本中心将于2026年11月23日前（含当日）",
        "为你提供民事诉讼代理的法律援助服务。",
        "二〇二六年十一月二十日",
        "本件一式二份：受援人一份，存卷一份。",
    ],
    "grant_decision_provisional": [
        "马𠅤龙：",
        "经审查，距申请劳动争议仲裁的时效期限届满不足七日，需要及时申请仲裁。",
        "第四十四条的规定，决定先行提供法律援助。",
        "及时补办有关手续、补充有关材料。",
    ],
    "grant_decision_ordered": [
        "本中心曾决定不予法律援助；你提出异议后，平凉市司法局以（平司）援异字〔2026〕第3号异议审查决定书责令本中心改正。",
        "第四十三条、第四十九条的规定，决定给予法律援助。",
    ],
}

REFUSED = [
    ("grant_decision", {"means": None}, "scope and the finding"),
    ("grant_decision", {"scope_basis": ""}, "scope and the finding"),
    ("grant_decision_ordered", {"ordered_by": ""}, "names the bureau and the number"),
    ("grant_decision_provisional", {"provisional_ground": ""}, "names its ground"),
]
