"""Dates, amounts and counts as Chinese official papers write them. Plain Python."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

DIGITS = "〇一二三四五六七八九"
CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def gb_date(day: date) -> str:
    """2026年11月22日, as GB/T 9704-2012 7.3.5.4 wants it."""
    return f"{day.year}年{day.month}月{day.day}日"


def cn_date(day: date) -> str:
    """二〇二六年十一月二十二日, as judgments and many decisions sign."""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{cn_count(day.month)}月{cn_count(day.day)}日"


def cn_count(number: int) -> str:
    """A count from 0 to 99: 三, 十五, 二十."""
    if not 0 <= number <= 99:
        raise ValueError("Counts are written out from 0 to 99.")
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones] if ones else "零"
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


def yuan(amount: Decimal) -> str:
    """1860.50: two places, no thousands separator."""
    return str(amount.quantize(Decimal("0.01"), ROUND_HALF_UP))


def cn_amount(amount: Decimal) -> str:
    """人民币壹仟捌佰陆拾元伍角整: the capitals that can't be altered by a stroke."""
    whole, cents = divmod(int(amount.quantize(Decimal("0.01"), ROUND_HALF_UP) * 100), 100)
    if amount < 0 or whole >= 10**12:
        raise ValueError("Amounts are written out from 0 to under a million million yuan.")
    jiao, fen = divmod(cents, 10)
    text = f"{_capitals(whole)}元" if whole or not cents else ""
    if jiao:
        text += f"{CAPITALS[jiao]}角"
    elif fen and whole:
        text += "零"
    text += f"{CAPITALS[fen]}分" if fen else "整"
    return f"人民币{text}"


def _capitals(number: int) -> str:
    """Groups of four digits under 亿 and 万; one 零 for any run of zeros inside the number."""
    if not number:
        return "零"
    text, gap = "", False
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        if digit == "0":
            gap = True
        else:
            text += ("零" if gap else "") + CAPITALS[int(digit)] + ("", "拾", "佰", "仟")[place % 4]
            gap = False
        if place in {4, 8} and number // 10**place % 10_000:
            text += {4: "万", 8: "亿"}[place]
            gap = False
    return text
