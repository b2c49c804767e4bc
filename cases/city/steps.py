"""What the people of the demo do at each step: the real actions, with what they would fill in."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from cases.actions.accept import accept_case
from cases.actions.aid_first import grant_aid_first
from cases.actions.approve import approve_assignment
from cases.actions.archive import archive_case
from cases.actions.ask_cooperation import ask_cooperation
from cases.actions.ask_for_papers import ask_for_papers
from cases.actions.close import close_case
from cases.actions.correct_objection import correct_objection
from cases.actions.decline import decline_case
from cases.actions.deem_withdrawn import deem_withdrawn
from cases.actions.examine_objection import examine_objection
from cases.actions.file_objection import file_objection
from cases.actions.grant import grant_case
from cases.actions.issue_letters import introduce_lawyer
from cases.actions.log_handling import log_handling
from cases.actions.propose import propose_lawyer
from cases.actions.receive_cooperation import receive_cooperation
from cases.actions.receive_later_papers import receive_later_papers
from cases.actions.receive_papers import receive_papers
from cases.actions.recommend import recommend
from cases.actions.redirect import redirect_case
from cases.actions.refuse import refuse_case
from cases.actions.replace_lawyer import replace_lawyer
from cases.actions.report import report_case
from cases.actions.return_report import return_report
from cases.actions.return_to_review import return_to_review
from cases.actions.send_back import send_back
from cases.actions.serve_termination import serve_termination
from cases.actions.sign import sign_agreement
from cases.actions.terminate import terminate_case
from cases.actions.withdraw import withdraw_case
from cases.city import matters
from cases.city.offices import REGIONS
from cases.city.scans import scan
from cases.city.scene import Scene, absent, aid_form_of, means_of, organ_of
from cases.codes import ClosingPaper, HandlingKind, MeansTest, Stage
from cases.conditions import missing_materials

Step = Callable[[Scene], None]
STEPS: dict[str, Step] = {}


def step(play: Step) -> Step:
    """Known by its name in the plots, without the stroke that keeps it apart from its action."""
    STEPS[play.__name__.rstrip("_")] = play
    return play


# Papers and review


@step
def accept(scene: Scene) -> None:
    scene.do(accept_case, scene.clerk)


@step
def ask_for_papers_(scene: Scene) -> None:
    items = missing_materials(scene.case) or absent(scene.case)
    scene.do(ask_for_papers, scene.clerk, items=items, reply_by=scene.named)


@step
def ask_for_papers_in_review(scene: Scene) -> None:
    items = ["最近六个月的银行流水", "村（居）民委员会出具的收入证明"]
    scene.do(ask_for_papers, scene.reviewer, items=items, reply_by=scene.named)


@step
def receive_papers_(scene: Scene) -> None:
    scene.do(receive_papers, scene.clerk, received=list(scene.case.papers_asked_for))


@step
def ask_cooperation_(scene: Scene) -> None:
    scene.do(
        ask_cooperation,
        scene.reviewer,
        agency="西安市碑林区法律援助中心",
        region="陕西省西安市碑林区",
        items=["申请人在你地的就业和收入情况", "申请人在你地是否享受社会救助"],
        reply_by=scene.named,
    )


@step
def receive_cooperation_(scene: Scene) -> None:
    scene.do(
        receive_cooperation,
        scene.reviewer,
        findings="经核查，申请人在该地无固定收入，未享受社会救助。",
    )


@step
def recommend_(scene: Scene) -> None:
    scene.do(
        recommend,
        scene.reviewer,
        person_qualifies=True,
        scope_basis=matters.scope(scene.case.matter),
        means=means_of(scene.case),
        evidence="身份证明、申请表、经济困难状况说明表及案件材料，经核对与原件一致。",
        opinion="grant",
        reasons="申请人身份属实，申请事项属于法律援助范围，建议给予法律援助。",
        why_means="住院支出较大，扣除后人均月收入不高于标准。",
    )


@step
def recommend_refusal(scene: Scene) -> None:
    scene.do(
        recommend,
        scene.reviewer,
        person_qualifies=True,
        scope_basis=matters.scope(scene.case.matter),
        means=MeansTest.NOT_MET,
        evidence="信息核查结果：家庭名下有两处房产，人均月收入高于标准。",
        opinion="refuse",
        reasons="不符合经济困难标准，建议不予法律援助。",
        why_means="信息核查发现未申报的房产和收入。",
    )


@step
def return_to_review_(scene: Scene) -> None:
    scene.do(return_to_review, scene.head, why="请补充核对家庭人口和收入。")


# Decisions


@step
def grant(scene: Scene) -> None:
    scene.do(grant_case, scene.head, aid_form=aid_form_of(scene.case))


@step
def refuse(scene: Scene) -> None:
    reasons = "经核查，申请人家庭人均月收入高于本地经济困难标准。"
    scene.do(refuse_case, scene.head, code="no_hardship", reasons=reasons)


# Objections


@step
def object_(scene: Scene) -> None:
    facts = {
        "objector": "applicant",
        "name": scene.case.applicant.name,
        "filed_by": "counter",
        "received_at": scene.at,
        "decision_received_on": scene.today,
        "grounds": "名下的第二处房产已经抵债，现无其他收入，家庭经济确有困难。",
    }
    submission = f"objection:{scene.case.number}"
    scene.do(file_objection, scene.clerk, facts=facts, submission=submission)


def _of_bureau(scene: Scene, action: Callable[..., Any], **facts: Any) -> None:
    [waits] = scene.case.objections.waiting()
    action(objection_id=waits.pk, by=scene.staff.bureau[0], at=scene.at, **facts)


@step
def examine(scene: Scene) -> None:
    _of_bureau(
        scene, examine_objection, asked="请于二日内送交审查案卷，并书面说明核查经济状况的依据。"
    )


@step
def order_correction(scene: Scene) -> None:
    _of_bureau(
        scene,
        correct_objection,
        finding="经向不动产登记机构核实，该处房产已于申请前过户抵债。异议人家庭人均月收入低于本地经济困难标准。",
        order="自收到本决定书之日起给予法律援助",
        carry_out_by=scene.named,
    )


@step
def aid_first(scene: Scene) -> None:
    scene.do(
        grant_aid_first,
        scene.head,
        ground="limit_near",
        ground_on=scene.today + timedelta(days=3),
        aid_form=aid_form_of(scene.case),
        papers_by=scene.named,
    )


@step
def receive_later_papers_(scene: Scene) -> None:
    scene.do(receive_later_papers, scene.clerk, received=absent(scene.case))


# Assignment


@step
def propose(scene: Scene) -> None:
    """The officer names somebody who passes every rule, and still will at the approval."""
    candidates = scene.random.sample(scene.lawyers, len(scene.lawyers))
    chosen = next(
        lawyer
        for lawyer in candidates
        if not any(scene.case.obstacles(lawyer, on=day) for day in (scene.today, scene.until))
    )
    scene.do(propose_lawyer, scene.staff.officers[0], lawyer_id=chosen.pk)


@step
def send_back_(scene: Scene) -> None:
    scene.do(send_back, scene.head, why="该律师近期案件较多，请另行提名。")


@step
def approve(scene: Scene) -> None:
    scene.do(approve_assignment, scene.head, organ=organ_of(scene.case))


@step
def decline(scene: Scene) -> None:
    code = scene.random.choice(("workload", "conflict", "illness"))
    scene.do(decline_case, scene.lawyer, code=code)


@step
def sign(scene: Scene) -> None:
    number = scene.case.number
    scene.do(
        sign_agreement,
        scene.lawyer,
        agreement=scan(f"委托协议-{number}.pdf", f"Legal aid agreement, case {number}"),
        power_of_attorney=scan(f"授权委托书-{number}.pdf", f"Power of attorney, case {number}"),
    )


@step
def replace_lawyer_(scene: Scene) -> None:
    scene.do(
        replace_lawyer, scene.head, code="unable", why="承办律师因病不能继续承办，受援人同意更换。"
    )


# In hand


@step
def introduce(scene: Scene) -> None:
    scene.do(
        introduce_lawyer,
        scene.staff.officers[0],
        to=f"{REGIONS[scene.case.station.code]}市场监督管理局",
        purpose="查询、复制对方当事人的企业登记档案。",
        valid_until=scene.today + timedelta(days=30),
    )


@step
def log_meeting(scene: Scene) -> None:
    _log(scene, HandlingKind.MEETING, "会见受援人，了解案情，告知诉讼风险。", HandlingKind.FILING)


@step
def log_step(scene: Scene) -> None:
    done, words, following = scene.random.choice(
        (
            (HandlingKind.FILING, "向法院（仲裁委）递交立案材料。", HandlingKind.HEARING),
            (HandlingKind.EVIDENCE, "调取证据，走访证人。", HandlingKind.HEARING),
            (HandlingKind.HEARING, "参加开庭，发表代理意见。", HandlingKind.JUDGMENT),
            (HandlingKind.FILE_READING, "阅卷并整理证据目录。", HandlingKind.HEARING),
        )
    )
    _log(scene, done, words, following)


def _log(scene: Scene, kind: str, note: str, following: str) -> None:
    scene.do(
        log_handling,
        scene.lawyer,
        kind=kind,
        happened_on=scene.today,
        note=note,
        next_kind=following,
        next_on=scene.named,
    )


# The end


@step
def close(scene: Scene) -> None:
    event, result = scene.random.choice(
        (
            ("judgment", "won"),
            ("judgment", "partly_won"),
            ("judgment", "mediated"),
            ("settlement", "settled"),
        )
    )
    if scene.case.stage == Stage.LABOUR_ARBITRATION:
        event = "award"
    scene.do(close_case, scene.lawyer, closed_on=scene.today, event=event, result=result)


@step
def report(scene: Scene) -> None:
    scene.do(
        report_case,
        scene.lawyer,
        papers=[one.value for one in ClosingPaper],
        organ=scene.case.station.name.removesuffix("法律援助工作站"),
        summary=(
            "指派后及时会见受援人，告知权利义务和法律风险，收集、核对证据。\n"
            "参加审理和调解，围绕争议焦点发表意见，主要意见被采纳。办理情况已向受援人通报。"
        ),
        recovered_yuan=Decimal(scene.random.choice((3600, 8200, 12600, 18000, 25400))),
    )


@step
def return_report_(scene: Scene) -> None:
    scene.do(return_report, scene.staff.archivists[0], missing="缺少会见笔录和裁判文书送达回证。")


@step
def archive(scene: Scene) -> None:
    subsidy = Decimal(scene.random.choice((1200, 1500, 1800, 2400)))
    scene.do(archive_case, scene.staff.archivists[0], subsidy_yuan=subsidy)


@step
def archive_terminated(scene: Scene) -> None:
    scene.do(archive_case, scene.staff.archivists[0], subsidy_yuan=Decimal(500))


@step
def withdraw(scene: Scene) -> None:
    scene.do(withdraw_case, scene.clerk, request="双方已经和解，申请人书面申请撤回。")


@step
def deem_withdrawn_(scene: Scene) -> None:
    scene.do(deem_withdrawn, scene.head)


@step
def redirect(scene: Scene) -> None:
    why = "办案机关不在本市，告知申请人向有管辖权的法律援助机构申请。"
    scene.do(redirect_case, scene.clerk, to="庆阳市西峰区法律援助中心", why=why)


@step
def terminate(scene: Scene) -> None:
    ground, reasons = scene.random.choice(
        (
            ("own_lawyer", "受援人自行委托了律师代理本案。"),
            ("requested", "受援人与对方和解，申请终止法律援助。"),
            ("means_changed", "受援人经济状况发生变化，不再符合经济困难标准。"),
        )
    )
    scene.do(terminate_case, scene.head, ground=ground, reasons=reasons)


@step
def serve_termination_(scene: Scene) -> None:
    scene.do(serve_termination, scene.staff.archivists[0], served_on=scene.today)
