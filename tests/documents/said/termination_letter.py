FORM = (19, "援终函字")

SAID = {
    "termination_letter": [
        "终止法律援助公函",
        "平凉市崆峒区人民法院：",
        "曾以（平）民援函字〔2026〕第12号法律援助公函函告你单位，指派甘肃正衡律师事务所周子昂律师担任受援人张䶮请求支付拖欠劳动报酬纠纷一案的诉讼代理人。",
        "第四十八条第一款第（六）项规定的情形，本中心于2026年12月9日作出（平）援终字〔2026〕第12号终止法律援助决定书",
        "周子昂律师不再以法律援助人员的身份参加本案。",
        "2026年12月9日",
        "（联系人：何敏，电话：0933-0012348）",
    ],
    "termination_letter_bare": ["本中心指派甘肃正衡律师事务所", "马𠅤龙"],
    "termination_letter_long": ["王喆堃、周子昂律师", "—2—"],
}

PAGES = {"termination_letter_long": 2}

REFUSED = [
    ("termination_letter", {"organ": ""}, "names the organ"),
    ("termination_letter", {"item": 0}, "eight grounds"),
]
