"""Who applies together (D12) and who applies for somebody (L40) count on both sides, too."""

from datetime import date
from functools import partial

import pytest
from django.utils import translation

from cases.city.invention import identity_number
from cases.likeness import WORDS, Kind
from cases.lookalikes import of_case
from cases.web.cases import opponents_of
from tests.cases.factories import case_facts, case_in, make, walk
from tests.cases.reading import refused

BORN = date(1983, 1, 4)
FIRST, SECOND, THIRD = (identity_number(BORN, sex="女", serial=one) for one in (7, 8, 9))
PERSON = {"name": "梁金凤", "id_no": FIRST, "birth_on": BORN, "phone": "13982418944"}
OTHER = {"name": "白雪梅", "id_no": SECOND, "birth_on": BORN, "phone": "13982418945"}
CO = {"name": "梁金凤", "id_type": "resident_id", "id_no": FIRST}
CO_OTHER = {"name": "白雪梅", "id_type": "resident_id", "id_no": SECOND}
AGENT = {
    "name": "谢坤", "kind": "entrusted", "ground": "entrusted", "relation": "朋友",
    "id_type": "resident_id", "id_no": THIRD, "phone": "13982418946",
}  # fmt: skip
PROVED = [*case_facts()["materials"], "agent_proof"]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def look(case, user):
    return of_case(case, user, opponents=opponents_of(case))


def keys_of(finding):
    return [key for key, words in WORDS.items() if words in finding.reasons]


@pytest.mark.parametrize(
    ("theirs", "ours", "reason"),
    [
        ({"applicant": OTHER, "together": [CO]}, {"applicant": PERSON}, "is_beside"),
        ({"applicant": PERSON}, {"applicant": OTHER, "together": [CO]}, "beside_is"),
        (
            {"applicant": {"name": "甲", "id_no": THIRD}, "together": [CO, CO_OTHER]},
            {"applicant": {"name": "乙", "id_no": SECOND[:-2] + "0X"}, "together": [CO]},
            "both_beside",
        ),
    ],
)
def test_one_person_is_found_beside_the_applicant_on_either_side(
    registered, clerk, theirs, ours, reason
):
    first, second = registered(**theirs), registered(**ours)
    [one] = look(second, clerk).here

    assert (one.number, one.asks, one.finding.kind) == (first.number, True, Kind.SAME_MATTER)
    assert keys_of(one.finding) == [reason, "matter", "opponent"]


def test_a_co_applicant_with_another_number_is_another_person(registered, clerk):
    registered(applicant=OTHER, together=[{**CO, "id_no": THIRD}])

    assert not look(registered(applicant=PERSON), clerk)


def test_of_a_co_applicant_at_another_workstation_only_where_to_ask_is_told(
    registered, city, clerk
):
    theirs = registered(applicant=OTHER, together=[CO], station=city.other_station)
    found = look(registered(applicant=PERSON), clerk)

    assert found.here == ()
    assert [(one.station, one.asks) for one in found.elsewhere] == [(city.other_station.name, True)]
    for told in (theirs.number, "梁", "白"):
        assert told not in repr(found.elsewhere)


@pytest.mark.parametrize(
    ("theirs", "ours", "reason"),
    [
        (
            {"applicant": OTHER, "together": [{"name": "谢坤", "id_type": "", "id_no": ""}]},
            {"applicant": PERSON, "opponents": ("谢坤",)},
            "recipient_beside",
        ),
        (
            {"applicant": OTHER, "opponents": ("梁金凤",)},
            {"applicant": {"name": "甲", "id_no": THIRD}, "together": [CO], "opponents": ("丙",)},
            "opposed_beside",
        ),
        (
            {"applicant": OTHER, "opponents": ("谢坤",)},
            {"applicant": PERSON, "agent": AGENT, "opponents": ("丙",)},
            "agent_opposed",
        ),
        (
            {"applicant": OTHER, "agent": AGENT, "opponents": ("丙",)},
            {"applicant": PERSON, "opponents": ("谢坤",)},
            "agent_of_recipient",
        ),
    ],
)
def test_co_applicants_and_agents_stand_on_a_side(city, registered, reviewer, theirs, ours, reason):
    recipient = case_in(city, "handling", materials=PROVED, **theirs)
    [one] = look(registered(**ours), reviewer).here

    assert one.number == recipient.number
    assert keys_of(one.finding)[:1] == [reason]
    assert set(keys_of(one.finding)[1:]) <= {"other_firm"}


@pytest.mark.parametrize("status", ["registered", "handling"])
def test_one_agent_for_both_sides_is_found_before_aid_is_granted(
    city, registered, reviewer, status
):
    given = {"applicant": OTHER, "agent": AGENT, "materials": PROVED}
    theirs = case_in(city, status, opponents=("梁金凤",), **given)
    ours = registered(applicant=PERSON, agent=AGENT, opponents=("白雪梅",))
    found = {one.finding.kind: one for one in look(ours, reviewer).here}

    one = found[Kind.AGENT_BETWEEN]
    assert (one.number, keys_of(one.finding)) == (theirs.number, ["agent_for_both"])
    assert (Kind.OTHER_SIDE in found) == (status == "handling")


def test_two_agents_of_one_name_are_told_apart_by_their_numbers(registered, reviewer):
    registered(applicant=OTHER, agent=AGENT, opponents=("梁金凤",))
    other = registered(applicant=PERSON, agent={**AGENT, "id_no": FIRST}, opponents=("白雪梅",))

    assert not look(other, reviewer)


def test_an_agent_for_several_who_are_not_against_each_other_is_nothing(registered, reviewer):
    registered(applicant=OTHER, agent=AGENT)

    assert not look(registered(applicant=PERSON, agent=AGENT), reviewer)


def test_a_firm_never_acts_against_a_co_applicant_of_its_own(city, registered):
    theirs = case_in(city, "handling", applicant=OTHER, together=[{**CO, "name": "谢坤"}])
    ours = walk(registered(applicant=PERSON, opponents=("谢坤",)), "accept", "recommend", "grant")
    propose = partial(make, ours, "propose", lawyer_id=theirs.lawyer.pk)

    with refused("The same firm acts for the other side."):
        propose()


def test_a_firm_that_acts_against_a_co_applicant_is_not_proposed(city, registered):
    theirs = case_in(city, "handling", applicant=OTHER, opponents=("梁金凤",))
    ours = registered(applicant={"name": "甲", "id_no": THIRD}, together=[CO])
    ours = walk(ours, "accept", "recommend", "grant")

    with refused("The same firm acts for the other side."):
        make(ours, "propose", lawyer_id=theirs.lawyer.pk)


@pytest.mark.parametrize("many", [1, 4])
def test_a_joint_case_costs_one_query_more_however_many_are_found(
    registered, reviewer, django_assert_num_queries, many
):
    for _ in range(many):
        registered(applicant=OTHER, together=[CO], agent=AGENT)
    case = registered(applicant=PERSON, together=[CO_OTHER], agent=AGENT)
    opponents = opponents_of(case)
    assert reviewer.held
    assert case.intake
    with django_assert_num_queries(6):  # co-applicants, people, sides, names, in sight, told apart
        assert len(of_case(case, reviewer, opponents=opponents).here) == many
