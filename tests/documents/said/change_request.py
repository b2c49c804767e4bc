from documents.kinds.change_request import Proof

FORM = (16, "")

SAID = {
    "change_request": [
        "更换法律援助人员申请表",
        "√受援人承办人员",
        "张䶮",
        "138****5678",
        "承办律师自接受指派后一个月内没有与受援人联系",
        "1.通话记录（2页）2.短信截图（1页）共3页",
        "第五十五条的规定更换法律援助人员",
        "工作人员（签名）：何敏2026年12月29日",
        "同意更换不同意更换负责人（签名）：年月日",
    ],
    "change_request_blank": ["共页", "工作人员（签名）：年月日"],
    "change_request_long": ["受援人√承办人员", "第2页共2页"],
}

PAGES = {"change_request_long": 2}

REFUSED = [
    ("change_request", {"firm": ""}, "names the present one"),
    ("change_request", {"proofs": (Proof(name="录音", pages=0),)}, "at least one page"),
    ("change_request", {"reasons": ""}, "An opinion is given on reasons"),
    ("change_request", {"phone": "13812345678"}, "are masked on a paper"),
]
