"""Letters on the way: to an organ that has the case now, and to let the lawyer in somewhere."""

from datetime import date

import pytest

from cases.actions.issue_letters import introduce_lawyer
from tests.cases.factories import make
from tests.cases.moments import TUESDAY, moment
from tests.cases.reading import facts_of_paper, papers, refused, unchanged
from workflow import audit
from workflow.models import AuditEntry

ONLY = "Only the assignment officer issues letters, while a lawyer has the case."
LETTERS = {"write_to_organ": "letter_to_organ", "introduce": "introduction_letter"}


@pytest.mark.parametrize("where", ["assigned", "handling"])
@pytest.mark.parametrize("step", LETTERS)
def test_the_officer_issues_it_and_the_case_stays_where_it_is(where, step, city, case_in):
    before = case_in(where)
    case = make(before, step, at=moment(TUESDAY))

    assert unchanged(before)
    assert papers(case)[-1] == LETTERS[step]
    entry = AuditEntry.objects.latest("seq")
    assert (entry.action, entry.actor_id) == ("letter.issued", city.officer.pk)
    assert entry.content == {"paper": case.papers.latest("pk").pk, "kind": LETTERS[step]}
    assert audit.verify()[1] == []


def test_an_introduction_names_the_lawyer_the_way_and_the_last_day(city, case_in):
    case = make(case_in("handling"), "introduce", at=moment(TUESDAY), valid_until=TUESDAY)

    assert case.papers.latest("pk").document.label == "（平）援介字〔2026〕第1号"
    facts, lawyer = facts_of_paper(case), city.lawyers["lawyer"]
    assert (facts["person"], facts["unit"]) == (lawyer.name, city.firm.name)
    assert (facts["to"], facts["recipient"]) == ("平凉市不动产登记中心", case.applicant.name)
    assert facts["issued_on"] == facts["valid_until"] == TUESDAY.isoformat()


def test_the_next_organ_is_told_and_is_the_one_that_hears_of_the_end(case_in):
    case = make(case_in("handling"), "write_to_organ", organ="平凉市中级人民法院")
    assert case.papers.latest("pk").document.label == "（平）民援函字〔2026〕第2号"

    case = make(case, "terminate")
    facts = facts_of_paper(case)
    assert (facts["organ"], facts["letter_number"]) == (
        "平凉市中级人民法院",
        "（平）民援函字〔2026〕第2号",
    )


@pytest.mark.parametrize("name", ["clerk", "supervisor", "lawyer", "admin"])
@pytest.mark.parametrize("step", LETTERS)
def test_only_the_officer_issues_letters(step, name, city, case_in):
    with refused(ONLY):
        make(case_in("handling"), step, by=city.people[name])


@pytest.mark.parametrize("status", ["granted", "proposed", "closed", "terminated"])
@pytest.mark.parametrize("step", LETTERS)
def test_only_while_a_lawyer_has_the_case(step, status, case_in):
    case = case_in(status)
    before = papers(case)
    with refused(ONLY):
        make(case, step)
    assert papers(case) == before


@pytest.mark.parametrize(
    ("step", "facts", "sentences"),
    [
        ("write_to_organ", {"organ": " "}, ["Name the organ that handles the case."]),
        (
            "introduce",
            {"to": "", "purpose": " ", "valid_until": date(2026, 11, 2)},
            [
                "Say to whom the lawyer is introduced.",
                "Say what the lawyer comes for.",
                "The introduction must be valid today at least.",
            ],
        ),
    ],
)
def test_a_letter_that_says_nothing_is_refused(step, facts, sentences, case_in):
    case = case_in("handling")
    with refused(*sentences):
        make(case, step, at=moment(TUESDAY), **facts)
    assert papers(case) == []


@pytest.mark.parametrize("step", LETTERS)
def test_pressing_twice_issues_one_letter(step, case_in):
    case = make(case_in("handling"), step, at=moment(TUESDAY))
    label = case.papers.latest("pk").document.label

    with refused(f"This very letter was issued today: {label}."):
        make(case, step, at=moment(TUESDAY, 15))
    assert case.papers.latest("pk").document.label == label
    assert (
        make(case, step, at=moment(date(2026, 11, 4))).papers.latest("pk").document.label != label
    )


def test_what_no_font_can_print_refuses_the_letter_and_takes_no_number(city, case_in):
    case = case_in("handling")
    with refused("To: This can't be printed, the fonts of the papers don't have it: U+E863."):
        introduce_lawyer(
            case_id=case.pk,
            to="\ue863",
            purpose="查询。",
            valid_until=TUESDAY,
            by=city.officer,
            at=moment(TUESDAY),
        )
    case = make(case, "introduce")
    assert case.papers.latest("pk").document.number == 1
