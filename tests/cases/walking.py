"""Cases walked through the real actions: a case is never put into a state by hand.

:func:`make` makes one move as the person whose move it usually is, :func:`walk` makes several,
:func:`case_in` goes the shortest way to a status.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from cases import notices
from cases.actions import (
    accept,
    aid_first,
    approve,
    archive,
    ask_for_papers,
    close,
    decline,
    deem_withdrawn,
    grant,
    log_handling,
    propose,
    receive_later_papers,
    receive_papers,
    recommend,
    redirect,
    refuse,
    replace_lawyer,
    report,
    return_report,
    return_to_review,
    send_back,
    serve_termination,
    sign,
    terminate,
    withdraw,
)
from cases.city.scans import scan
from cases.codes import ClosingPaper, Material
from cases.models import Case, CaseClock, Lawyer, User
from cases.states import AGENCY_ROLES, STATION_ROLES, Role, Status
from tests.cases.cast import City, registered, someone
from workflow.tick import tick


def who(case: Case, role: str) -> User:
    """The person of the cast who acts in this role on this case."""
    if role == Role.LAWYER:
        return User.objects.get(lawyer__cases=case)
    if role in STATION_ROLES:
        return someone(role, office=case.station)
    if role in AGENCY_ROLES:
        return someone(role, office=case.agency)
    raise AssertionError(f"Nobody acts as {role} on a case.")


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
    "approve": (approve.approve_assignment, Role.SUPERVISOR, lambda case, at: {}),
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
        lambda case, at: {"papers": [one.value for one in ClosingPaper]},
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
    # Not moves: the steps between
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

#: Steps before which time must pass, and how long.
WAITS = {"deem_withdrawn": timedelta(days=9), "archive_terminated": timedelta(days=20)}

_TO_GRANTED = ("accept", "recommend", "grant")
_TO_HANDLING = (*_TO_GRANTED, "propose", "approve", "sign")
#: The shortest way to every status, and the ways round.
ROUTES: dict[str, tuple[str, ...]] = {
    Status.REGISTERED: (),
    Status.SUPPLEMENTING: ("ask_for_papers",),
    Status.ACCEPTED: ("accept",),
    Status.RECOMMENDED: ("accept", "recommend"),
    Status.GRANTED: _TO_GRANTED,
    Status.PROPOSED: (*_TO_GRANTED, "propose"),
    Status.ASSIGNED: (*_TO_GRANTED, "propose", "approve"),
    Status.HANDLING: _TO_HANDLING,
    Status.CLOSED: (*_TO_HANDLING, "close"),
    Status.REPORTED: (*_TO_HANDLING, "close", "report"),
    Status.ARCHIVED: (*_TO_HANDLING, "close", "report", "archive"),
    Status.REFUSED: ("accept", "recommend", "refuse"),
    Status.WITHDRAWN: ("withdraw",),
    Status.REDIRECTED: ("redirect",),
    Status.TERMINATED: (*_TO_HANDLING, "terminate"),
    # Ways round that end in a status above
    "supplemented": ("ask_for_papers", "receive_papers"),
    "asked_twice_stage": ("accept", "ask_for_papers", "receive_papers"),
    "deemed_withdrawn": ("ask_for_papers", "deem_withdrawn"),
    "returned_to_review": ("accept", "recommend", "return_to_review"),
    "provisional": ("aid_first",),
    "provisional_while_supplementing": ("ask_for_papers", "aid_first"),
    "papers_came_later": ("aid_first", "receive_later_papers"),
    "sent_back": (*_TO_GRANTED, "propose", "send_back"),
    "declined": (*_TO_GRANTED, "propose", "approve", "decline"),
    "reassigned": (*_TO_GRANTED, "propose", "approve", "decline", "propose", "approve"),
    "replaced": (*_TO_HANDLING, "replace_lawyer"),
    "met": (*_TO_HANDLING, "log_handling"),
    "returned_report": (*_TO_HANDLING, "close", "report", "return_report"),
    "withdrawn_while_proposed": (*_TO_GRANTED, "propose", "withdraw"),
    "terminated_while_proposed": (*_TO_GRANTED, "propose", "terminate"),
    "served": (*_TO_HANDLING, "terminate", "serve_termination"),
    "archived_after_termination": (
        *_TO_HANDLING,
        "terminate",
        "serve_termination",
        "archive",
    ),
}


def pass_time(until: datetime) -> None:
    """What the clock runner does when it wakes up at ``until``: every stage reached by then."""
    while tick(CaseClock, at=until, announce=notices.announce):
        pass


def make(
    case: Case, move: str, *, by: User | None = None, at: datetime | None = None, **facts: Any
) -> Case:
    """Make one move as its usual person, an hour after the one before, unless told otherwise."""
    action, role, usual = MOVES[move]
    at = at or _next_moment(case, move)
    if move in {"deem_withdrawn", "archive"}:
        pass_time(at)
    fresh = Case.objects.get(pk=case.pk)
    action(case_id=case.pk, by=by or who(fresh, role), at=at, **usual(fresh, at) | facts)
    return Case.objects.with_places().get(pk=case.pk)


def _next_moment(case: Case, move: str) -> datetime:
    latest = case.history.latest("seq").at
    events = [event.at for event in case.handling_events.all()]
    at: datetime = max([latest, *events]) + timedelta(hours=1)
    if move == "archive" and case.history.latest("seq").target == Status.TERMINATED:
        move = "archive_terminated"
    return at + WAITS.get(move, timedelta())


def walk(case: Case, *moves: str, at: datetime | None = None) -> Case:
    """Make these moves in turn; the first at ``at``, the others an hour after each other."""
    for move in moves:
        case = make(case, move, at=at)
        at = None
    return case


def case_in(city: City, where: str, **registration: Any) -> Case:
    """A case that stands in this status, or at the end of this way round (see ROUTES)."""
    return walk(registered(city, **registration), *ROUTES[where])
