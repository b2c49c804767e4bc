from xml.etree import ElementTree

import pytest

from documents.marks import check_mark, seal


def test_a_seal_carries_the_agency_s_name_as_outlines_and_says_that_it_is_a_sample():
    tree = ElementTree.fromstring(seal("平凉市法律援助中心"))  # noqa: S314  (our own)
    paths = [element for element in tree if element.tag.endswith("path")]

    assert len(paths) == 9 + len("样章")
    assert all(path.get("d") for path in paths)
    assert not [element for element in tree.iter() if element.tag.endswith("text")]


@pytest.mark.parametrize(
    "name", ["甲", "新疆维吾尔自治区巴音郭楞蒙古自治州法律援助中心", "㛃䶮𠅤中心"]
)
def test_a_seal_can_be_cut_for_any_name(name):
    assert seal(name).count(b"<path") == len(name) + 2


def test_a_name_without_a_glyph_has_no_seal():
    with pytest.raises(LookupError, match=r"U\+E863"):
        seal("王\ue863")


def test_a_check_mark_is_a_drawing_without_a_size_of_its_own():
    tree = ElementTree.fromstring(check_mark("（平）援决字〔2026〕第12号 0123456789abcdef"))  # noqa: S314

    assert tree.get("viewBox")
    assert tree.get("width") is None
    assert check_mark("甲") != check_mark("乙")
