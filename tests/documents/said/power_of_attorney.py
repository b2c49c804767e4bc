FORM = (3, "")

SAID = {
    "power_of_attorney": [
        "授权委托书",
        "姓名张䶮",
        "王喆堃",
        "执业证号16208201510000012",
        "我与平凉某某建筑劳务有限公司请求支付拖欠劳动报酬纠纷一案的一审阶段，作为我的诉讼代理人。",
        "√特别授权：除前项所列外",
        "委托人（签名或者捺印）：",
        "本委托书一式三份",
    ],
    "power_of_attorney_general": [
        "在我工伤保险待遇纠纷一案的劳动争议仲裁阶段，作为我的代理人。",
        "√一般授权：",
    ],
    "power_of_attorney_defence": [
        "在李犇燚涉嫌盗窃罪一案的审查起诉阶段，担任李犇燚的辩护人。",
        "辩护人依照法律规定会见",
    ],
}

REFUSED = [
    ("power_of_attorney_defence", {"scope": "special"}, "neither general nor special"),
]
