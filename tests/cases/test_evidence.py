"""The checklist: which papers an application needs, by the rules of its day, each with its article."""

from datetime import date
from itertools import pairwise

import pytest

from cases.catalogue.rows import LAW, ORDER_148
from cases.codes import Group, Material, Matter
from cases.conditions import bringing, evidence_of, missing_materials
from cases.evidence import Facts, Need, checklist
from cases.evidence.proofs import OF_GROUPS, OF_MATTERS
from cases.evidence.rules import RULES
from tests.cases.factories import applicant_facts

NOW = date(2026, 11, 2)


def items(**facts):
    given = {"on": NOW, "matter": "labour_pay"} | facts
    return {item.code: item for item in checklist(Facts(**given))}


def needs(**facts):
    return {code: str(item.need) for code, item in items(**facts).items()}


def test_an_ordinary_application_needs_four_papers():
    assert needs() == dict.fromkeys(
        ["identity", "application_form", "case_evidence", "means_statement"], "required"
    )


@pytest.mark.parametrize("group", [Group.MIGRANT, Group.MILITARY, Group.MINOR, "烈士遗属"])
def test_whose_means_go_unchecked_proves_the_group_instead(group):
    found = items(means_exempt=True, proves_group=True, groups=(group,))

    assert "means_statement" not in found
    proof = found["group_proof"]
    assert (proof.need, proof.missing, proof.basis) == (
        Need.REQUIRED, True, "法律援助法第四十二条",
    )  # fmt: skip
    assert proof.confirmed
    assert {one.zh for one in proof.one_of} == {one.zh for one in OF_GROUPS[group]}


@pytest.mark.parametrize("shown", ["group_proof", "means_statement"])
def test_a_statement_of_means_does_as_well_as_the_proof_of_the_group(shown):
    found = items(
        means_exempt=True, proves_group=True, groups=(Group.MIGRANT,), materials=frozenset({shown})
    )

    assert not found["group_proof"].missing


def test_where_no_hardship_is_asked_for_no_group_need_be_proved():
    assert set(needs(matter="domestic_violence", means_exempt=True)) == {
        "identity",
        "application_form",
        "case_evidence",
    }


def test_the_proof_cites_the_rule_that_asks_for_it(registered):
    """A migrant worker's wages: in Gansu by its own regulation."""
    case = registered(groups=[Group.MIGRANT.value], materials=["identity"])
    [proof] = [one for one in evidence_of(case) if one.code == "group_proof"]

    assert proof.missing
    assert "甘肃省法律援助条例" in proof.basis or "第四十二条" in proof.basis


def test_a_group_that_changes_nothing_may_be_proved_and_need_not():
    assert needs(groups=(Group.DISABLED,))["group_proof"] == "suggested"
    assert "group_proof" not in needs(groups=(Group.WOMAN,))


def test_who_has_no_paper_is_not_asked_for_one():
    assert "identity" not in needs(id_type="none")


def test_an_agent_shows_by_what_right_and_a_minors_parent_is_reminded():
    assert needs(agent=True)["agent_proof"] == "required"
    assert needs(minor=True)["agent_proof"] == "suggested"
    assert "agent_proof" not in needs()


@pytest.mark.parametrize("matter", Matter.values)
def test_every_matter_has_suggestions_of_which_one_will_do(matter):
    evidence = items(matter=matter)["case_evidence"]

    assert evidence.one_of == OF_MATTERS[matter]
    assert len(evidence.one_of) >= 2
    assert evidence.bring.endswith("等（有其中之一即可）")


def test_a_case_keeps_the_rules_of_the_day_of_its_receipt():
    before, after = (items(on=on)["identity"] for on in (date(2023, 8, 31), ORDER_148))

    assert before.basis.startswith("法律援助条例")
    assert after.basis.startswith("办理法律援助案件程序规定")
    assert {before.confirmed, after.confirmed} == {False}  # recalled: a rule of the office
    assert items(on=LAW)["means_statement"].confirmed
    assert items(on=date(2021, 12, 31))["means_statement"].bring == "经济困难的证明"


def test_on_every_day_one_rule_of_each_paper_is_in_force():
    for code in {rule.code for rule in RULES}:
        rows = sorted((one for one in RULES if one.code == code), key=lambda one: one.valid_from)
        for one, following in pairwise(rows):
            assert (following.valid_from - one.valid_to).days == 1
        assert rows[-1].valid_to is None


def test_what_is_missing_is_read_from_the_same_list(registered):
    case = registered(materials=["identity"])

    assert missing_materials(case) == ["application_form", "case_evidence", "means_statement"]
    assert [item.code for item in evidence_of(case) if item.missing] == missing_materials(case)


def test_the_notice_has_words_for_every_paper_in_chinese(registered):
    case = registered(applicant=applicant_facts(id_type="passport"))
    words = bringing(case)

    assert set(words) == set(Material.values)
    assert words["identity"] == "护照原件（当场核对）和复印件一份"
    assert "劳动合同、工资条" in words["case_evidence"]
    assert not any(one.isascii() and one.isalpha() for text in words.values() for one in text)
