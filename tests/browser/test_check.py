"""Somebody with a cheap phone and no script checks a paper, by its code and by its file."""

import pytest

from documents import drawing
from tests.cases.moments import MORNING
from tests.cases.reading import paper as newest

PHONE = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}


@pytest.fixture
def paper(transactional_db):
    from tests.cases.factories import build_city, case_in

    case = case_in(build_city(), "granted")
    drawing.draw_pending(at=MORNING)
    return newest(case, "grant_decision").document


def test_a_paper_is_checked_on_a_phone_without_script(paper, new_screen):
    page = new_screen(**PHONE)
    page.goto("/check/")
    page.fill("[name=code]", paper.check_code.upper())
    page.click("main button >> nth=0")
    page.wait_for_url(f"**/check/{paper.check_code}")

    assert paper.label in page.inner_text("dl")
    assert page.locator(".verdict.good").count() == 1
    page.goto("/check/")
    page.set_input_files("[name=file]", paper.pdf.path)
    page.click("main button >> nth=1")
    page.wait_for_selector(".verdict.good")

    assert paper.label in page.inner_text("dl")
    page.click(".languages button")
    page.wait_for_load_state()
    assert page.get_attribute("html", "lang") == "en"


def test_the_page_is_as_wide_as_the_phone(paper, new_screen):
    page = new_screen(viewport={"width": 390, "height": 844})
    for path in ("/check/", f"/check/{paper.check_code}", "/check/0000000000000000"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
