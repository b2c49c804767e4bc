"""The counter by keyboard alone, and drafts that outlive the browser."""

import sys
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.city.invention import identity_number
from cases.models import Case, IntakeDraft
from tests.cases.factories import PASSWORD

#: Keys that a complete application may cost beside its characters (docs/reference/figures.md).
MOST = 22
BORN = date(1990, 5, 6)


class Keys:
    """A hand at the keyboard: characters that must be typed anyway, and keys beside them."""

    def __init__(self, page):
        self.page, self.characters, self.beside = page, 0, 0

    def type(self, text):
        self.page.keyboard.insert_text(text)  # as an input method does
        self.characters += len(text)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.beside += 1

    @property
    def focused(self):
        return self.page.evaluate("document.activeElement.name")


@pytest.fixture
def counter(city, at_screen):
    clerk = at_screen(city.clerk, viewport={"width": 1366, "height": 768})
    clerk.page.goto("/cases/register/")
    return clerk.page


def test_a_complete_application_is_registered_by_keyboard_alone(counter):
    hand = Keys(counter)
    for name, text in (("name", "张䶮"), ("id_no", identity_number(BORN, sex="女", serial=3))):
        assert hand.focused == name
        hand.type(text)
        hand.press("Enter")
    hand.type("138 1234 5678")
    expect(counter.locator("[name=birth_on]")).to_have_value(f"{BORN}")  # while one types
    hand.press("Enter")
    assert hand.focused == "address"
    hand.type("甘肃省平凉市崆峒区柳湖镇东街1号")
    hand.press("Enter", "4", "Enter")  # migrant worker
    assert hand.focused == "matter"
    hand.press("0", "9", "Enter")  # wages; the usual cause is filled in
    assert hand.focused == "stage"
    hand.press("0", "3", "Enter")  # first instance; the station's own court is filled in
    assert hand.focused == "limitation_on"
    hand.press("Enter")
    assert hand.focused == "opponents"
    hand.type("平凉某某建筑有限公司")
    hand.press("Tab")
    hand.type("拖欠工资14000元。")
    hand.page.keyboard.press("Enter")  # in a text a new line, and nothing is sent
    hand.type("多次催要未果。")
    hand.press("Tab", "Enter")
    assert hand.focused == "household_size"
    hand.type("3")
    hand.press("Enter")
    hand.type("1860.50")
    hand.press("Enter", "1", "3", "4")
    hand.press("Control+Enter")
    counter.wait_for_url("**/cases/*-*-*/")

    case = Case.objects.get()
    sys.stdout.write(f"Keys beside {hand.characters} characters: {hand.beside}\n")
    assert (case.applicant.sex, case.applicant.birth_on.year) == ("女", 1990)
    assert case.applicant.phone == "13812345678"
    assert (case.matter, case.cause, case.stage) == (
        "labour_pay",
        "追索劳动报酬纠纷",
        "first_instance",
    )
    assert (case.intake.organ_kind, case.intake.organ) == ("court", "崆峒区人民法院")
    assert case.claim == "拖欠工资14000元。\n多次催要未果。"
    assert case.groups == ["农民工"]
    assert set(case.materials) == {
        "identity",
        "application_form",
        "means_statement",
        "case_evidence",
    }
    assert not IntakeDraft.objects.exists()
    assert hand.beside <= MOST


def test_a_draft_outlives_the_browser_and_the_session(counter, city, new_screen):
    counter.fill("[name=name]", "梁金凤")
    counter.fill("[name=claim]", "拖欠工资")
    soon = timezone.localdate() + timedelta(days=3)
    counter.fill("[name=limitation_on]", soon.isoformat())
    assert counter.locator("[data-urgent]").is_visible()
    counter.dispatch_event("[name=claim]", "change")
    counter.wait_for_url("**/cases/register/?draft=*")
    counter.context.clear_cookies(name="sessionid")  # the session is over, the page is still there
    counter.fill("[name=address]", "西街163号")
    counter.dispatch_event("[name=address]", "change")
    counter.wait_for_selector("[data-saved] a")
    counter.context.close()  # and the browser crashes

    page = new_screen()
    page.goto("/cases/register/")
    page.fill("[name=username]", city.clerk.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.click(".draft a")
    page.wait_for_url("**/?draft=*")
    values = [page.input_value(f"[name={name}]") for name in ("name", "claim", "address")]
    assert values == ["梁金凤", "拖欠工资", "西街163号"]
    assert page.locator("[data-urgent]").is_visible()


def test_without_script_enter_saves_a_draft_and_registers_nothing(city, new_screen):
    page = new_screen(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto("/cases/register/")
    page.fill("[name=username]", city.clerk.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/cases/register/")
    page.fill("[name=name]", "梁金凤")
    page.press("[name=name]", "Enter")
    page.wait_for_url("**/?draft=*")

    assert page.input_value("[name=name]") == "梁金凤"
    assert not Case.objects.exists()
