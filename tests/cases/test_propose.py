"""Propose: a lawyer who passes every hard rule is named; the head decides."""

from datetime import date

import pytest

from cases.actions.propose import propose_lawyer
from cases.models import Absence, Case
from cases.states import Status
from tests.cases.factories import FirmFactory, LawyerFactory, make, who
from tests.cases.moments import MONDAY, NOON, moment
from tests.cases.reading import clocks, last, papers, refused, todo, unchanged


@pytest.fixture
def granted(case_in):
    return case_in("granted")


def propose(case, lawyer):
    propose_lawyer(
        case_id=case.pk, lawyer_id=lawyer.pk, by=who(case, "officer"), at=moment(MONDAY, 15)
    )
    return Case.objects.get(pk=case.pk)


def test_the_proposal_waits_for_the_head_and_the_clock_runs_on(city, granted):
    lawyer = city.lawyers["other_lawyer"]
    before = clocks(granted)
    case = propose(granted, lawyer)

    assert last(case) == ("propose", "granted", "proposed", "officer", city.officer)
    assert case.proposed_lawyer == lawyer
    assert (case.lawyer, case.firm) == (None, None)
    row = case.assignments.get()
    assert (row.lawyer, row.firm, row.state) == (lawyer, city.other_firm, "proposed")
    assert (row.proposed_at, row.approved_at, row.ended_at) == (
        case.history.latest("seq").at,
        None,
        None,
    )
    assert clocks(case) == before
    assert clocks(case)["assign"] == ("running", date(2026, 11, 5))
    assert todo(case) == [(Status.PROPOSED, None)]
    assert papers(case) == []


def test_the_lawyer_does_not_see_it_yet(city, granted):
    case = propose(granted, city.lawyers["lawyer"])

    assert case not in Case.objects.visible_to(city.lawyer)
    assert case not in Case.objects.visible_to(city.secretary)


UNFIT = {
    "The lawyer's licence is not valid on that day.": {"expired": True},
    "The firm's licence is not valid on that day.": {"firm__licence_until": date(2026, 11, 1)},
}


@pytest.mark.parametrize("sentence", UNFIT)
def test_a_licence_must_be_valid(granted, sentence):
    with refused(sentence):
        propose(granted, LawyerFactory(**UNFIT[sentence]))
    assert unchanged(granted)
    assert not granted.assignments.exists()


@pytest.mark.parametrize("retired", [{"retired": True}, {"licence_from": date(2026, 11, 3)}])
def test_nor_is_a_licence_of_the_past_or_of_tomorrow(granted, retired):
    with refused("The lawyer's licence is not valid on that day."):
        propose(granted, LawyerFactory(**retired))


def test_who_is_on_leave_takes_nothing(granted):
    lawyer = LawyerFactory()
    Absence.objects.create(lawyer=lawyer, first_day=MONDAY, last_day=MONDAY)

    with refused("The lawyer is on leave."):
        propose(granted, lawyer)


def test_who_is_full_takes_nothing_until_a_place_is_free(case_in, granted):
    lawyer = LawyerFactory(capacity=1)
    first = propose(case_in("granted"), lawyer)
    with refused("The lawyer has no capacity left (1 of 1 cases)."):
        propose(granted, lawyer)

    make(first, "send_back")
    assert propose(granted, lawyer).status == "proposed"


def test_one_firm_does_not_act_for_both_sides(city, registered, walk):
    firm = FirmFactory()
    ours = walk(registered(opponents=("某某公司",)), "accept", "recommend", "grant")
    propose(ours, LawyerFactory(firm=firm))
    against = registered(applicant={"name": "某某公司"}, opponents=())
    against = walk(against, "accept", "recommend", "grant")

    with refused("The same firm acts for the other side."):
        propose(against, LawyerFactory(firm=firm))
    assert propose(against, LawyerFactory()).status == "proposed"


def test_a_grassroots_worker_defends_nobody(case_in):
    case = case_in("granted", criminal=True)

    with refused("Only a lawyer may defend; a grassroots legal service worker may not."):
        propose(case, LawyerFactory(firm=FirmFactory(grassroots=True)))


@pytest.mark.parametrize("since", [None, date(2023, 11, 3)])
def test_life_or_death_needs_three_years_of_defence(case_in, since):
    case = case_in("granted", criminal=True, life_or_death=True)

    with refused("Three years of criminal defence are required (L26)."):
        propose(case, LawyerFactory(criminal_since=since))
    assert propose(case, LawyerFactory(criminal_since=date(2023, 11, 2))).status == "proposed"


def test_a_minor_gets_somebody_who_knows_work_with_minors(case_in):
    case = case_in("granted", applicant={"birth_on": date(2008, 11, 3)})

    with refused("The recipient is a minor: the lawyer must know work with minors."):
        propose(case, LawyerFactory())
    assert propose(case, LawyerFactory(with_minors=True)).status == "proposed"


def test_every_rule_that_is_failed_is_named(case_in):
    case = case_in("granted", criminal=True)
    lawyer = LawyerFactory(expired=True, firm=FirmFactory(grassroots=True))
    Absence.objects.create(lawyer=lawyer, first_day=NOON.date(), last_day=NOON.date())

    with refused(
        "The lawyer's licence is not valid on that day.",
        "The lawyer is on leave.",
        "Only a lawyer may defend; a grassroots legal service worker may not.",
    ):
        propose(case, lawyer)
    assert unchanged(case)
