"""One case from the counter to the archive, by five people who each log in for themselves."""

from datetime import timedelta

from django.utils import timezone

from cases.city.invention import identity_number
from cases.models import Case, CaseClock, CasePaper
from cases.states import Role, Status
from documents import drawing

APPLICANT = {
    "name": "张䶮",
    "id_type": "resident_id",
    "sex": "女",
    "phone": "13812345678",
    "address": "甘肃省平凉市崆峒区柳湖镇东街1号",
    "matter": "labour_pay",
    "cause": "支付劳动报酬",
    "stage": "first_instance",
    "opponents": "平凉某某建筑有限公司",
    "claim": "被告拖欠5个月工资共14000元。",
    "groups": ["农民工"],
    "household_size": 3,
    "monthly_income_yuan": "1860.50",
}
TESTS = {
    "person_qualifies": "yes",
    "means": "not_required",  # by Gansu's regulation
    "evidence": "工资欠条、身份证。",
    "opinion": "grant",
    "reasons": "农民工请求支付劳动报酬，不受经济困难条件限制。",
}


def register(clerk):
    clerk.page.locator("a[href='/cases/register/']:visible").first.click()
    birth = timezone.localdate().replace(year=1990, month=5, day=6)
    number = identity_number(birth, sex="女", serial=3)
    clerk.fill(APPLICANT | {"id_no": number, "birth_on": birth.isoformat()})
    for paper in ("identity", "application_form", "case_evidence", "group_proof"):
        clerk.page.check(f"[name=materials][value={paper}]")
    clerk.page.click(".press button.btn-primary")
    clerk.page.wait_for_url("**/cases/*-*-*/")
    return Case.objects.get()


def states(case, *codes):
    return [CaseClock.objects.filter(subject=case, code=code).latest("seq").state for code in codes]


def test_five_people_take_one_case_from_the_counter_to_the_archive(city, at_screen, scan):
    today = timezone.localdate()
    city.officer.memberships.create(role=Role.ARCHIVIST, office=city.agency)  # the fifth does both
    clerk, reviewer, head, officer, lawyer = (
        at_screen(city.people[name])
        for name in ("clerk", "reviewer", "supervisor", "officer", "lawyer")
    )

    case = register(clerk)
    assert case.opponents.get().name == "平凉某某建筑有限公司"
    assert "张䶮" in clerk.reads("main")
    assert states(case, "review", "acceptance") == ["running", "running"]

    in_a_week = (today + timedelta(days=7)).isoformat()
    clerk.do(case, "ask_for_papers", items=["group_proof"], reply_by=in_a_week)
    assert states(case, "review", "acceptance", "supplement") == ["paused", "paused", "running"]
    assert clerk.page.locator(".left-paused").count() >= 2  # the clocks stand, and the page says so

    clerk.do(case, "receive_papers", received=["group_proof"])
    assert states(case, "review", "acceptance", "supplement") == ["running", "running", "met"]
    assert clerk.page.locator(".clocks:not(.past) .left-paused").count() == 0

    clerk.do(case, "accept")
    reviewer.do(case, "recommend", **TESTS)
    head.do(case, "grant", aid_form="civil_litigation")
    assert states(case, "review", "acceptance", "assign") == ["met", "met", "running"]

    officer.do(case, "propose", lawyer=city.lawyers["lawyer"].pk)
    head.do(case, "approve", organ="平凉市崆峒区人民法院")
    lawyer.do(case, "sign", agreement=scan, power_of_attorney=scan)
    lawyer.do(case, "close", event="judgment", closed_on=today.isoformat(), result="won")
    papers = ["agreement", "notes", "pleadings", "outcome", "report"]
    lawyer.do(case, "report", papers=papers, summary="会见受援人，参加庭审。")
    officer.do(case, "archive", subsidy_yuan="1500")

    assert Case.objects.get().status == Status.ARCHIVED
    assert not CaseClock.objects.open().exists()
    assert case.history.count() == 12
    assert "张䶮" in officer.reads("main")
    open_each_paper(head, case)


def open_each_paper(person, case):
    """The worker has drawn them meanwhile; each opens in the browser as the PDF it is."""
    drawing.draw_pending(at=timezone.now())
    kinds = {paper.document.kind for paper in CasePaper.objects.select_related("document")}
    assert kinds == {
        "application_form", "application_receipt", "supplement_notice", "review_sheet",
        "grant_decision", "assignment_notice", "letter_to_organ", "progress_log",
        "closing_report", "dossier_cover", "dossier_catalogue", "payment_approval",
        "closing_note",
    }  # fmt: skip
    person.open(case)
    links = person.page.locator(".paper > a[href^='/papers/']")
    assert links.count() == case.papers.count()
    for link in links.all():
        answer = person.page.request.get(link.get_attribute("href"))
        assert answer.ok
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"].startswith("inline")
        assert answer.body().startswith(b"%PDF-")


def test_a_page_left_open_loses_nothing_when_a_colleague_was_quicker(city, at_screen):
    first, second = at_screen(city.clerk), at_screen(city.second_clerk)
    case = register(first)
    second.open(case)
    second.page.click("a[href$='/withdraw/']")
    second.page.fill("[name=request]", "申请人书面申请撤回。")
    first.do(case, "accept")

    second.page.click(".press button.btn")

    assert Case.objects.get().status == Status.ACCEPTED
    assert second.page.input_value("[name=request]") == "申请人书面申请撤回。"
    assert second.page.locator(".alert-danger, .errorlist").count()
