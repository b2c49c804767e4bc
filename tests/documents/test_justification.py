"""The change to WeasyPrint's inside, and that it is refused for a version it was not made for."""

import pytest
import weasyprint
from weasyprint.formatting_structure import boxes

from documents import justification
from documents.rendering import press

WORDS = "申请人自2025年3月起受雇于示例公司，双方口头约定“日工资260元”（按月结算），至今未付。" * 6


def edges(text):
    """The right edge of every justified line of a paragraph, in points."""
    tools = press()
    sheet = weasyprint.CSS(
        string="@page{size:400pt 800pt;margin:20pt}p{margin:0;text-align:justify}"
    )
    page = tools.weasyprint.HTML(string=f'<html lang="zh-CN"><p>{text}').render(
        stylesheets=[tools.style, sheet], font_config=tools.fonts
    )
    lines = [box for box in page.pages[0]._page_box.descendants() if isinstance(box, boxes.LineBox)]
    found = []
    for line in lines[:-1]:
        last = [box for box in line.descendants() if isinstance(box, boxes.TextBox)][-1]
        found.append((last.position_x + last.width) * 0.75)
    return found


def test_chinese_lines_end_even():
    found = edges(WORDS)

    assert len(found) > 8
    assert max(found) - min(found) < 1


def test_lines_without_chinese_are_justified_as_before():
    found = edges("A line of plain words that has spaces to widen. " * 12)

    assert max(found) - min(found) < 1


def test_applying_twice_changes_nothing():
    press()
    from weasyprint.layout import inline

    before = inline.count_expandable_spaces
    justification.apply()

    assert inline.count_expandable_spaces is before


def test_another_version_of_weasyprint_is_refused(monkeypatch):
    press()
    monkeypatch.setattr(weasyprint, "VERSION", "71.0")

    with pytest.raises(RuntimeError, match=r"70\.0, not 71\.0"):
        justification.apply()


def test_the_locked_version_is_the_one_it_was_written_for():
    assert weasyprint.VERSION == justification.WRITTEN_FOR
