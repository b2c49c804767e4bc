"""What a review leaves of the tests: proposed, found, why otherwise, and the sealed trail."""

import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from cases.actions.state_means import state_means
from cases.assessing import latest_findings, told
from cases.eligibility import Test
from cases.models import EligibilityFinding
from documents.kinds.means_statement import Belongings
from tests.cases.factories import make
from tests.cases.moments import MONDAY, NOON
from tests.cases.reading import facts_of_paper, refused, unchanged

BASIS = "《中华人民共和国法律援助法》第三十一条第（五）项"
NO_REASON = {"why_scope": "", "why_means": ""}


def found(case):
    return {one.test: (one.proposed, one.found, one.reason) for one in latest_findings(case)}


def test_a_review_keeps_every_test_as_proposed_and_as_found(city, case_in):
    case = make(case_in("accepted"), "recommend", **NO_REASON)

    assert found(case) == {
        "person": ("not_known", "passed", ""),
        "scope": ("passed", "passed", ""),
        "waiver": ("failed", "failed", ""),
        "exemption": ("failed", "failed", ""),
        "hardship": ("not_known", "passed", ""),
    }
    rows = latest_findings(case)
    assert {(row.seq, row.by, row.at) for row in rows} == {
        (case.version, city.reviewer, rows[0].at)
    }
    assert (rows[1].basis, rows[1].rules) == (BASIS, ["L31-5"])


@pytest.mark.parametrize(
    ("facts", "answer", "test"),
    [
        ({"scope_basis": "", "opinion": "refuse"}, "scope", "scope"),
        ({"means": "not_required"}, "means", "waiver"),
        ({"means": "not_checked"}, "means", "exemption"),
    ],
)
def test_who_finds_otherwise_says_why(case_in, facts, answer, test):
    case = case_in("accepted")
    with refused(f"You find otherwise than proposed on the {answer}: say why."):
        make(case, "recommend", **facts | NO_REASON | {f"why_{answer}": " "})
    assert unchanged(case)
    assert not EligibilityFinding.objects.exists()

    case = make(case, "recommend", **facts | NO_REASON | {f"why_{answer}": "另有证明。"})
    reasons = {row.test: row.reason for row in latest_findings(case) if row.overruled}
    assert reasons == {test: "另有证明。"}
    assert "与规则提示不同，理由：另有证明。" in "".join(facts_of_paper(case)["findings"])


def test_what_the_rules_can_not_know_is_answered_and_not_overruled(case_in):
    case = make(case_in("accepted"), "recommend", means="not_met", opinion="refuse", **NO_REASON)

    assert found(case)["hardship"] == ("not_known", "failed", "")


def test_the_database_wants_the_reason_too(case_in):
    case = make(case_in("accepted"), "recommend")
    scope = case.findings.get(test="scope")

    with pytest.raises(IntegrityError), transaction.atomic():
        EligibilityFinding.objects.filter(pk=scope.pk).update(found="failed")


def test_each_review_has_findings_of_its_own(case_in, walk):
    case = walk(case_in("recommended"), "return_to_review", "recommend")

    assert case.findings.count() == 2 * len(Test)
    assert {row.seq for row in latest_findings(case)} == {case.version}


def test_the_trail_is_sealed_with_the_amounts_that_it_compared(case_in):
    case = make(case_in("accepted"), "recommend")
    row = latest_findings(case)[4]

    assert told(row)["per_head"] == "620.17"
    with connection.cursor() as cursor:
        cursor.execute("SELECT trail FROM cases_eligibilityfinding WHERE id = %s", [row.pk])
        assert b"620" not in bytes(cursor.fetchone()[0])
    assert "620" not in json.dumps(case.history.last().facts)


def test_the_sheet_has_a_line_for_every_test(case_in):
    case = make(case_in("accepted"), "recommend", **NO_REASON)

    assert facts_of_paper(case)["findings"] == [
        "不受经济困难条件限制的情形：不属于。",
        "免予核查经济困难状况的人员：不属于。",
        "经济困难标准：符合；本地区经济困难标准尚未录入。",
    ]


def test_a_migrant_worker_in_gansu_is_asked_for_no_hardship(case_in):
    case = make(
        case_in("accepted", groups=["农民工"]), "recommend", means="not_required", **NO_REASON
    )

    facts = facts_of_paper(case)
    assert facts["means_basis"] == "《甘肃省法律援助条例》"
    assert facts["findings"][0] == (
        "不受经济困难条件限制的情形：属于；依据《甘肃省法律援助条例》。"
    )
    assert facts["findings"][1:] == [
        "免予核查经济困难状况的人员：无需审查。", "经济困难标准：无需审查。",
    ]  # fmt: skip
    assert facts_of_paper(make(case, "grant"))["means_basis"] == "《甘肃省法律援助条例》"


def test_what_nobody_has_confirmed_is_the_agencys_own_rule_on_paper(case_in):
    case = case_in("accepted", groups=["军人军属"], matter="child_support")
    case = make(case, "recommend", means="not_checked", **NO_REASON)

    assert facts_of_paper(case)["means_basis"] == (
        "本机构规则（《中华人民共和国法律援助法》第四十二条第（二）项）"
    )


def test_without_a_line_a_case_goes_on_by_pledge(city, case_in):
    case = case_in("accepted")
    state_means(
        case_id=case.pk,
        household_size=3,
        monthly_income_yuan=Decimal(1860),
        household=[],
        spending_yuan=None,
        spending_on="",
        belongings=Belongings(),
        debts="",
        hardship="",
        check_by="pledge",
        stated_on=MONDAY,
        by=city.clerk,
        at=NOON,
    )
    case = make(case, "recommend", **NO_REASON)

    assert found(case)["hardship"] == ("passed", "passed", "")
    assert (
        "申请人作出个人诚信承诺；本地区经济困难标准尚未录入" in facts_of_paper(case)["findings"][2]
    )
    assert make(case, "grant").status == "granted"


def test_aid_first_rests_on_no_findings(case):
    assert facts_of_paper(make(case, "aid_first"))["means_basis"] == ""
