"""What the papers look like and say. A page is drawn once and looked at by several tests."""

import hashlib
import io
import os
import re
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from django.utils import translation
from PIL import ImageChops

from documents.kinds.grant_decision.sample import AGENCY
from documents.management.commands.draw_samples import imprint_of
from documents.rendering import Asset, Imprint, NotDrawn, paint, painting
from documents.rendering.press import fetcher
from documents.templatetags.papers import box
from tests.documents import drawn as samples
from tests.documents.conftest import AT, GRANT, SAMPLES
from tests.documents.said import PAGES, SAID

pytestmark = pytest.mark.pages

LABEL, CODE = "（平）援决字〔2026〕第12号", "0123456789abcdef"
IMPRINT = Imprint(label=LABEL, issued_at=AT, check_code=CODE)


@cache
def drawn(facts):
    return paint(facts, IMPRINT)


def reader(facts):
    return pypdf.PdfReader(io.BytesIO(drawn(facts)))


def text(facts):
    return words_of(reader(facts))


def words_of(pdf):
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))


@cache
def sample(name):
    return pypdf.PdfReader(io.BytesIO(samples.drawn(name)))


def test_what_is_expected_names_every_sample():
    assert SAID.keys() == SAMPLES.keys()


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_paper_says_its_facts_on_the_pages_it_should_have(name):
    said, imprint = words_of(sample(name)), imprint_of(SAMPLES[name])

    always = [imprint.label, "核验码", imprint.check_code.upper()]
    assert [words for words in [*SAID[name], *always] if words not in said] == []
    assert SAMPLES[name].agency.name in said
    assert len(sample(name).pages) == PAGES.get(name, 1)


def inked(page):
    """Dots that are dark, and dots that are red."""
    red, green, blue = page.render(scale=2).to_pil().convert("RGB").split()
    strong = red.point(lambda value: 255 * (value > 150))
    pure = ImageChops.lighter(green, blue).point(lambda value: 255 * (value < 90))
    crimson = ImageChops.darker(strong, pure)
    return sum(red.histogram()[:100]), crimson.histogram()[255]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_pdfium_draws_ink_for_every_character_and_red_for_head_and_seal(name):
    """Viewers differ in how they read fonts: this is Chrome's engine, Poppler's is looked at by eye."""
    with pypdfium2.PdfDocument(samples.drawn(name)) as pdf:
        dark, red = (sum(counts) for counts in zip(*(inked(page) for page in pdf), strict=True))
    ink = {"letter": 100, "form": 45}[
        SAMPLES[name].style
    ]  # dots a character: forms are set smaller
    assert dark > ink * len(words_of(sample(name)))
    assert (red > 20_000) is SAMPLES[name].sealed


def test_the_words_in_the_pdf_are_those_of_the_chinese_character_not_of_a_radical():
    assert "⼀" not in text(GRANT)
    assert "䶮" in text(GRANT)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"income": None}, "你的经济状况符合本地区法律援助经济困难标准"),
        ({"means": "not_required"}, "属于申请法律援助不受经济困难条件限制的情形"),
        ({"means": "not_checked"}, "第四十二条规定的人员，免予核查经济困难状况"),
        ({"income": Decimal(0)}, "人民币零元整（￥0.00）"),
        ({"papers_count": 0}, "提出法律援助申请。经审查"),
    ],
)
def test_the_decision_says_what_was_found_on_means(changes, said):
    assert said in text(replace(GRANT, **changes))


def test_a_confirmed_limit_for_objections_names_its_article():
    facts = replace(
        SAMPLES["refusal_decision"],
        objection_confirmed=True,
        objection_basis="《办理法律援助案件程序规定》第二十二条",
    )

    assert "期限依照《办理法律援助案件程序规定》第二十二条的规定为自收到" in text(facts)
    assert "按本机构规则" not in text(facts)


