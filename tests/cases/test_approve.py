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

    assert papers(case) == ["assignment_notice", "letter_to_organ"]
    notice = case.papers.get(document__kind="assignment_notice").document
    assert notice.label == "（平）援指字〔2026〕第1号"
    facts = notice.facts
    assert (facts["firm"], facts["lawyer"]) == (city.firm.name, city.lawyers["lawyer"].name)
    assert (facts["assigned_on"], facts["agreement_by"]) == ("2026-11-03", "2026-11-09")
    assert facts["phone"] == "199****0000"


def test_the_organ_is_told_who_stands_by_the_recipient(city, proposed):
    case = make(proposed, "approve", at=AT, organ="崆峒区人民法院")

    assert case.papers.latest("pk").document.label == "（平）民援函字〔2026〕第1号"
    facts, lawyer = facts_of_paper(case), city.lawyers["lawyer"]
    assert (facts["organ"], facts["recipient"]) == ("崆峒区人民法院", case.applicant.name)
    assert (facts["firm"], facts["lawyer"]) == (city.firm.name, lawyer.name)
    assert (facts["licence_no"], facts["capacity"]) == (lawyer.licence_no, "诉讼代理人")
    assert (facts["stage"], facts["criminal"], facts["role"]) == ("一审", False, "")
    assert case.history.latest("seq").facts == {"organ": "崆峒区人民法院"}


def test_letters_in_criminal_cases_are_counted_apart(case_in):
    case = case_in("assigned", criminal=True, stage="prosecution", matter="other")

    assert case.papers.latest("pk").document.label == "（平）刑援函字〔2026〕第1号"
    assert facts_of_paper(case)["stage"] == "审查起诉"


def test_an_organ_that_is_not_known_yet_gets_no_letter(proposed):
    case = make(proposed, "approve", at=AT, organ=" ")

    assert papers(case) == ["assignment_notice"]
    assert case.history.latest("seq").facts == {"organ": ""}


def test_the_hard_rules_are_asked_again(city, proposed):
    """What was so when the officer proposed need not be so any more."""
    Absence.objects.create(lawyer=city.lawyers["lawyer"], first_day=TUESDAY, last_day=TUESDAY)

    with refused("The lawyer is on leave."):
        make(proposed, "approve", at=AT)
    assert unchanged(proposed)
    assert papers(proposed) == []
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
