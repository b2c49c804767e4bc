"""Each move of a case and of an objection: its action, who usually makes it, with which facts."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from cases.actions import (
    accept,
    aid_first,
    approve,
    archive,
    ask_cooperation,
    ask_for_papers,
    close,
    correct_objection,
    decline,
    deem_withdrawn,
    examine_objection,
    grant,
    issue_letters,
    log_handling,
    propose,
    receive_cooperation,
    receive_later_papers,
    receive_papers,
    recommend,
    redirect,
    refuse,
    reopen_on_objection,
    replace_lawyer,
    report,
    return_report,
    return_to_review,
    send_back,
    serve_termination,
    sign,
    tell_organ,
    terminate,
    uphold_objection,
    withdraw,
)
from cases.city.scans import scan
from cases.codes import ClosingPaper, Material
from cases.models import Case, Lawyer
from cases.states import Role, Status


def free_lawyer(case: Case, at: datetime) -> int:
    """The first lawyer with an account who may take the case."""
    for lawyer in Lawyer.objects.filter(user__isnull=False).select_related("firm").order_by("pk"):
        if not case.obstacles(lawyer, on=localdate(at)):
            return lawyer.pk
    raise AssertionError("No lawyer may take this case.")


#: Each move: its action, who makes it, and its usual facts from the case and the moment.
MOVES: dict[str, tuple[Any, Role, Any]] = {
    "ask_for_papers": (
        ask_for_papers.ask_for_papers,
        Role.CLERK,
        lambda case, at: {
            "items": [Material.CASE_EVIDENCE.value],
            "reply_by": localdate(at) + timedelta(days=7),
        },
    ),
    "receive_papers": (
        receive_papers.receive_papers,
        Role.CLERK,
        lambda case, at: {"received": list(case.papers_asked_for)},
    ),
    "deem_withdrawn": (deem_withdrawn.deem_withdrawn, Role.SUPERVISOR, lambda case, at: {}),
    "withdraw": (
        withdraw.withdraw_case,
        Role.CLERK,
        lambda case, at: {"request": "对方已经支付，申请撤回。"},
    ),
    "redirect": (
        redirect.redirect_case,
        Role.CLERK,
        lambda case, at: {"to": "西峰区法律援助中心", "why": "办案机关在西峰区。"},
    ),
    "accept": (accept.accept_case, Role.CLERK, lambda case, at: {}),
    "ask_cooperation": (
        ask_cooperation.ask_cooperation,
        Role.REVIEWER,
        lambda case, at: {
            "agency": "西安市碑林区法律援助中心",
            "region": "陕西省西安市碑林区",
            "items": ["申请人在你地的就业和收入情况"],
            "reply_by": localdate(at) + timedelta(days=15),
        },
    ),
    "receive_cooperation": (
        receive_cooperation.receive_cooperation,
        Role.REVIEWER,
        lambda case, at: {"findings": "申请人在该地无固定收入。"},
    ),
    "recommend": (
        recommend.recommend,
        Role.REVIEWER,
        lambda case, at: {
            "person_qualifies": True,
            "scope_basis": "《中华人民共和国法律援助法》第三十一条第（五）项",
            "means": "met",
            "evidence": "工资表、经济困难状况说明表。",
            "opinion": "grant",
            "reasons": "符合法律援助条件。",
            # Kept only where a test is found otherwise than the rules propose.
            "why_scope": "案件材料另有说明。",
            "why_means": "核查情况另有说明。",
        },
    ),
    "return_to_review": (
        return_to_review.return_to_review,
        Role.SUPERVISOR,
        lambda case, at: {"why": "请核实家庭收入。"},
    ),
    "grant": (
        grant.grant_case,
        Role.SUPERVISOR,
        lambda case, at: {"aid_form": "civil_litigation"},
    ),
    "refuse": (
        refuse.refuse_case,
        Role.SUPERVISOR,
        lambda case, at: {"code": "no_hardship", "reasons": "家庭人均收入高于标准。"},
    ),
    "aid_first": (
        aid_first.grant_aid_first,
        Role.SUPERVISOR,
        lambda case, at: {
            "ground": "limit_near",
            "ground_on": localdate(at) + timedelta(days=3),
            "aid_form": "civil_litigation",
            "papers_by": localdate(at) + timedelta(days=10),
        },
    ),
    "propose": (
        propose.propose_lawyer,
        Role.OFFICER,
        lambda case, at: {"lawyer_id": free_lawyer(case, at)},
    ),
    "send_back": (
        send_back.send_back,
        Role.SUPERVISOR,
        lambda case, at: {"why": "请另派一名律师。"},
    ),
    "approve": (
        approve.approve_assignment,
        Role.SUPERVISOR,
        lambda case, at: {"organ": "崆峒区人民法院"},
    ),
    "decline": (decline.decline_case, Role.LAWYER, lambda case, at: {"code": "workload"}),
    "sign": (
        sign.sign_agreement,
        Role.LAWYER,
        lambda case, at: {
            "agreement": scan("agreement.pdf", f"Agreement {case.number}"),
            "power_of_attorney": scan("poa.pdf", f"Power of attorney {case.number}"),
        },
    ),
    "replace_lawyer": (
        replace_lawyer.replace_lawyer,
        Role.SUPERVISOR,
        lambda case, at: {"code": "unable", "why": "受援人申请更换。"},
    ),
    "terminate": (
        terminate.terminate_case,
        Role.SUPERVISOR,
        lambda case, at: {"ground": "own_lawyer", "reasons": "受援人另行委托了律师。"},
    ),
    "close": (
        close.close_case,
        Role.LAWYER,
        lambda case, at: {"closed_on": localdate(at), "event": "judgment", "result": "won"},
    ),
    "report": (
        report.report_case,
        Role.LAWYER,
        lambda case, at: {
            "papers": [one.value for one in ClosingPaper],
            "summary": "会见受援人，参加庭审，发表代理意见。",
        },
    ),
    "return_report": (
        return_report.return_report,
        Role.ARCHIVIST,
        lambda case, at: {"missing": "缺少会见笔录。"},
    ),
    "archive": (
        archive.archive_case,
        Role.ARCHIVIST,
        lambda case, at: {"subsidy_yuan": Decimal("1500.00")},
    ),
    "reopen_on_objection": (
        reopen_on_objection.reopen_on_objection,
        Role.SUPERVISOR,
        lambda case, at: {"aid_form": "civil_litigation"} if case.status == Status.REFUSED else {},
    ),
    # Not moves: the steps between
    "write_to_organ": (
        issue_letters.write_to_organ,
        Role.OFFICER,
        lambda case, at: {"organ": "平凉市中级人民法院"},
    ),
    "introduce": (
        issue_letters.introduce_lawyer,
        Role.OFFICER,
        lambda case, at: {
            "to": "平凉市不动产登记中心",
            "purpose": "查询被告名下的不动产登记信息。",
            "valid_until": localdate(at) + timedelta(days=30),
        },
    ),
    "tell_organ": (
        tell_organ.tell_organ,
        Role.CLERK,
        lambda case, at: {"way": "direct", "sent_on": localdate(at), "receiver": "秦法官"},
    ),
    "log_handling": (
        log_handling.log_handling,
        Role.LAWYER,
        lambda case, at: {
            "kind": "meeting",
            "happened_on": localdate(at),
            "note": "会见受援人。",
            "next_kind": "hearing",
            "next_on": localdate(at) + timedelta(days=14),
        },
    ),
    "receive_later_papers": (
        receive_later_papers.receive_later_papers,
        Role.CLERK,
        lambda case, at: {"received": [Material.CASE_EVIDENCE.value]},
    ),
    "serve_termination": (
        serve_termination.serve_termination,
        Role.ARCHIVIST,
        lambda case, at: {"served_on": localdate(at)},
    ),
}

#: What is done about an objection: the same, by the objection that waits on the case.
OBJECTION_MOVES: dict[str, tuple[Any, Role, Any]] = {
    "examine": (
        examine_objection.examine_objection,
        Role.BUREAU,
        lambda case, at: {"asked": "请于二日内送交案卷并书面说明理由。"},
    ),
    "uphold": (
        uphold_objection.uphold_objection,
        Role.BUREAU,
        lambda case, at: {"finding": "经核查，家庭人均月收入高于经济困难标准。"},
    ),
    "correct": (
        correct_objection.correct_objection,
        Role.BUREAU,
        lambda case, at: {
            "finding": "经核查，工资已经停发，家庭人均月收入低于经济困难标准。",
            "order": "自收到本决定书之日起给予法律援助",
            "carry_out_by": localdate(at) + timedelta(days=3),
        },
    ),
}
