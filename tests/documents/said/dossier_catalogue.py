from documents.kinds.dossier_catalogue import Filed

FORM = (None, "")

SAID = {
    "dossier_catalogue": [
        "卷内目录",
        "1法律援助审查表2026年7月9日1-2",
        "3给予法律援助决定书（平）援决字〔2026〕第12号2026年7月10日5",
        "4委托协议2026年7月15日6-8扫描件",
        "5张䶮与建筑公司劳动报酬纠纷判决书9-",
        "6法律援助案件结案报告表2026年11月20日",
    ],
    "dossier_catalogue_long": ["马𠅤龙", "（第60次）", "第4页共4页"],
    "dossier_catalogue_bare": ["无"],
}

PAGES = {"dossier_catalogue_long": 4}

REFUSED = [
    (
        "dossier_catalogue",
        {"entries": (Filed(title="甲", first_page=2), Filed(title="乙", first_page=1))},
        "counted in its order",
    ),
]
