"""The changes to WeasyPrint's inside: what they do, what they leave, and for which version."""

import subprocess
import sys
import zlib

import pypdfium2
import pytest
import weasyprint
from weasyprint.formatting_structure import boxes

from documents import patching
from documents.coverage import PACK
from documents.patching import compression, fonts, outlines
from documents.rendering.press import press
from tests.documents.conftest import SAMPLES
from tests.documents.test_pages import CODE, LABEL, drawn

pytestmark = pytest.mark.pages

WORDS = "申请人自2025年3月起受雇于示例公司，双方口头约定“日工资260元”（按月结算），至今未付。" * 6
PAPERS = ["application_receipt", "grant_decision", "supplement_notice"]

#: Draws samples in a process of its own, justified but otherwise as WeasyPrint does it.
AS_IT_IS = """
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from django.conf import settings
settings.configure(SECRET_KEY="x", INSTALLED_APPS=["documents"])
import django; django.setup()
from documents import patching
patching.apply = patching.justification.apply
from documents.rendering import Imprint, paint
from tests.documents.conftest import SAMPLES
at = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
for name in sys.argv[4:]:
    content = paint(SAMPLES[name], Imprint(label=sys.argv[1], issued_at=at, check_code=sys.argv[2]))
    Path(sys.argv[3], name).write_bytes(content)
"""


def edges(text):
    """The right edge of every justified line of a paragraph, in points."""
    tools = press()
    sheet = weasyprint.CSS(
        string="@page{size:400pt 800pt;margin:20pt}p{margin:0;text-align:justify}"
    )
    page = tools.weasyprint.HTML(string=f'<html lang="zh-CN"><p>{text}').render(
        stylesheets=[tools.styles["letter"], sheet], font_config=tools.fonts
    )
    lines = [box for box in page.pages[0]._page_box.descendants() if isinstance(box, boxes.LineBox)]
    found = []
    for line in lines[:-1]:
        last = [box for box in line.descendants() if isinstance(box, boxes.TextBox)][-1]
        found.append((last.position_x + last.width) * 0.75)
    return found


def pixels(content):
    """Every page as a picture, by Chrome's engine."""
    with pypdfium2.PdfDocument(content) as pdf:
        return [bytes(page.render(scale=2).buffer) for page in pdf]


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
    patching.apply()

    assert inline.count_expandable_spaces is before


def test_another_version_of_weasyprint_is_refused(monkeypatch):
    monkeypatch.setattr(weasyprint, "VERSION", "71.0")

    with pytest.raises(RuntimeError, match=r"70\.0, not 71\.0"):
        patching.apply.__wrapped__()


def test_the_locked_version_is_the_one_it_was_written_for():
    assert weasyprint.VERSION == patching.WRITTEN_FOR


def test_a_quicker_paper_looks_the_same_dot_for_dot(root, tmp_path):
    subprocess.run(
        [sys.executable, "-c", AS_IT_IS, LABEL, CODE, str(tmp_path), *PAPERS], cwd=root, check=True
    )
    for name in PAPERS:
        as_it_is = (tmp_path / name).read_bytes()

        assert as_it_is != drawn(SAMPLES[name])  # else this compares a paper with itself
        assert pixels(as_it_is) == pixels(drawn(SAMPLES[name]))


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_remembered_and_everything_remembered_give_the_same_bytes(name):
    warm = [drawn.__wrapped__(SAMPLES[name]) for _ in range(2)]
    compression.compressed.cache_clear()
    fonts.subsets.kept.clear()
    outlines.kept.clear()

    assert {drawn.__wrapped__(SAMPLES[name]), *warm} == {warm[0]}
    assert fonts.subsets.kept
    assert outlines.kept


def test_a_subset_is_made_once_for_a_font_and_its_glyphs(monkeypatch):
    subsets, made = fonts.Subsets(), []
    monkeypatch.setattr(fonts, "KEPT", 2)
    monkeypatch.setattr(fonts, "subset", lambda *args, **how: made.append(args) or b"subset")

    class Font:
        hb_face, index, missing = object(), 0, {}

    for glyphs in [(1, 2), (1, 2), (1, 3), (1, 2), (1, 4), (1, 3)]:
        subsets.of(Font, glyphs, hinting=False)

    # (1, 3) was the oldest of three and is made again; (1, 2) was asked for in between.
    assert [glyphs for _, glyphs in made] == [(1, 2), (1, 3), (1, 4), (1, 3)]


def test_a_font_is_copied_whole_when_somebody_asks_for_its_bytes():
    tools = press()
    sheet = tools.weasyprint.CSS(string="p{font-family:'LA Latin'}")
    page = tools.weasyprint.HTML(string="<p>plain").render(
        stylesheets=[sheet], font_config=tools.fonts
    )
    page.write_pdf(full_fonts=True)
    [font] = page.fonts.values()

    assert font.file_content == (PACK / "LA-Latin-Regular.ttf").read_bytes()


def test_streams_are_compressed_at_the_chosen_level_and_come_back_whole():
    content = WORDS.encode() * 9

    assert zlib.decompress(compression.compressed(content)) == content
