"""Found by a person: what the rules propose to a reviewer, and what the bureau finds of a refusal."""

from cases.models import Case, Objection
from cases.states import Role, Status
from tests.browser.conftest import played
from tests.cases.factories import case_in
from tests.cases.reading import facts_of_paper


@played(4)
def test_a_refusal_that_was_objected_to_is_corrected(city, reader):
    city.supervisor.memberships.create(role=Role.BUREAU, office=city.bureau)
    case = case_in(city, "refused")
    clerk, bureau, head = (
        reader(city.people[name]) for name in ("clerk", "bureau_officer", "supervisor")
    )
    clerk.open(case).press("a[href$='/objections/new/']")
    clerk.fill({"grounds": "工资已经停发，家庭没有其他收入。"})
    clerk.press(".press button")
    objection = Objection.objects.get()
    clerk.finds("司法局审查人员", "Bureau officer", where=".glance")

    head.go(f"{objection.get_absolute_url()}examine/")
    head.finds("您已以“中心负责人”身份办理过本案", "You acted as “Head of agency” on this case")

    bureau.go("/").press(f"a[href='{objection.get_absolute_url()}']")
    bureau.press("a[href$='/examine/']").press(".press button")
    bureau.press("a[href$='/correct/']").fill({"finding": "经查，申请人家庭人均收入低于标准。"})
    bureau.press(".press button")
    assert objection.number in bureau.reads("h1")
    bureau.finds("轮到谁办 中心负责人", "Whose turn Head of agency", where=".glance")

    head.open(case).finds("司法局已责令改正", "The bureau has ordered a correction")
    head.do(case, "reopen_on_objection")
    assert Case.objects.get().status == Status.GRANTED


@played(5)
def test_a_reviewer_finds_otherwise_than_the_rules_propose(city, reader):
    case = case_in(city, "accepted")
    admin, reviewer, head = (
        reader(city.people[name]) for name in ("admin", "reviewer", "supervisor")
    )
    admin.go("/eligibility/").finds(
        "请录入省级规定的标准", "enter the line that the province has set"
    )

    reviewer.open(case).press("a[href$='/recommend/']")
    reviewer.finds("规则提示", "What the rules propose")
    reviewer.finds("另一名管理员确认", "another confirms it", where=".trail")
    reviewer.fill({"scope_basis": "", "means": "met", "opinion": "refuse"})
    reviewer.fill({"evidence": "工资表。", "reasons": "属于合伙分红纠纷。"})
    reviewer.press(".press button.btn-primary")
    reviewer.finds("与规则提示不同，请说明理由", "otherwise than proposed on the scope: say why")
    assert reviewer.page.input_value("[name=evidence]") == "工资表。"
    reviewer.fill({"why_scope": "双方没有劳动关系。"})
    reviewer.press(".press button.btn-primary")

    head.go(f"{case.get_absolute_url()}refuse/")
    head.finds("与规则提示不同：双方没有劳动关系。", "otherwise than proposed: 双方没有劳动关系。")
    assert "双方没有劳动关系。" in str(facts_of_paper(case, "review_sheet"))
