"""Somebody with a cheap phone and no script reads how the case stands; a clerk answers a question."""

import pytest

from tests.cases.asking import PHONE as TELEPHONE
from tests.cases.reading import paper as newest

PHONE = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}


@pytest.fixture
def city(transactional_db):
    from tests.cases.factories import build_city

    return build_city()


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth")


def test_from_the_square_code_to_the_answer_on_a_phone_without_script(city, new_screen):
    from tests.cases.factories import case_in

    case = case_in(city, "refused")
    code = newest(case, "refusal_decision").document.check_code
    page = new_screen(**PHONE)
    page.goto(f"/check/{code}")
    page.fill("[name=digits]", case.applicant.id_no[-4:])
    page.click("section form button")
    page.wait_for_selector("#object")

    assert city.bureau.name in page.inner_text("main")
    assert case.applicant.name not in page.inner_text("body")
    assert wide(page) <= 390
    page.reload()  # the four are asked for again, or sent again by the person: nothing is kept
    assert [one["name"] for one in page.context.cookies()] == ["csrftoken"]


def test_typed_by_hand_with_the_keyboard_alone(city, new_screen):
    from tests.cases.factories import case_in

    case = case_in(city, "supplementing")
    code = newest(case, "supplement_notice").document.check_code
    page = new_screen(**PHONE)
    page.goto("/status/")
    page.focus("#code")
    page.keyboard.type(code)
    page.keyboard.press("Tab")
    page.keyboard.type("0000")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.input_value("#code") == code
    page.fill("#digits", case.applicant.id_no[-4:])
    page.keyboard.press("Enter")
    page.wait_for_selector("#turn")
    assert wide(page) <= 390


def test_a_question_at_the_counter_is_taken_down_with_the_keyboard(city, new_screen):
    from tests.browser.conftest import Person

    clerk = Person(new_screen(), city.clerk).log_in()
    page = clerk.page
    page.goto("/consultations/new/")
    page.focus("[name=name]")
    page.keyboard.type("申小满")
    page.keyboard.press("Tab")
    page.keyboard.type(TELEPHONE)
    page.select_option("[name=matter_1]", "labour_pay")
    page.focus("[name=question_1]")
    page.keyboard.type("拖欠三个月工资，怎么办？")
    page.keyboard.press("Tab")
    page.keyboard.type("可以申请法律援助。")
    page.focus("[name=handling][value=apply]")
    page.keyboard.press("Space")
    page.focus("form.asking .press button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".questions")
    page.click("form[action$='/apply/'] button")
    page.wait_for_url("**/cases/register/?draft=*")
    assert wide(page) <= 1366
