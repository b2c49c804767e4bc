from datetime import date

FORM = (7, "援协字")

SAID = {
    "cooperation_letter": [
        "法律援助协作函",
        "西安市碑林区法律援助中心：",
        "审查马𠅤龙以工伤保险待遇纠纷为由提出的法律援助申请",
        "2.申请人名下在西安市登记的不动产、机动车情况。",
        "请于2026年12月2日前（含当日）",
        "附件：1.法律援助申请表复印件2.经济困难状况说明表复印件",
        "2026年11月18日",
        "（联系人：何敏，电话：0933-0012348）",
        "本件一式二份：协作机构一份，存卷一份。",
    ],
    "cooperation_letter_long": [
        "据申请人陈述，其于2024年8月",
        "5.申请人在医院的就诊记录和费用清单",
        "—3—",
    ],
    "cooperation_letter_short": ["1.申请人2024年以来在西安市碑林区的居住和就业情况。请于"],
}

PAGES = {"cooperation_letter_long": 3}

REFUSED = [
    ("cooperation_letter", {"reply_by": date(2026, 11, 18)}, "leaves time"),
    ("cooperation_letter", {"items": ("a", " ")}, "looked into"),
]
