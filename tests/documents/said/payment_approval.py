from decimal import Decimal

FORM = (None, "")

SAID = {
    "payment_approval": [
        "法律援助办案补贴审批表",
        "领取人王喆堃",
        "人民币壹仟捌佰元整（￥1800.00）",
        "审核人：邓洁",
        "审批人（签名）：",
    ],
    "payment_approval_long": ["赵赟玥", "人民币玖佰玖拾玖元伍角整（￥999.50）"],
}

REFUSED = [
    ("payment_approval", {"amount": Decimal(0)}, "nothing to approve"),
]
