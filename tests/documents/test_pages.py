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

from documents import rendering
from documents.kinds.grant_decision.sample import AGENCY
from documents.rendering import NotDrawn, fetcher, paint
from tests.documents.conftest import AT, GRANT, SAMPLES

LABEL, CODE = "（平）援决字〔2026〕第12号", "0123456789abcdef"
ALWAYS = ["平凉市法律援助中心", LABEL, "核验码", "0123456789ABCDEF"]
SAID = {
    "grant_decision": [
        "给予法律援助决定书",
        "张䶮：",
        "你于2026年11月16日以请求支付拖欠劳动报酬纠纷为由",
        "并提交材料7件",
        "属于《中华人民共和国法律援助法》第三十一条第（五）项规定的范围",
        "你的家庭人均月收入为人民币壹仟捌佰陆拾元伍角整（￥1860.50），符合本地区",
        "第四十三条的规定，决定给予法律援助。本中心将于2026年11月23日前（含当日）",
        "为你提供民事诉讼代理的法律援助服务。",
        "二〇二六年十一月二十日",
    ],
    "grant_decision_provisional": [
        "马𠅤龙：",
        "经审查，距申请劳动争议仲裁的时效期限届满不足七日，需要及时申请仲裁。",
        "第四十四条的规定，决定先行提供法律援助。",
        "及时补办有关手续、补充有关材料。",
    ],
    "refusal_decision": [
        "不予法律援助决定书",
        "阿依古丽·买买提：",
        "经审查，你申请的事项不属于法律援助的范围，理由如下：",
        "返还借款人民币38000元",
        "免费法律咨询。",
        "第四十三条的规定，决定不予法律援助。",
        "第四十九条的规定向平凉市司法局提出，期限按本机构规则为自收到本决定书之日起十五日；",
        "二〇二六年十一月十三日",
    ],
    "supplement_notice": [
        "补充材料/说明通知书",
        "李龑：",
        "1.居民身份证复印件一份（原件当场核对）；",
        "4.被申请人2026年5月以后未支付赡养费的情况说明。",
        "请你于2026年12月2日前（含当日）",
        "视为撤回申请。",
        "2026年11月18日",
        "（联系人：何敏，电话：0933-0012348）",
    ],
    "assignment_notice": [
        "指派通知书",
        "甘肃正衡律师事务所：",
        "决定对张䶮请求支付拖欠劳动报酬纠纷一案提供民事诉讼代理法律援助",
        "请安排周子昂律师办理。",
        "姓名：张䶮性别：女电话：138****5678",
        "第二十七条的规定，于2026年11月30日前（含当日）与受援人签订委托协议",
        "2026年11月23日",
        "（联系人：何敏，电话：0933-0012348）",
    ],
}


@cache
def drawn(facts):
    return paint(facts, label=LABEL, issued_at=AT, check_code=CODE)


def reader(facts):
    return pypdf.PdfReader(io.BytesIO(drawn(facts)))


def text(facts):
    return re.sub(r"\s", "", "".join(page.extract_text() for page in reader(facts).pages))


def test_what_is_expected_names_every_sample():
    assert SAID.keys() == SAMPLES.keys()


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_paper_says_its_facts_on_one_page(name):
    page = text(SAMPLES[name])

    assert [words for words in SAID[name] + ALWAYS if words not in page] == []
    assert len(reader(SAMPLES[name]).pages) == 1


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_pdfium_draws_ink_for_every_character_and_red_for_head_and_seal(name):
    """Viewers differ in how they read fonts: this is Chrome's engine, Poppler's is looked at by eye."""
    with pypdfium2.PdfDocument(drawn(SAMPLES[name])) as pdf:
        bitmap = pdf[0].render(scale=2)
        channels, pixels = bitmap.n_channels, bytes(bitmap.buffer)
    blue, green, red = (pixels[place::channels] for place in range(3))
    dark = sum(value < 100 for value in red)
    crimson = sum(r > 150 and g < 90 and b < 90 for r, g, b in zip(red, green, blue, strict=True))
    assert dark > 100 * len(text(SAMPLES[name]))
    assert crimson > 20_000


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
        rendering, "_set", lambda html, assets: fetcher(assets).fetch("file:///etc/passwd")
    )

    with translation.override("en"), pytest.raises(NotDrawn, match="from outside"):
        paint(GRANT, label=LABEL, issued_at=AT, check_code=CODE)


def test_the_fetcher_serves_our_marks_and_nothing_else():
    from weasyprint.urls import FatalURLFetchingError

    ours = fetcher({"paper:seal": b"<svg/>"})

    assert ours.fetch("paper:seal").read() == b"<svg/>"
    for url in ("paper:other", "http://127.0.0.1/", "data:text/plain,x", "file:///etc/hostname"):
        with pytest.raises(FatalURLFetchingError):
            ours.fetch(url)


def test_a_missing_glyph_is_refused_by_its_code_point_alone():
    with pytest.raises(NotDrawn, match=r"U\+E863") as refusal:
        paint(replace(GRANT, recipient="王\ue863"), label=LABEL, issued_at=AT, check_code=CODE)

    assert "王" not in str(refusal.value)


def test_a_font_from_outside_the_pack_is_refused(monkeypatch):
    monkeypatch.setattr(rendering, "FAMILIES", rendering.FAMILIES - {"LA Hei"})

    with pytest.raises(NotDrawn, match="LA Hei"):
        paint(GRANT, label=LABEL, issued_at=AT, check_code=CODE)


def test_a_page_that_asks_for_a_fact_that_is_not_there_is_not_drawn(monkeypatch):
    monkeypatch.setattr(type(GRANT), "kind", "assignment_notice")

    with pytest.raises(LookupError, match=r"facts\.firm"):
        paint(GRANT, label=LABEL, issued_at=AT, check_code=CODE)


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
from documents.rendering import paint
at = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
for facts in SAMPLES.values():
    content = paint(facts, label=sys.argv[2], issued_at=at, check_code=sys.argv[3])
    print(hashlib.sha256(content).hexdigest())
"""


def test_the_same_facts_give_the_same_bytes_in_every_process_language_and_time_zone(root):
    names = ["grant_decision", "grant_decision_provisional"]
    here = [hashlib.sha256(drawn(SAMPLES[name])).hexdigest() for name in names]
    for seed, zone, language in (("1", "UTC", "en"), ("2", "Asia/Tokyo", "zh-hans")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"}
        there = subprocess.run(
            [sys.executable, "-c", ALONE, language, LABEL, CODE],
            cwd=root, env=environment, check=True, capture_output=True, text=True,
        ).stdout.split()  # fmt: skip

        assert there == here


def test_another_time_of_issue_gives_other_bytes():
    later = paint(GRANT, label=LABEL, issued_at=AT + timedelta(seconds=1), check_code=CODE)

    assert later != drawn(GRANT)


def test_threads_of_one_process_draw_the_same_paper():
    contents = []

    def work():
        contents.append(paint(GRANT, label=LABEL, issued_at=AT, check_code=CODE))

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


def test_only_rendering_and_justification_import_weasyprint(root):
    importing = {
        path.name
        for path in Path(root, "documents").rglob("*.py")
        if re.search(
            r"^\s*(import|from) weasyprint", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }

    assert importing == {"rendering.py", "justification.py"}
