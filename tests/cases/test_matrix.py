"""Every status x move x role: procedure.md section 3, typed by hand and compared cell by cell.

The test of the table's size fails when a move has no cell. Objections have a table of their own
(test_objection_matrix.py).
"""

import pytest
from django.db import transaction
from django.utils import translation

from cases.city.scans import scan
from cases.models import Applicant, Attachment, Case, OrganNotice, User
from cases.states import Role, Status
from tests.cases.factories import (
    LawyerFactory,
    UserFactory,
    applicant_facts,
    case_facts,
    make,
    notice_facts,
    objected,
    pass_time,
    rule_on,
)
from tests.cases.moments import LATER, NOON
from workflow.transitions import TransitionRefused, moves_in, perform
from workflow.units import unit_of_work

CLERK, REVIEWER, SUPERVISOR = {"clerk"}, {"reviewer"}, {"supervisor"}
OFFICER, LAWYER, ARCHIVIST = {"officer"}, {"lawyer"}, {"archivist"}

#: status -> move -> the roles that may make it.
WHO = {
    "new": {"register": CLERK, "notify": CLERK | {"organ"}},
    "registered": {
        "ask_for_papers": CLERK | REVIEWER,
        "withdraw": CLERK,
        "redirect": CLERK,
        "accept": CLERK,
        "aid_first": SUPERVISOR,
    },
    "supplementing": {
        "receive_papers": CLERK,
        "deem_withdrawn": SUPERVISOR,
        "withdraw": CLERK,
        "aid_first": SUPERVISOR,
    },
    "accepted": {
        "ask_for_papers": CLERK | REVIEWER,
        "withdraw": CLERK,
        "ask_cooperation": REVIEWER,
        "recommend": REVIEWER,
        "aid_first": SUPERVISOR,
    },
    "verifying": {"receive_cooperation": REVIEWER, "withdraw": CLERK},
    "recommended": {
        "withdraw": CLERK,
        "return_to_review": SUPERVISOR,
        "grant": SUPERVISOR,
        "refuse": SUPERVISOR,
    },
    "granted": {"withdraw": CLERK, "propose": OFFICER, "terminate": SUPERVISOR},
    "proposed": {
        "withdraw": CLERK,
        "send_back": SUPERVISOR,
        "approve": SUPERVISOR,
        "terminate": SUPERVISOR,
    },
    "assigned": {
        "decline": LAWYER | {"provider"},
        "sign": LAWYER,
        "replace_lawyer": SUPERVISOR,
        "terminate": SUPERVISOR,
    },
    "handling": {"replace_lawyer": SUPERVISOR, "terminate": SUPERVISOR, "close": LAWYER},
    "closed": {"terminate": SUPERVISOR, "report": LAWYER},
    "reported": {"return_report": ARCHIVIST, "archive": ARCHIVIST},
    "archived": {},
    "refused": {"reopen_on_objection": SUPERVISOR},
    "withdrawn": {},
    "redirected": {},
    "terminated": {"archive": ARCHIVIST, "reopen_on_objection": SUPERVISOR},
}

#: move -> where it leads.
TO = {
    "register": "registered",
    "notify": "granted",
    "ask_cooperation": "verifying",
    "receive_cooperation": "accepted",
    "ask_for_papers": "supplementing",
    "receive_papers": "registered",  # where this test's case came from
    "deem_withdrawn": "withdrawn",
    "withdraw": "withdrawn",
    "redirect": "redirected",
    "accept": "accepted",
    "recommend": "recommended",
    "return_to_review": "accepted",
    "grant": "granted",
    "refuse": "refused",
    "aid_first": "granted",
    "propose": "proposed",
    "send_back": "granted",
    "approve": "assigned",
    "decline": "granted",
    "sign": "handling",
    "replace_lawyer": "granted",
    "terminate": "terminated",
    "close": "closed",
    "report": "reported",
    "return_report": "closed",
    "archive": "archived",
    "reopen_on_objection": "granted",
}
#: What leads elsewhere from here: back to where this test's case was ended.
ELSEWHERE = {("terminated", "reopen_on_objection"): "handling"}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def people(city):
    """Every role where the case is, every role elsewhere, and somebody with no role at all."""
    place = {"provider": city.firm, "lawyer": city.firm}
    elsewhere = {
        "clerk": city.other_station,
        "reviewer": city.strange_agency,
        "supervisor": city.strange_agency,
        "officer": city.strange_agency,
        "archivist": city.strange_agency,
        "bureau": city.strange_agency.parent,
        "lawyer": city.other_firm,
        "provider": city.other_firm,
        "organ": city.other_organ,
    }
    names = {"provider": "secretary", "bureau": "bureau_officer", "organ": "liaison"}
    ours = {role.value: city.people[names.get(role, role)] for role in Role}
    assert place.keys() < ours.keys()
    strange = {f"strange {role}": UserFactory(roles=[(role, at)]) for role, at in elsewhere.items()}
    LawyerFactory(user=strange["strange lawyer"], firm=city.other_firm)
    others = {
        "colleague of the lawyer": city.colleague,
        "clerk of another city": city.stranger_clerk,
        "somebody": UserFactory(),
        "superuser": UserFactory(is_superuser=True, is_staff=True),
    }
    return {name: User.objects.get(pk=one.pk) for name, one in (ours | strange | others).items()}


