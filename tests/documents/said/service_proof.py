FORM = (22, "")

SAID = {
    "service_proof": [
        "送达回证",
        "受送达人张䶮",
        "√直接送达",
        "公告送达",
        "1给予法律援助决定书（平）援决字〔2026〕第12号1",
        "2补充材料/说明通知书（平）援补字〔2026〕第7号1",
        "送达人马明",
    ],
    "service_proof_long": ["李犇燚（成年家属）", "√转交送达", "第40号2", "第3页共3页"],
    "service_proof_bare": ["1给予法律援助决定书", "受送达人签收"],
}

PAGES = {"service_proof_long": 3}

REFUSED = [
    ("service_proof", {"papers": ()}, "lists what was served"),
]
