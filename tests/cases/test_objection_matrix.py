"""Every status x move x role of the objection: typed by hand and compared cell by cell."""

import pytest
from django.db import transaction
from django.utils import translation

from cases.models import Objection, User
from cases.states import ObjectionStatus, Role
from tests.cases.factories import UserFactory, case_in, objected, rule_on
from tests.cases.moments import LATER
from tests.cases.moves import OBJECTION_MOVES
from workflow.transitions import TransitionRefused, moves_in, perform
from workflow.units import unit_of_work

#: status -> move -> the roles that may make it.
WHO = {
    "new": {"file": {"clerk", "bureau"}},
    "filed": {"examine": {"bureau"}},
    "examining": {"uphold": {"bureau"}, "correct": {"bureau"}},
    "upheld": {},
    "corrected": {},
}
TO = {"file": "filed", "examine": "examining", "uphold": "upheld", "correct": "corrected"}
WAYS = {
    "filed": (),
    "examining": ("examine",),
    "upheld": ("examine", "uphold"),
    "corrected": ("examine", "correct"),
}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def standing(city):
    """``standing("examining")``: an objection in that status; a new one is not filed yet."""

    def find(status):
        case = case_in(city, "refused")
        if status == "new":
            return Objection.objects.create(
                case=case, serial=1, number="X-Y1", submission="x", against="refusal",
                contested_on=LATER.date(), objector="applicant", name="某人", filed_by="counter",
                received_at=LATER, grounds="家庭没有收入。",
            )  # fmt: skip
        return rule_on(objected(case), *WAYS[status])

    return find


@pytest.fixture
def people(city):
    """Every role where the case is, some elsewhere, and somebody with no role at all."""
    names = {"provider": "secretary", "bureau": "bureau_officer", "organ": "liaison"}
    ours = {role.value: city.people[names.get(role, role)] for role in Role}
    others = {
        "strange bureau": UserFactory(roles=[(Role.BUREAU, city.strange_agency.parent)]),
        "strange clerk": city.stranger_clerk,
        "clerk of another station": city.other_clerk,
        "somebody": UserFactory(),
        "superuser": UserFactory(is_superuser=True, is_staff=True),
    }
    return {name: User.objects.get(pk=one.pk) for name, one in (ours | others).items()}


def answer(objection, move, user):
    """What a press of the button comes to: "state", "role" or "may"."""
    try:
        with unit_of_work():
            perform(getattr(objection, move), by=user, at=LATER)
    except TransitionRefused as refusal:
        words = {"not possible while the status is": "state", "Only this role may do it": "role"}
        return next((kind for start, kind in words.items() if start in str(refusal)), str(refusal))
    except TypeError:
        return "may"  # past every check; the facts that the move needs were not given
    return "may"


@pytest.mark.parametrize("status", WHO)
def test_who_may_do_what_about_an_objection(status, standing, people):
    objection = standing(status)
    wrong = []
    for move in TO:
        for name, user in people.items():
            with transaction.atomic():
                fresh = Objection.objects.with_places().get(pk=objection.pk)
                found = answer(fresh, move, user)
                transaction.set_rollback(True)
            wanted = "state" if move not in WHO[status] else "role"
            if name in WHO[status].get(move, ()):
                wanted = "may"
            if found != wanted:
                wrong.append(f"{status} x {move} x {name}: {found}, not {wanted}")
    assert not wrong


@pytest.mark.parametrize(
    ("status", "move"), [(status, move) for status in WAYS for move in WHO[status]]
)
def test_who_may_does_it_in_that_role_and_comes_where_the_table_says(status, move, standing):
    objection = standing(status)
    before = objection.version

    objection = rule_on(objection, move)

    record = objection.history.latest("seq")
    assert (objection.status, objection.version) == (TO[move], before + 1)
    assert (record.source, record.target, record.role) == (status, TO[move], "bureau")


def test_the_table_is_whole():
    assert set(WHO) == set(ObjectionStatus.values)
    assert set(TO) == {edge.name for edge in moves_in(Objection)} == {"file", *OBJECTION_MOVES}
    drawn = {(str(edge.source), edge.name) for edge in moves_in(Objection)}
    assert {(status, move) for status, moves in WHO.items() for move in moves} == drawn
