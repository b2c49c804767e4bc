"""Approve: the lawyer is assigned in time, the firm is told, and the agreement is due."""

from datetime import date

import pytest

from cases.models import Absence, Case
from cases.states import Status
from tests.cases.factories import make
from tests.cases.moments import TUESDAY, moment
from tests.cases.reading import clocks, facts_of_paper, last, papers, refused, todo, unchanged

AT = moment(TUESDAY)


@pytest.fixture
def proposed(city, case_in):
    return make(case_in("granted"), "propose", lawyer_id=city.lawyers["lawyer"].pk)


def test_the_assignment_meets_its_clock_and_the_agreement_is_due(city, proposed):
    case = make(proposed, "approve", at=AT)

    assert last(case) == ("approve", "proposed", "assigned", "supervisor", city.supervisor)
    assert clocks(case)["assign"] == ("met", date(2026, 11, 5))
    assert clocks(case)["agreement"] == ("running", date(2026, 11, 9))  # the 8th is a Sunday
    assert case.next_due_at == moment(date(2026, 11, 10), 0)


def test_the_lawyer_has_the_case_in_hand_and_sees_it(city, proposed):
    case = make(proposed, "approve", at=AT)

    assert (case.lawyer, case.firm, case.proposed_lawyer) == (
        city.lawyers["lawyer"],
        city.firm,
        None,
    )
    row = case.assignments.get()
    assert (row.state, row.approved_at, row.ended_at) == ("running", AT, None)
    assert todo(case) == [(Status.ASSIGNED, city.lawyer)]
    for person in [city.lawyer, city.secretary]:
        assert case in Case.objects.visible_to(person)
    for person in [city.colleague, city.other_lawyer]:
        assert case not in Case.objects.visible_to(person)


def test_the_firm_is_told_with_a_masked_telephone(city, proposed):
    case = make(proposed, "approve", at=AT)

    assert papers(case) == ["grant_decision", "assignment_notice"]
    assert case.papers.latest("pk").document.label == "（平）援指字〔2026〕第1号"
    facts = facts_of_paper(case)
    assert (facts["firm"], facts["lawyer"]) == (city.firm.name, city.lawyers["lawyer"].name)
    assert (facts["assigned_on"], facts["agreement_by"]) == ("2026-11-03", "2026-11-09")
    assert facts["phone"] == "199****0000"


def test_the_hard_rules_are_asked_again(city, proposed):
    """What was so when the officer proposed need not be so any more."""
    Absence.objects.create(lawyer=city.lawyers["lawyer"], first_day=TUESDAY, last_day=TUESDAY)

    with refused("The lawyer is on leave."):
        make(proposed, "approve", at=AT)
    assert unchanged(proposed)
    assert papers(proposed) == ["grant_decision"]
    assert make(proposed, "approve", at=moment(date(2026, 11, 4))).status == "assigned"


def test_the_place_that_the_proposal_holds_does_not_stand_in_its_own_way(city, proposed):
    lawyer = city.lawyers["lawyer"]
    lawyer.capacity = 1
    lawyer.save()

    assert make(proposed, "approve").status == "assigned"


def test_without_a_proposal_there_is_nothing_to_approve(case_in):
    case = case_in("granted")
    with refused("This is not possible while the status is “Aid granted”."):
        make(case, "approve")
    assert unchanged(case)


def test_a_case_of_a_lawyer_without_an_account_waits_for_nobody_in_particular(city, case_in):
    from tests.cases.factories import LawyerFactory

    case = make(case_in("granted"), "propose", lawyer_id=LawyerFactory().pk)
    case = make(case, "approve")

    assert todo(case) == [(Status.ASSIGNED, None)]
