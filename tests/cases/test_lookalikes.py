"""Which other cases are found, for whom, and with how much of each."""

from datetime import date

import pytest

from cases.actions.tell_apart import tell_apart
from cases.city.invention import identity_number
from cases.likeness import Kind
from cases.lookalikes import of_case
from cases.models import LookedAt
from cases.web.cases import opponents_of
from tests.cases.factories import case_in, walk
from tests.cases.moments import NOON
from tests.cases.reading import refused
from workflow.models import AuditEntry

BORN = date(1983, 1, 4)
NUMBER = identity_number(BORN, sex="女", serial=7)
PERSON = {"name": "梁金凤", "id_no": NUMBER, "birth_on": BORN, "phone": "13982418944"}


def look(case, user):
    return of_case(case, user, opponents=opponents_of(case))


@pytest.fixture
def twins(registered):
    """An open case, and the same application once more."""
    return registered(applicant=PERSON), registered(applicant=PERSON)


def test_the_same_application_is_found_with_its_masked_data(twins, clerk):
    first, second = twins
    [one] = look(second, clerk).here

    assert (one.number, one.name, one.asks) == (first.number, "梁**", True)
    assert one.finding.kind == Kind.SAME_MATTER
    assert (one.status, one.received_at) == (first.get_status_display(), first.received_at)


@pytest.mark.parametrize(
    "shared",
    [
        {"id_no": NUMBER},
        {"id_no": NUMBER[:6] + " " + NUMBER[6:]},
        {"phone": "+86 139 8241 8944", "id_type": "none", "id_no": "", "no_id_reason": "遗失"},
        {"name": "梁金凤", "birth_on": BORN, "id_type": "passport", "id_no": "E1234567"},
    ],
)
def test_a_person_is_known_by_number_telephone_or_name_and_birth(registered, clerk, shared):
    first = registered(applicant=PERSON)
    second = registered(applicant=shared, opponents=("另一公司",))

    assert [one.number for one in look(second, clerk).here] == [first.number]


def test_another_number_is_another_person(registered, clerk):
    registered(applicant=PERSON)
    other = registered(applicant=PERSON | {"id_no": identity_number(BORN, sex="女", serial=8)})

    assert not look(other, clerk)


def test_an_ended_case_is_found_only_for_the_same_dispute(registered, clerk, walk):
    walk(registered(applicant=PERSON), "withdraw")
    again = registered(applicant=PERSON)
    another = registered(applicant=PERSON, matter="traffic_injury", opponents=("某人",))

    assert len(look(again, clerk).here) == 2  # the ended one, and the other open one
    assert [one.number for one in look(another, clerk).here] == [again.number]


def test_of_another_workstation_nothing_is_told_but_where_to_ask(registered, city, clerk):
    theirs = registered(applicant=PERSON, station=city.other_station)
    ours = registered(applicant=PERSON)
    found = look(ours, clerk)

    assert found.here == ()
    assert [(one.station, one.asks) for one in found.elsewhere] == [(city.other_station.name, True)]
    assert theirs.number not in repr(found.elsewhere)
    assert "梁" not in repr(found.elsewhere)
    assert [one.number for one in look(ours, city.reviewer).here] == [theirs.number]


def test_of_what_has_ended_elsewhere_nothing_is_told_at_all(registered, city, clerk, walk):
    walk(registered(applicant=PERSON, station=city.other_station), "withdraw")

    assert not look(registered(applicant=PERSON), clerk)


def test_the_opposing_party_is_our_recipient(city, registered, officer, reviewer):
    theirs = case_in(city, "handling", applicant={"name": "谢坤"}, opponents=("梁金凤",))
    ours = registered(applicant=PERSON, opponents=("谢坤",))
    [one] = look(ours, reviewer).here

    assert (one.number, one.finding.kind) == (theirs.number, Kind.OTHER_SIDE)
    assert look(ours, officer) is None  # who proposes reads it beside each lawyer


def test_before_aid_is_granted_nobody_is_a_recipient(registered, reviewer):
    registered(applicant={"name": "谢坤"})

    assert not look(registered(applicant=PERSON, opponents=("谢坤",)), reviewer)


def test_one_firm_on_both_sides_is_found_and_never_proposed(city, registered, reviewer, supervisor):
    theirs = case_in(city, "handling", applicant={"name": "谢坤"}, opponents=("梁金凤",))
    ours = walk(registered(applicant=PERSON, opponents=("谢坤",)), "accept", "recommend", "grant")
    with refused("The same firm acts for the other side."):
        walk_with(ours, theirs.lawyer)
    ours = walk(ours, "propose")

    assert ours.proposed_lawyer.firm_id != theirs.firm_id
    [one] = look(ours, supervisor).here
    assert one.finding.kind == Kind.OTHER_SIDE
    ours.proposed_lawyer = theirs.lawyer  # as an older case might have it
    assert look(ours, supervisor).here[0].finding.kind == Kind.SAME_FIRM


def walk_with(case, lawyer):
    from tests.cases.factories import make

    return make(case, "propose", lawyer_id=lawyer.pk)


def test_what_a_reviewer_has_told_apart_comes_back_on_neither(twins, clerk, reviewer):
    first, second = twins
    tell_apart(case=second, other=first, reason="父女二人，各自的工资。", by=reviewer, at=NOON)
    tell_apart(case=first, other=second, reason="再说一次。", by=reviewer, at=NOON)

    assert not look(first, clerk)
    assert not look(second, clerk)
    assert LookedAt.objects.get().reason == "父女二人，各自的工资。"
    entry = AuditEntry.objects.get(action="likeness.told_apart")
    assert (entry.subject, entry.content["other"]) == (second.number, first.number)


def test_only_the_reviewer_tells_apart_and_says_why(twins, clerk, reviewer):
    first, second = twins
    given = {"case": second, "other": first, "at": NOON}

    with refused("Only the reviewer of the case may say so."):
        tell_apart(**given, reason="不同", by=clerk)
    with refused("Say what makes them different."):
        tell_apart(**given, reason=" ", by=reviewer)
    with refused("Give the reason without anybody's number: it is kept for ever."):
        tell_apart(**given, reason=f"号码{NUMBER}", by=reviewer)
    with refused("A case can't be told apart from itself."):
        tell_apart(case=first, other=first, reason="不同", by=reviewer, at=NOON)
    assert not LookedAt.objects.exists()


@pytest.mark.parametrize("person", ["lawyer", "secretary", "auditor", "archivist", "officer"])
def test_who_neither_registers_reviews_nor_decides_is_shown_nothing(city, person):
    case = case_in(city, "handling", applicant=PERSON)
    case_in(city, "handling", applicant=PERSON)

    assert look(case, getattr(city, person)) is None


@pytest.mark.parametrize("many", [1, 4])
def test_it_costs_five_queries_however_many_are_found(
    registered, reviewer, django_assert_num_queries, many
):
    for _ in range(many):
        registered(applicant=PERSON)
    case = registered(applicant=PERSON)
    opponents = opponents_of(case)
    assert reviewer.held
    with django_assert_num_queries(5):  # people, sides, opponents, in sight, told apart
        assert len(of_case(case, reviewer, opponents=opponents).here) == many
