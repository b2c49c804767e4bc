"""What concerns the person who applies: known already, papers brought, data of their own."""

import zipfile

from cases.city.scans import png
from cases.models import Applicant, Case
from tests.browser.conftest import played
from tests.cases.factories import registered
from tests.cases.reading import facts_of_paper

PHONE = {"viewport": {"width": 390, "height": 844}}


@played(6)
def test_who_seems_to_apply_a_second_time_is_asked_about(city, reader):
    first = registered(city, applicant={"name": "梁金凤", "phone": "13982418944"})
    clerk = reader(city.clerk).go("/cases/register/")
    clerk.fill(
        {
            "name": "梁金凤",
            "id_no": first.applicant.id_no,
            "phone": "13982418944",
            "address": "西街163号",
            "matter": "labour_pay",
            "cause": "支付劳动报酬",
            "stage": "first_instance",
            "opponents": "某某建筑有限公司",
            "claim": "拖欠工资14000元，另有加班费",
        }
    )
    clerk.press("[data-register]")
    clerk.finds("可能是同一件申请", "It may be the same application", where=".same")
    assert first.number in clerk.reads(".same")
    assert clerk.page.input_value("[name=claim]") == "拖欠工资14000元，另有加班费"
    clerk.finds("身份证件号码相同。", "The identity number is the same.", where=".same")

    clerk.page.check(".same [type=checkbox]")
    clerk.press("[data-register]")
    assert Case.objects.count() == 2
    clerk.finds("可能重复", "Perhaps the same", where="#likenesses")


@played(7)
def test_papers_are_photographed_and_the_notice_asks_for_the_rest(city, reader, tmp_path):
    photo = tmp_path / "工资表.png"
    photo.write_bytes(png(60, 84))
    case = registered(city, materials=["application_form"])
    clerk = reader(city.clerk, **PHONE)
    clerk.open(case).do(case, "receive_evidence", photos_case_evidence=str(photo))
    assert "工资表.png" in clerk.reads(".checklist")

    clerk.press("a[href$='/ask_for_papers/']")
    asked = clerk.page.locator("[name=items]:checked").evaluate_all(
        "all => all.map(it => it.value)"
    )
    assert asked == ["identity", "means_statement"]
    clerk.press(".press button.btn-primary")
    [identity, means] = facts_of_paper(case, "supplement_notice")["items"]
    assert identity.startswith("身份证明")
    assert means.startswith("经济困难状况说明表")


@played(8)
def test_data_are_shown_for_a_minute_copied_and_corrected(city, reader):
    case = registered(city, applicant={"phone": "13982418944"})
    number = case.applicant.id_no
    clerk, head = reader(city.clerk), reader(city.supervisor)
    clerk.open(case)
    assert number not in clerk.reads("main")
    clerk.press("a[href$='/personal/']")
    clerk.page.check("[name=what][value=id_no]")
    clerk.page.locator("[name=reason]").first.check()
    with clerk.page.expect_response("**/personal/") as shown:
        clerk.press(".press button")
    assert shown.value.headers["refresh"].startswith("60; ")
    assert number in clerk.reads(".facts")
    clerk.press("a.btn-primary")

    clerk.press("a[href$='/data/']").press("a[href$='/copy/']")
    clerk.page.locator("[name=asked_by]").first.check()
    clerk.page.check("[name=identity_seen]")
    clerk.fill({"words": "本人到窗口要求"})
    with clerk.page.expect_download() as handed:
        clerk.page.click("main .press button")
    with zipfile.ZipFile(handed.value.path()) as copy:
        page = copy.read("my-data.html").decode()
    assert number in page
    assert {"zh-hans": "本案中与您有关的", "en": "everything that is held about you"}[
        clerk.language
    ] in page

    clerk.go(f"{case.get_absolute_url()}data/").press("a[href$='/correction/']")
    clerk.fill({"what": "phone", "value": "13982418945", "why": "号码写错一位"})
    clerk.press(".press button").finds("更正申请已提交", "The correction is filed")
    head.go(f"{case.get_absolute_url()}data/").press("[href*='/corrections/']")
    head.press("[value=accept]").finds("已更正。", "The value is corrected.")
    assert Applicant.objects.get().phone == "13982418945"
