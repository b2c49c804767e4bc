from datetime import date

FORM = (15, "援介字")

SAID = {
    "introduction_letter": [
        "法律援助机构介绍信",
        "平凉市不动产登记中心：",
        "兹介绍本中心指派的法律援助人员王喆堃（甘肃正衡律师事务所，执业证号16208201510123456）前往你处",
        "受援人李犇燚离婚后财产纠纷法律援助一案",
        "查询、复制被告名下",
        "有效期至2026年12月24日（含当日）",
        "（联系人：何敏，电话：0933-0012348）",
    ],
    "introduction_letter_bare": ["王喆堃（甘肃正衡律师事务所）前往", "有效期至2026年11月24日"],
    "introduction_letter_long": ["9.调取位于", "—3—"],
}

PAGES = {"introduction_letter_long": 3}

REFUSED = [
    ("introduction_letter", {"valid_until": date(2026, 11, 23)}, "a day at least"),
    ("introduction_letter", {"purpose": "\n"}, "comes for"),
]
