"""What recipient and firm are given to sign: taken from the case, with the right authority."""

import pytest

from cases.actions.papers.agreement import aid_agreement, power_of_attorney


def test_the_agreement_names_both_sides_and_the_notice(case_in):
    case = case_in("assigned")
    facts = aid_agreement(case, scope="special")

    assert (facts.recipient, facts.firm, facts.lawyer) == (
        case.applicant.name,
        "甘肃崆峒律师事务所",
        "陆正",
    )
    assert facts.assignment == "（平）援指字〔2026〕第1号"
    assert (facts.role, facts.stage, facts.form_of_aid, facts.scope) == (
        "诉讼代理人",
        "一审",
        "民事诉讼代理",
        "special",
    )
    assert facts.opponents == ("某某建筑有限公司",)


def test_of_several_assignments_the_last_counts(case_in):
    assert aid_agreement(case_in("reassigned")).assignment == "（平）援指字〔2026〕第2号"


@pytest.mark.parametrize(
    ("aid_form", "stage", "role", "words"),
    [
        ("labour_arbitration", "not_started", "代理人", "劳动争议仲裁"),
        ("civil_litigation", "not_started", "诉讼代理人", "一审"),
        ("civil_litigation", "second_instance", "诉讼代理人", "二审"),
        ("criminal_agency", "first_instance", "诉讼代理人", "一审"),
        ("non_litigation", "not_started", "代理人", "非诉讼处理"),
    ],
)
def test_the_lawyer_is_what_the_form_of_aid_makes_them(case_in, aid_form, stage, role, words):
    case = case_in("assigned", stage=stage)
    case.aid_form = aid_form

    facts = power_of_attorney(case, scope="general")
    assert (facts.role, facts.stage, facts.scope) == (role, words, "general")


@pytest.mark.parametrize(
    ("stage", "words"),
    [("prosecution", "审查起诉"), ("remand", "重审"), ("death_review", "死刑复核")],
)
def test_a_defender_has_no_scope(case_in, stage, words):
    case = case_in("assigned", stage=stage)
    case.aid_form = "criminal_defence"

    facts = power_of_attorney(case, scope="special")
    assert (facts.role, facts.stage, facts.scope) == ("辩护人", words, "")
