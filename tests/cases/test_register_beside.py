"""Who applies for and with the applicant, and a number that doesn't fit its check digit."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from cases.actions.accept import accept_case
from cases.actions.confirm_number import confirm_number
from cases.actions.keep_draft import keep_draft, submission_of
from cases.actions.register import Beside, register_case
from cases.conditions import agent_must_prove, missing_materials
from cases.models import Agent, Case, IntakeDraft, NumberDoubt
from tests.cases.factories import applicant_facts, case_facts, registered
from tests.cases.moments import MORNING, NOON
from tests.cases.reading import paper
from tests.cases.test_keep_draft import KEY
from workflow.models import AuditEntry
from workflow.transitions import TransitionRefused

UNFIT = "622701198301040010"
MOTHER = {
    "kind": "statutory",
    "ground": "minor",
    "name": "王秀英",
    "relation": "母女",
    "id_type": "passport",
    "id_no": "E12345678",
    "phone": "13812345678",
}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def take(city):
    def take(beside, submission="web:1", materials=None, **person):
        facts = case_facts(**({"materials": materials} if materials is not None else {}))
        return register_case(
            station=city.station,
            applicant=applicant_facts(**person),
            facts=facts,
            opponents=(),
            submission=submission,
            by=city.clerk,
            at=NOON,
            beside=beside,
        )

    return take


def test_an_agent_stands_on_the_form_and_must_prove_the_authority(take):
    case = take(Beside(agent=MOTHER))

    agent = paper(case, "application_form").document.facts["agent"]
    assert agent == {
        "name": "王秀英",
        "kind": "法定代理人",
        "relation": "母女",
        "id_paper": "护照",
        "id_no": "E******78",
        "phone": "138****5678",
    }
    assert agent_must_prove(case)
    assert missing_materials(case) == ["agent_proof"]
    assert Agent.objects.filter(id_no_index__matches="e1234567 8").get().case == case


def test_a_case_without_an_agent_proves_nothing_more(take):
    case = Case.objects.get(pk=take(Beside()).pk)

    assert not agent_must_prove(case)
    assert missing_materials(case) == []


def test_three_workers_are_three_and_three_heirs_are_one(take):
    people = [
        {"name": "甲", "id_type": "", "id_no": ""},
        {"name": "乙", "id_type": "", "id_no": ""},
    ]
    shared = take(Beside(co_applicants=people, intake={"claim_divisible": True}), "web:1")
    whole = take(Beside(co_applicants=people), "web:2")
    alone = take(Beside(intake={"claim_divisible": True}), "web:3")

    counted = [Case.objects.get(pk=case.pk).persons_counted for case in (shared, whole, alone)]
    assert counted == [3, 1, 1]
    assert paper(shared, "application_form").document.facts["applicant"]["name"].endswith("等3人")


def test_what_form_2_asks_for_is_printed_as_keyed(take):
    intake = {
        "ethnic_group": "回族",
        "employer": "某某建筑公司",
        "education": "初中",
        "organ": "法院",
    }
    facts = paper(take(Beside(intake=intake)), "application_form").document.facts

    told = facts["applicant"]
    assert (told["ethnic_group"], told["employer"], told["education"]) == (
        "回族",
        "某某建筑公司",
        "初中",
    )


def test_a_draft_ends_with_its_registration(take, city):
    keep_draft(key=KEY, station=city.station, content={}, by=city.clerk, at=MORNING)
    keep_draft(key=KEY, station=city.station, content={}, by=city.second_clerk, at=MORNING)
    take(Beside(draft=KEY), submission_of(KEY, city.clerk))

    assert [one.by for one in IntakeDraft.objects.all()] == [city.second_clerk]


# A number whose check digit doesn't fit


@pytest.fixture
def doubted(take):
    return take(Beside(doubt="身份证上就是这个号码，派出所已核实。"), id_no=UNFIT)


def accept(case, by):
    return accept_case(case_id=case.pk, by=by, at=NOON)


def test_an_unfit_number_blocks_acceptance_until_the_head_confirms_it(doubted, city):
    with pytest.raises(TransitionRefused, match="does not fit its check digit"):
        accept(doubted, city.clerk)

    confirm_number(case_id=doubted.pk, seen="身份证原件", by=city.supervisor, at=NOON)

    assert accept(doubted, city.clerk).status == "accepted"
    doubt = NumberDoubt.objects.get()
    assert (doubt.by, doubt.confirmed_by, doubt.seen) == (city.clerk, city.supervisor, "身份证原件")


def test_doubt_and_confirmation_stand_in_the_chain_without_the_number(doubted, city):
    confirm_number(case_id=doubted.pk, seen="身份证原件", by=city.supervisor, at=NOON)

    told = AuditEntry.objects.filter(action__startswith="number.").order_by("pk")
    assert [(one.action, one.subject) for one in told] == [
        ("number.doubted", doubted.number),
        ("number.confirmed", doubted.number),
    ]
    assert not any(UNFIT in str(one.content) for one in told)


@pytest.mark.parametrize("person", ["clerk", "reviewer", "officer", "stranger_supervisor"])
def test_nobody_but_a_head_of_this_agency_confirms(doubted, city, person):
    with pytest.raises(TransitionRefused):
        confirm_number(case_id=doubted.pk, seen="身份证", by=getattr(city, person), at=NOON)


def test_who_registered_the_number_does_not_confirm_it(doubted, city):
    city.clerk.memberships.create(role="supervisor", office=city.agency)
    clerk = type(city.clerk).objects.get(pk=city.clerk.pk)

    with pytest.raises(TransitionRefused, match="four eyes"):
        confirm_number(case_id=doubted.pk, seen="身份证", by=clerk, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        NumberDoubt.objects.update(confirmed_by=clerk, confirmed_at=NOON)


@pytest.mark.parametrize("seen", [" ", "号码622701198301040017", "电话13812345678"])
def test_a_confirmation_says_what_was_seen_and_no_number(doubted, city, seen):
    with pytest.raises(TransitionRefused):
        confirm_number(case_id=doubted.pk, seen=seen, by=city.supervisor, at=NOON)


def test_it_is_confirmed_once(doubted, city):
    confirm_number(case_id=doubted.pk, seen="身份证", by=city.supervisor, at=NOON)

    with pytest.raises(TransitionRefused, match="No number of this case waits"):
        confirm_number(case_id=doubted.pk, seen="身份证", by=city.second_supervisor, at=NOON)


def test_a_number_that_fits_has_nothing_to_confirm(take):
    with pytest.raises(TransitionRefused, match="nothing to confirm"):
        take(Beside(doubt="因为"))
    assert not Case.objects.exists()


def test_a_case_from_elsewhere_asks_nothing_of_these_tables(city):
    case = Case.objects.get(pk=registered(city).pk)

    assert case.persons_counted == 1
    assert accept(case, city.clerk).status == "accepted"