@pytest.fixture
def standing(city, case_in):
    """``standing("granted", move)``: a case in that status for which every guard of its moves is
    met; of one that is ended, either those of this move or those of the others."""

    def find(status, move=""):
        if status in {"refused", "terminated"} and move == "reopen_on_objection":
            case = case_in(status)
            rule_on(objected(case), "examine", "correct")
            return Case.objects.with_places().get(pk=case.pk)
        if status == "new":
            applicant = Applicant.objects.create(**applicant_facts())
            case = Case.objects.create(
                number="X", submission="x", station=city.station, agency=city.agency,
                applicant=applicant, notified=True, **case_facts(),
            )  # fmt: skip
            OrganNotice.objects.create(case=case, **notice_facts(organ=city.organ))
            return case
        case = case_in("served" if status == "terminated" else status)
        if status in {"supplementing", "terminated"}:
            pass_time(LATER)  # the reply is overdue, the time to object is over
        if status == "assigned":
            for kind in ["agreement", "power_of_attorney"]:
                Attachment.keep(case, kind, scan(f"{kind}.pdf", kind), by=city.lawyer, at=LATER)
        return case

    return find


def answer(case, move, user):
    """What a press of the button comes to: "state", "role" or "may"."""
    try:
        with unit_of_work():
            perform(getattr(case, move), by=user, at=LATER)
    except TransitionRefused as refusal:
        words = {"not possible while the status is": "state", "Only this role may do it": "role"}
        return next((kind for start, kind in words.items() if start in str(refusal)), str(refusal))
    except TypeError:
        return "may"  # past every check; the facts that the move needs were not given
    return "may"


def expected(status, move, name):
    if move not in WHO[status]:
        return "state"
    return "may" if name in WHO[status][move] else "role"


@pytest.mark.parametrize("status", WHO)
def test_who_may_do_what(status, standing, people):
    plain, wrong = standing(status), []
    ordered = (
        standing(status, "reopen_on_objection") if status in {"refused", "terminated"} else plain
    )
    for move in TO:
        case = ordered if move == "reopen_on_objection" else plain
        for name, user in people.items():
            with transaction.atomic():
                fresh = Case.objects.with_places().get(pk=case.pk)
                fresh.__dict__["status"] = case.status
                found = answer(fresh, move, user)
                transaction.set_rollback(True)
            if found != expected(status, move, name):
                wrong.append(f"{status} x {move} x {name}: {found}")
    assert not wrong


ALLOWED = [
    (status, move, role)
    for status, moves in WHO.items()
    if status != "new"
    for move, roles in moves.items()
    for role in sorted(roles)
]


@pytest.mark.parametrize(("status", "move", "role"), ALLOWED)
def test_who_may_does_it_in_that_role_and_comes_where_the_table_says(
    status, move, role, standing, people
):
    case = standing(status, move)
    before = case.version
    facts = {"closed_on": NOON.date()} if move == "close" else {}

    case = make(
        case, move, by=people[role], at=None if move == "deem_withdrawn" else LATER, **facts
    )

    record = case.history.latest("seq")
    there = ELSEWHERE.get((status, move), TO[move])
    assert (case.status, case.version) == (there, before + 1)
    assert (record.source, record.target, record.role) == (status, there, role)


def test_the_table_is_whole():
    assert set(WHO) == set(Status.values)
    assert set(TO) == {edge.name for edge in moves_in(Case)}
    drawn = {(str(edge.source), edge.name) for edge in moves_in(Case)}
    assert {(status, move) for status, moves in WHO.items() for move in moves} == drawn
    assert {role for moves in WHO.values() for roles in moves.values() for role in roles} == {
        "clerk", "reviewer", "supervisor", "officer", "lawyer", "provider", "archivist", "organ",
    }  # fmt: skip
