from datetime import date
from decimal import Decimal

import pytest

from documents.templatetags.papers import clause, in_copies, in_fours, paragraphs, width_class
from documents.wording import cn_amount, cn_count, cn_date, gb_date, yuan


def test_a_date_is_written_in_figures_without_leading_zeros():
    assert gb_date(date(2026, 3, 5)) == "2026年3月5日"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 22), "二〇二六年十一月二十二日"),
        (date(2030, 10, 10), "二〇三〇年十月十日"),
        (date(2027, 1, 31), "二〇二七年一月三十一日"),
    ],
)
def test_a_date_is_written_out(day, written):
    assert cn_date(day) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "零"), (3, "三"), (10, "十"), (15, "十五"), (20, "二十"), (99, "九十九")],
)
def test_a_count_is_written_out(number, written):
    assert cn_count(number) == written


@pytest.mark.parametrize("number", [-1, 100])
def test_a_count_beyond_two_figures_is_refused(number):
    with pytest.raises(ValueError, match="0 to 99"):
        cn_count(number)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("7", "柒元整"),
        ("10", "壹拾元整"),
        ("1860.50", "壹仟捌佰陆拾元伍角整"),
        ("10005", "壹万零伍元整"),
        ("10010.01", "壹万零壹拾元零壹分"),
        ("101000", "壹拾万壹仟元整"),
        ("1203000", "壹佰贰拾万叁仟元整"),
        ("1000100.10", "壹佰万零壹佰元壹角整"),
        ("100003000", "壹亿零叁仟元整"),
        ("100200300", "壹亿零贰拾万零叁佰元整"),
        ("123456789012.34", "壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分"),
        ("0.005", "壹分"),
    ],
)
def test_an_amount_is_written_in_capitals(amount, written):
    assert cn_amount(Decimal(amount)) == f"人民币{written}"


@pytest.mark.parametrize("amount", ["-1", "1000000000000"])
def test_an_amount_that_can_not_be_written_is_refused(amount):
    with pytest.raises(ValueError, match="million million"):
        cn_amount(Decimal(amount))


def test_an_amount_in_figures_has_two_places():
    assert yuan(Decimal("1860.5")) == "1860.50"


def test_a_check_code_is_read_in_fours():
    assert in_fours("0123456789abcdef") == "0123 4567 89AB CDEF"


def test_a_longer_name_is_set_smaller():
    assert [width_class("市" * length) for length in (11, 12, 16)] == ["short", "long", "longest"]


def test_a_clause_loses_its_full_stop_and_lines_become_paragraphs():
    assert clause(" 你的申请不属于范围。") == "你的申请不属于范围"
    assert paragraphs("一\n\n 二 \r\n") == ["一", "二"]


@pytest.mark.parametrize(
    ("receivers", "said"),
    [
        (("受援人", "卷宗"), "本件一式二份：受援人一份，存卷一份。"),
        (("受援人", "承办单位", "卷宗"), "本件一式三份：受援人、承办单位各一份，存卷一份。"),
        (("办案机关", "受援人"), "本件一式二份：办案机关、受援人各一份。"),
    ],
)
def test_the_copies_of_a_letter_are_counted(receivers, said):
    assert in_copies(receivers) == said
