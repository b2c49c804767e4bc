"""The font pack, and what is known of it without loading a font."""

import hashlib
import io

import pytest
from fontTools.ttLib import TTFont

from documents import coverage
from documents.coverage import PACK, legible, sentence, uncovered

FILES = [line.split() for line in (PACK / "MANIFEST.sha256").read_text().splitlines()]
FACES = [name for _, name in FILES if name.endswith(".ttf")]
NAMES = "㛃䶮𬭎龑犇燚𠅤𬍛𬱖㐂㑇𫖯𬀩喆堃赟玥"


def opened(name):
    return TTFont(io.BytesIO((PACK / name).read_bytes()), lazy=True)


def test_the_manifest_names_every_font_with_its_digest():
    assert set(FACES) == {path.name for path in PACK.glob("*.ttf")}
    for digest, name in FILES:
        assert hashlib.sha256((PACK / name).read_bytes()).hexdigest() == digest


def test_the_licences_travel_with_the_fonts():
    told = (PACK / "LICENSES.md").read_text(encoding="utf-8")

    assert [name for name in FACES if name not in told] == []
    assert "SIL OPEN FONT LICENSE Version 1.1" in (PACK / "OFL.txt").read_text(encoding="utf-8")
    assert "As a special exception" in (PACK / "GPL-fandol.txt").read_text(encoding="utf-8")


def test_the_pack_stays_small_enough_for_the_repository():
    assert sum(path.stat().st_size for path in PACK.iterdir()) < 35_000_000


@pytest.mark.parametrize("name", FACES)
def test_a_face_is_truetype_under_our_name_with_the_common_ascent(name):
    font = opened(name)
    scale = 1000 / font["head"].unitsPerEm

    assert "glyf" in font
    assert not {"CFF ", "GSUB", "GPOS", "fpgm"} & set(font.keys())
    assert font["name"].getDebugName(1) in {"LA Latin", "LA FangSong", "LA Song", "LA Hei"}
    assert "Liberation" not in font["name"].getDebugName(4)
    for ascent, descent in (
        (font["hhea"].ascent, font["hhea"].descent),
        (font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender),
    ):
        assert (round(ascent * scale), round(descent * scale)) == (880, -120)


def test_the_fangsong_face_leaves_money_and_latin_to_the_others():
    codes = opened("LA-FangSong.ttf").getBestCmap()

    assert not {ord("￥"), ord("＄"), ord("A"), ord("1")} & set(codes)
    assert {ord("·"), ord("“"), ord("援")} <= set(codes)


def test_what_is_called_covered_is_what_the_body_s_fonts_have(monkeypatch):
    monkeypatch.setattr(coverage, "extension", lambda: None)
    codes = set()
    for name in ("LA-Latin-Regular.ttf", "LA-FangSong.ttf", "LA-Song-Regular.ttf"):
        codes |= set(opened(name).getBestCmap())
    listed = {code for code in range(0x30000) if not uncovered(chr(code))} - {10}

    assert listed == {code for code in codes if code < 0x30000}


def test_rare_names_are_covered():
    assert uncovered(f"{NAMES}阿依古丽·买买提 José Müller ￥1,860.50\n“”——……") == ()


def test_what_nobody_can_type_again_is_made_legible():
    assert legible("甲\r\n乙\r丙") == "甲\n乙\n丙"
    assert legible("会见\t张😀\u200b。") == "会见 张〓 。"
    assert uncovered(legible("".join(map(chr, range(1, 0x300))))) == ()
    assert legible(NAMES) == NAMES


def test_what_is_not_covered_is_named_once_and_in_order():
    assert uncovered("王\ue863😀王\ue863\u202e") == ("\ue863", "😀", "\u202e")
    assert "😀 (U+1F600)" in sentence(("😀",))
    assert "\u202e" not in sentence(("\u202e",))
    assert "U+202E" in sentence(("\u202e",))
