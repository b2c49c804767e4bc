FORM = (10, "援不决字")

SAID = {
    "refusal_decision": [
        "不予法律援助决定书",
        "阿依古丽·买买提：",
        "经审查，你申请的事项不属于法律援助的范围，理由如下：",
        "返还借款人民币38000元",
        "免费法律咨询。",
        "第四十三条的规定，决定不予法律援助。",
        "第四十九条的规定向平凉市司法局提出，期限按本机构规则为自收到本决定书之日起十五日；",
        "二〇二六年十一月十三日",
        "本件一式二份：申请人一份，存卷一份。",
    ]
}

REFUSED = [
    ("refusal_decision", {"reasons": " \n"}, "ground and its reasons"),
    ("refusal_decision", {"refusal_ground": ""}, "ground and its reasons"),
    ("refusal_decision", {"objection_confirmed": True}, "names its article"),
]