def test_hostile_facts_come_out_as_text():
    hostile = '<img src="file:///etc/passwd"><script>1</script>{{ facts }}</p></article>&amp;'
    page = text(replace(GRANT, recipient=hostile, cause="</style><b>粗</b>"))

    assert re.sub(r"\s", "", hostile) in page
    assert "</style><b>粗</b>" in page


def test_a_page_that_asks_for_a_file_from_outside_is_not_drawn(monkeypatch):
    monkeypatch.setattr(
        painting,
        "_set",
        lambda html, facts, assets, *rest: fetcher(assets).fetch("file:///etc/passwd"),
    )

    with translation.override("en"), pytest.raises(NotDrawn, match="from outside"):
        paint(GRANT, IMPRINT)


def test_the_fetcher_serves_our_marks_and_nothing_else():
    from weasyprint.urls import FatalURLFetchingError

    ours = fetcher({"paper:seal": Asset(b"<svg/>")})

    assert ours.fetch("paper:seal").read() == b"<svg/>"
    for url in ("paper:other", "http://127.0.0.1/", "data:text/plain,x", "file:///etc/hostname"):
        with pytest.raises(FatalURLFetchingError):
            ours.fetch(url)


def test_a_missing_glyph_is_refused_by_its_code_point_alone():
    with pytest.raises(NotDrawn, match=r"U\+E863") as refusal:
        paint(replace(GRANT, recipient="王\ue863"), IMPRINT)

    assert "王" not in str(refusal.value)


def test_a_font_from_outside_the_pack_is_refused(monkeypatch):
    monkeypatch.setattr(painting, "FAMILIES", painting.FAMILIES - {"LA Hei"})

    with pytest.raises(NotDrawn, match="LA Hei"):
        paint(GRANT, IMPRINT)


def test_a_page_that_asks_for_a_fact_that_is_not_there_is_not_drawn(monkeypatch):
    monkeypatch.setattr(type(GRANT), "kind", "assignment_notice")

    with pytest.raises(LookupError, match=r"facts\.firm"):
        paint(GRANT, IMPRINT)


@pytest.mark.parametrize(
    ("value", "when", "ticked"),
    [("yes", {}, True), ("", {}, False), ("a", {"when": "a"}, True), ("a", {"when": "b"}, False),
     (False, {"when": False}, True), ("", {"when": ""}, True)],
)  # fmt: skip
def test_a_box_is_ticked_for_a_value_or_for_the_one_it_waits_for(value, when, ticked):
    assert ("√" in box(value, "是", **when)) is ticked
    assert "&lt;b&gt;" in box(value, "<b>", **when)


def test_only_the_pack_s_fonts_are_used_as_truetype():
    fonts = {}
    for page in reader(GRANT).pages:
        for font in page["/Resources"]["/Font"].values():
            [descendant] = font.get_object()["/DescendantFonts"]
            descendant = descendant.get_object()
            fonts[font["/BaseFont"].split("+")[1]] = descendant["/FontDescriptor"]

    assert {name.split(",")[0].rsplit("-Bold")[0] for name in fonts} == {
        "LA-Latin", "LA-FangSong", "LA-Song", "LA-Hei"
    }  # fmt: skip
    assert all("/FontFile2" in descriptor for descriptor in fonts.values())


def test_the_file_is_made_for_the_archive_and_dated_by_its_issue():
    pdf = reader(GRANT)

    assert b'pdfaid:part="3"' in pdf.xmp_metadata.stream.get_data()
    assert pdf.trailer["/Root"]["/OutputIntents"]
    assert pdf.metadata["/CreationDate"] == "D:20261120093000+08'00"
    assert pdf.metadata.title == f"给予法律援助决定书 {LABEL}"
    assert pdf.metadata.author == AGENCY.name
    assert pdf.trailer["/Root"]["/Lang"] == "zh-CN"


