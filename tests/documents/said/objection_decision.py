FORM = (20, "援异字")

SAID = {
    "objection_decision": [
        "法律援助异议审查决定书",
        "阿依古丽·买买提：",
        "你对平凉市法律援助中心于2026年11月13日就民间借贷纠纷作出的（平）援不决字〔2026〕第12号不予法律援助决定有异议，于2026年11月23日向本局提出。",
        "一、异议的事实和理由你认为家庭经济困难",
        "二、审查查明的情况你请求返还借款",
        "第四十九条的规定，本局决定：维持平凉市法律援助中心的上述决定。对本决定不服的，可以依法申请行政复议或者提起行政诉讼。",
        "二〇二六年十一月二十七日",
        "本件一式三份：异议人、法律援助机构各一份，存卷一份。",
    ],
    "objection_decision_corrected": [
        "马𠅤龙：",
        "作出的终止法律援助决定有异议",
        "责令平凉市法律援助中心改正上述决定，自收到本决定书之日起继续向你提供法律援助。",
    ],
    "objection_decision_long": ["李犇燚", "7.异议人称", "7.经审查借条", "—3—"],
}

PAGES = {"objection_decision_long": 3}

REFUSED = [
    ("objection_decision", {"finding": " "}, "what was found"),
    ("objection_decision", {"order": "重新审查"}, "or upholds"),
    ("objection_decision_corrected", {"order": ""}, "orders a correction"),
]
