"""Other offices: an organ notifies and is told, passes an application on; another agency looks into things."""

from datetime import timedelta

from cases.models import Case
from documents.kinds import KINDS
from tests.browser.conftest import played
from tests.cases.factories import case_in, registered
from tests.cases.moments import MORNING, TUESDAY

NOTICE = {
    "document_no": "（2026）甘0802刑初9号",
    "name": "马某",
    "no_id_reason": "身份不明",
    "cause": "盗窃罪",
    "stage": "first_instance",
    "reason": "impaired",
    "contact": "秦法官",
    "hearing_at": "2026-12-20T09:00",
    "hearing_place": "第三法庭",
    "papers": ["notice", "indictment"],
}


@played(1)
def test_an_organ_notifies_and_is_told_who_defends(city, reader, scan):
    liaison, clerk, officer, head = (
        reader(city.people[name]) for name in ("liaison", "clerk", "officer", "supervisor")
    )
    liaison.go("/organ/").finds("你单位尚未提交通知。", "You have handed in no notice yet.")
    liaison.press("a.btn-primary").fill(NOTICE | {"scans": scan})
    liaison.press(".press button")
    case = Case.objects.get()
    liaison.finds("正在确定律师。", "A lawyer is being chosen.")
    liaison.finds("最迟2026-11-06告知你单位", "You are told who it is by 2026-11-06")

    officer.do(case, "propose", lawyer=city.lawyers["lawyer"].pk)
    head.do(case, "approve")
    clerk.open(case).finds("尚未确认收到", "Not received yet", where="[aria-labelledby=organ]")
    clerk.do(case, "tell_organ", way="direct", receiver="秦法官", proof=scan)
    clerk.finds("由秦法官收到。", "by 秦法官.", where="[aria-labelledby=organ]")
    clerk.page.click("[aria-labelledby=clocks] > details > summary")
    clerk.finds("按期完成", "Met", where=".past")
    assert case.clocks.get(code="notify_assign").state == "met"

    liaison.go("/organ/").press(".c-case a")
    liaison.finds("已指派律师。", "A lawyer is assigned.")
    assert city.lawyers["lawyer"].name in liaison.reads("main")
    liaison.finds("由秦法官收到。", "by 秦法官.", where=".served")


@played(2)
def test_an_organ_sees_that_what_it_passed_on_came_within_its_hours(city, reader):
    for hours in (3, 30):
        got_at = MORNING - timedelta(hours=hours)
        registered(
            city, forwarded={"forwarded_by": "custody", "organ": city.organ, "got_at": got_at}
        )
    liaison = reader(city.liaison).go("/organ/")
    liaison.finds("24小时内", "within 24 hours", where=".left-ok")
    liaison.finds("超过24小时", "after more than 24 hours", where=".left-late")


@played(3)
def test_the_clock_stands_while_another_agency_looks_into_things(city, reader, scan):
    case = case_in(city, "accepted")
    reviewer = reader(city.reviewer)
    reviewer.open(case).do(
        case,
        "ask_cooperation",
        agency="西安市碑林区法律援助中心",
        region="陕西省西安市碑林区",
        items="申请人在你地的就业和收入情况",
        reply_by=(TUESDAY + timedelta(days=15)).isoformat(),
    )
    reviewer.finds("已暂停", "Paused", where=".clocks")
    assert reviewer.page.locator(".clocks .left-paused").count() == 2
    assert reviewer.page.locator(f".paper >> text={KINDS['cooperation_letter'].title}").count()

    reviewer.do(case, "receive_cooperation", findings="申请人在该地无固定收入。", papers=scan)
    reviewer.finds("还剩6天", "6 days left", where=".clocks")
    assert reviewer.page.locator(".clocks:not(.past) .left-paused").count() == 0
