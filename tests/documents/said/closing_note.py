FORM = (None, "")

SAID = {
    "closing_note": [
        "卷内备考表",
        "共14件，46页",
        "原件由受援人张䶮保存。",
        "立卷人：邓洁",
        "2026年11月24日",
    ],
    "closing_note_long": ["马𠅤龙", "立卷人：赵赟玥", "第2页共2页"],
    "closing_note_bare": ["共14件，页", "检查人："],
}

PAGES = {"closing_note_long": 2}

REFUSED = [
    ("closing_note", {"items": -1}, "below zero"),
]
