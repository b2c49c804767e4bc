"""Of several who apply together every paper of the case says so in one way: 梁金凤等3人 (D12)."""

import pytest

from cases.actions.papers.agreement import aid_agreement, power_of_attorney
from cases.actions.papers.handling import change_request
from cases.actions.papers.service import service_proof
from tests.cases.factories import case_in

TOGETHER = [
    {"name": "甲", "id_type": "", "id_no": ""},
    {"name": "乙", "id_type": "", "id_no": ""},
]
#: Whom each paper names, by the fact that names the person; the rest names nobody of the case.
NAMED = {
    "application_form": None,  # in a group of its own: tests/cases/test_register_beside.py
    "application_receipt": "applicant",
    "review_sheet": "applicant",
    "grant_decision": "recipient",
    "assignment_notice": "recipient",
    "letter_to_organ": "recipient",
    "progress_log": "recipient",
    "closing_report": "recipient",
    "dossier_cover": "recipient",
    "payment_approval": "recipient",
}
#: What one person alone states or signs.
OF_ONE = {"means_statement"}


@pytest.fixture
def archived(city):
    return case_in(city, "archived", applicant={"name": "梁金凤"}, together=TOGETHER)


def test_every_paper_that_names_the_applicant_names_them_all(archived):
    issued = {
        paper.document.kind: paper.document.facts
        for paper in archived.papers.select_related("document")
    }

    for kind, fact in NAMED.items():
        if fact and kind in issued:
            assert issued[kind][fact] == "梁金凤等3人", kind
    assert {"review_sheet", "closing_report", "dossier_cover"} <= issued.keys()
    alone = {
        kind
        for kind, facts in issued.items()
        if "梁金凤" in (facts.get("applicant"), facts.get("recipient"))
    }
    assert alone <= OF_ONE


def test_the_agreement_names_all_and_a_power_of_attorney_the_one_who_gives_it(city):
    case = case_in(city, "handling", applicant={"name": "梁金凤"}, together=TOGETHER)

    assert aid_agreement(case).recipient == "梁金凤等3人"
    assert service_proof(case, case.papers.all()[:1]).recipient == "梁金凤等3人"
    assert power_of_attorney(case).recipient == "梁金凤"
    assert change_request(case).recipient == "梁金凤"


def test_who_applies_alone_is_named_alone(city):
    case = case_in(city, "handling", applicant={"name": "梁金凤"})

    assert aid_agreement(case).recipient == "梁金凤"
