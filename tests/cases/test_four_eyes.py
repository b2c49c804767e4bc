"""Four eyes: on one case nobody acts in both halves of a pair, whichever came first."""

import pytest
from django.utils import translation

from cases.models import Case
from cases.permissions import barred_by
from cases.states import FOUR_EYES, Role
from tests.cases.factories import UserFactory, make
from workflow.transitions import TransitionRefused, moves_of


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def both(city):
    """``both(Role.REVIEWER, Role.SUPERVISOR)``: one person with several roles at the agency."""

    def hold(*roles):
        places = {Role.CLERK: city.station, Role.BUREAU: city.bureau}
        return UserFactory(roles=[(role, places.get(role, city.agency)) for role in roles])

    return hold


#: Who holds both roles, the way to the first act, that act, and what is then out of reach.
WAYS = [
    ("reviewer", "supervisor", ["accept"], "recommend", ["grant", "refuse", "return_to_review"]),
    ("reviewer", "supervisor", [], "ask_for_papers", ["aid_first"]),
    ("supervisor", "reviewer", ["accept", "recommend"], "return_to_review", ["recommend"]),
    (
        "officer",
        "supervisor",
        ["accept", "recommend", "grant"],
        "propose",
        ["approve", "send_back", "terminate"],
    ),
    ("supervisor", "officer", ["accept", "recommend"], "grant", ["propose"]),
    (
        "supervisor",
        "officer",
        ["accept", "recommend", "grant", "propose"],
        "send_back",
        ["propose"],
    ),
    ("supervisor", "officer", [], "aid_first", ["propose"]),
    (
        "supervisor",
        "officer",
        ["accept", "recommend", "grant", "propose", "approve"],
        "replace_lawyer",
        ["propose"],
    ),
]


@pytest.mark.parametrize(
    ("first", "second", "way", "act", "barred"),
    WAYS,
    ids=[f"{first} then {second}: {act}" for first, second, _way, act, _barred in WAYS],
)
def test_who_acted_in_one_half_may_not_act_in_the_other(
    case, walk, both, first, second, way, act, barred
):
    person = both(Role(first), Role(second))
    case = make(walk(case, *way), act, by=person)
    assert case.history.latest("seq").role == first

    for move in barred:
        with pytest.raises(TransitionRefused) as refused:
            make(case, move, by=person)
        assert str(refused.value) == (
            f"You acted as “{Role(first).label}” on this case: another person must do this "
            "(four eyes)."
        )
        assert Case.objects.get(pk=case.pk).status == case.status


@pytest.mark.parametrize(
    ("first", "second", "way", "act", "barred"), WAYS, ids=[f"{way[0]}: {way[3]}" for way in WAYS]
)
def test_another_person_with_the_same_two_roles_may(
    case, walk, both, first, second, way, act, barred
):
    case = make(walk(case, *way), act, by=both(Role(first), Role(second)))
    after = make(case, barred[0], by=both(Role(first), Role(second)))

    assert after.history.latest("seq").role == second


@pytest.mark.parametrize(
    ("one", "other"),
    [("reviewer", "supervisor"), ("officer", "supervisor"), ("supervisor", "bureau")],
)
def test_a_pair_bars_in_both_directions(one, other):
    assert barred_by(one, {other}) == other
    assert barred_by(other, {one}) == one
    assert barred_by(one, {one}) is None


def test_there_are_three_pairs_and_no_other_two_roles_bar_each_other():
    pairs = {frozenset({"reviewer", "supervisor"}), frozenset({"officer", "supervisor"})}
    pairs.add(frozenset({"supervisor", "bureau"}))
    assert set(FOUR_EYES) == pairs
    for one in Role:
        for other in Role:
            bars = barred_by(one, {other}) is not None
            assert bars == ({one, other} in pairs), f"{one} and {other}"


def test_the_reason_is_shown_before_anybody_presses(case, walk, both):
    person = both(Role.REVIEWER, Role.SUPERVISOR)
    case = make(walk(case, "accept"), "recommend", by=person)

    shown = {
        move.name: [str(reason) for reason in move.refusals] for move in moves_of(case, person)
    }
    for move in ["grant", "refuse", "return_to_review"]:
        assert shown[move] == [
            "You acted as “Reviewer” on this case: another person must do this (four eyes)."
        ]


def test_acting_on_one_case_bars_nothing_on_another(registered, walk, both):
    person = both(Role.REVIEWER, Role.SUPERVISOR)
    make(walk(registered(), "accept"), "recommend", by=person)
    other = walk(registered(), "accept", "recommend")

    assert make(other, "grant", by=person).status == "granted"


def test_a_refused_move_is_no_act(case, walk, both):
    person = both(Role.REVIEWER, Role.SUPERVISOR)
    case = walk(case, "accept")
    with pytest.raises(TransitionRefused):
        make(case, "recommend", by=person, evidence=" ")
    case = walk(case, "recommend")

    assert make(case, "grant", by=person).status == "granted"


def test_a_person_acts_in_the_role_that_is_still_free(case, walk, both):
    """The move is open to clerk and reviewer; as reviewer the head of this case may not act."""
    person = both(Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)
    case = make(walk(case, "accept", "recommend"), "return_to_review", by=person)

    case = make(case, "ask_for_papers", by=person)
    assert case.history.latest("seq").role == "clerk"


def test_roles_that_are_no_pair_may_meet_in_one_person(case, both):
    person = both(Role.CLERK, Role.REVIEWER, Role.OFFICER)
    case = make(make(case, "accept", by=person), "recommend", by=person)
    case = make(make(case, "grant"), "propose", by=person)

    assert case.roles_acted_by(person) == {"clerk", "reviewer", "officer"}


def test_a_role_that_was_taken_away_still_counts_on_the_case(case, walk, both):
    person = both(Role.REVIEWER, Role.SUPERVISOR)
    case = make(walk(case, "accept"), "recommend", by=person)
    person.memberships.filter(role=Role.REVIEWER).delete()

    with pytest.raises(TransitionRefused, match="four eyes"):
        make(case, "grant", by=type(person).objects.get(pk=person.pk))
