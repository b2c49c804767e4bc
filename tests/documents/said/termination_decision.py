FORM = (18, "援终字")

SAID = {
    "termination_decision": [
        "终止法律援助决定书",
        "张䶮：你因请求支付拖欠劳动报酬纠纷一案申请法律援助",
        "于2026年11月20日以（平）援决字〔2026〕第12号决定书决定给予法律援助，由甘肃正衡律师事务所承办。现查明：",
        "自行委托甘肃某某律师事务所",
        "第四十八条第一款第（六）项规定的“受援人自行委托律师或者其他代理人”的情形",
        "决定终止法律援助。",
        "第四十九条的规定向平凉市司法局提出，期限按本机构规则为自收到本决定书之日起十五日；",
        "二〇二六年十二月九日",
        "本件一式三份：受援人、承办单位各一份，存卷一份。",
    ],
    "termination_decision_bare": [
        "赵赟玥：",
        "决定给予法律援助。现查明：",
        "第（七）项",
        "依照《办理法律援助案件程序规定》第二十二条的规定为",
        "本件一式二份：受援人一份，存卷一份。",
    ],
    "termination_decision_long": ["7.经向有关部门核查", "第（四）项", "—3—"],
}

PAGES = {"termination_decision_long": 3}

REFUSED = [
    ("termination_decision", {"item": 9}, "eight grounds"),
    ("termination_decision", {"reasons": " "}, "the facts"),
    ("termination_decision", {"ground": ""}, "the facts"),
    ("termination_decision", {"objection_confirmed": True}, "names its article"),
]