def test_a_long_paper_goes_on_and_its_seal_is_not_alone():
    long = replace(SAMPLES["refusal_decision"], reasons="你提交的材料不能证明你的主张。\n" * 12)
    pages = [re.sub(r"\s", "", page.extract_text()) for page in reader(long).pages]

    assert len(pages) == 2
    assert "特此决定。" in pages[1]
    assert "—2—" in pages[1]
    assert "—1—" not in pages[0]


def test_a_paper_that_is_a_line_too_long_is_set_closer_on_one_page():
    reasons = SAMPLES["refusal_decision"].reasons + "\n你提交的材料不能证明借款关系存在。"

    assert len(reader(replace(SAMPLES["refusal_decision"], reasons=reasons)).pages) == 1


@pytest.mark.parametrize(
    "name", ["平凉市崆峒区法律援助中心", "新疆维吾尔自治区巴音郭楞蒙古自治州法律援助中心"]
)
def test_an_agency_with_a_long_name_has_its_paper_on_one_page(name):
    facts = replace(GRANT, agency=replace(AGENCY, name=name))

    assert text(facts).count(name) == 2  # head and signature; the seal is a picture
    assert len(reader(facts).pages) == 1


ALONE = """
import hashlib, sys
from datetime import datetime
from zoneinfo import ZoneInfo
from django.conf import settings
settings.configure(SECRET_KEY="x", INSTALLED_APPS=["documents"], LANGUAGE_CODE=sys.argv[1])
import django; django.setup()
from documents.kinds.grant_decision.sample import SAMPLES
from documents.rendering import Imprint, paint
at = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
for facts in SAMPLES.values():
    content = paint(facts, Imprint(label=sys.argv[2], issued_at=at, check_code=sys.argv[3]))
    print(hashlib.sha256(content).hexdigest())
"""


def test_the_same_facts_give_the_same_bytes_in_every_process_language_and_time_zone(root):
    names = [name for name, facts in SAMPLES.items() if facts.kind == "grant_decision"]
    here = [hashlib.sha256(drawn(SAMPLES[name])).hexdigest() for name in names]
    for seed, zone, language in (("1", "UTC", "en"), ("2", "Asia/Tokyo", "zh-hans")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"}
        there = subprocess.run(
            [sys.executable, "-c", ALONE, language, LABEL, CODE],
            cwd=root, env=environment, check=True, capture_output=True, text=True,
        ).stdout.split()  # fmt: skip

        assert there == here


def test_another_time_of_issue_gives_other_bytes():
    later = paint(GRANT, replace(IMPRINT, issued_at=AT + timedelta(seconds=1)))

    assert later != drawn(GRANT)


def test_threads_of_one_process_draw_the_same_paper():
    contents = []

    def work():
        contents.append(paint(GRANT, IMPRINT))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(contents) == {drawn(GRANT)}
    assert len(contents) == 3


def test_a_process_that_draws_nothing_does_not_load_weasyprint(root):
    script = ALONE.split("at = ")[0] + "assert 'weasyprint' not in sys.modules"

    subprocess.run([sys.executable, "-c", script, "en"], cwd=root, check=True)


def test_no_page_marks_a_value_as_safe_or_puts_one_into_a_style_or_an_address(root):
    pages = [*Path(root, "documents").rglob("*.html")]
    assert len(pages) >= 5
    for page in pages:
        source = page.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|<style|style=|(src|href)=\"[^\"]*\{", source), (
            page
        )


def test_only_rendering_and_patching_import_weasyprint(root):
    importing = {
        path.relative_to(root, "documents").parts[0]
        for path in Path(root, "documents").rglob("*.py")
        if re.search(
            r"^\s*(import|from) weasyprint", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }

    assert importing == {"rendering", "patching"}


def test_a_provisional_last_day_says_so_on_the_paper():
    firm, open_ = text(GRANT), text(replace(GRANT, assign_by_provisional=True))
    said = "该日期暂定，国务院办公厅放假通知公布后可能调整"
    assert said not in firm
    assert f"前（含当日）（{said}）指派" in open_
