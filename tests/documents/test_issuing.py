from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError
from django.test import override_settings

from documents.facts import to_json
from documents.issuing import NotPrintable, check_code, issue
from documents.kinds import GrantDecision
from documents.kinds.grant_decision.sample import AGENCY
from documents.models import Document, Sequence
from tests.documents.conftest import AT, GRANT, SAMPLES


def test_a_paper_is_issued_under_the_next_number_of_its_kind(issue_paper):
    labels = [
        issue_paper().label,
        issue_paper().label,
        issue_paper(SAMPLES["refusal_decision"]).label,
    ]

    assert labels == [
        "（平）援决字〔2026〕第1号",
        "（平）援决字〔2026〕第2号",
        "（平）援不决字〔2026〕第1号",
    ]


def test_the_letter_of_the_number_is_the_agency_s(issue_paper):
    other = replace(AGENCY, code="agency-620802", name="崆峒区法律援助中心", letter="崆")
    issue_paper()

    assert issue_paper(issuer=other).label == "（崆）援决字〔2026〕第1号"


def test_the_facts_are_kept_as_they_were_with_everything_that_identifies_the_paper(issue_paper):
    paper = issue_paper()
    paper.refresh_from_db()

    assert paper.read_facts() == GRANT
    assert (paper.kind, paper.issuer, paper.register) == ("grant_decision", AGENCY.code, "援决字")
    assert (paper.year, paper.number, paper.issued_at) == (2026, 1, AT)
    assert (paper.state, paper.sha256, paper.pdf.name) == (Document.State.PENDING, "", "")
    assert (paper.title, str(paper)) == ("给予法律援助决定书", paper.label)


@pytest.mark.parametrize(
    ("at", "year"),
    [
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), 2026),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), 2027),
    ],
)
def test_the_year_is_that_of_the_day_in_shanghai(issue_paper, at, year):
    assert issue_paper(at=at).year == year


def test_a_character_without_a_glyph_is_refused_before_a_number_is_taken(issue_paper):
    with pytest.raises(NotPrintable, match=r"U\+E863") as refusal:
        issue_paper(recipient="王\ue863华")

    assert "王" not in str(refusal.value)
    assert not Document.objects.exists()
    assert not Sequence.objects.exists()


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\x07", "\t", "\ufeff"])
def test_invisible_controls_are_refused(issue_paper, hidden):
    with pytest.raises(NotPrintable, match=rf"U\+{ord(hidden):04X}"):
        issue_paper(recipient=f"王{hidden}华")


def test_facts_of_a_wrong_type_take_no_number(issue_paper):
    with pytest.raises(TypeError, match="papers_count"):
        issue_paper(papers_count="7")

    assert not Sequence.objects.exists()


def test_a_paper_names_the_agency_that_issues_it(db):
    other = replace(AGENCY, code="agency-620802")

    with pytest.raises(ValueError, match="names the agency"):
        issue(GRANT, issuer=other, at=AT)


def test_a_time_without_zone_is_refused(db):
    with pytest.raises(ValueError, match="time zone"):
        issue(GRANT, issuer=AGENCY, at=AT.replace(tzinfo=None))


def test_a_kind_that_is_not_registered_is_refused(db):
    @dataclass(frozen=True, kw_only=True)
    class Copy(GrantDecision):
        pass

    facts = Copy(**{field.name: getattr(GRANT, field.name) for field in fields(GRANT)})

    with pytest.raises(ValueError, match="Copy is not a kind"):
        issue(facts, issuer=AGENCY, at=AT)


@pytest.mark.django_db(transaction=True)
def test_a_paper_is_issued_in_a_transaction_only():
    with pytest.raises(TransactionManagementError, match="transaction of its move"):
        issue(GRANT, issuer=AGENCY, at=AT)


def test_a_move_that_fails_issues_nothing_and_leaves_no_gap(issue_paper):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        issue(GRANT, issuer=AGENCY, at=AT)
        raise ZeroDivisionError

    assert issue_paper().number == 1


def test_issuing_costs_two_statements(issue_paper, django_assert_num_queries):
    issue_paper()

    with django_assert_num_queries(2):  # number: 2, paper: 1
        issue(GRANT, issuer=AGENCY, at=AT)


def test_the_check_code_depends_on_every_fact_on_the_number_and_on_the_key():
    code = check_code(GRANT, label="第1号")
    others = {
        check_code(replace(GRANT, papers_count=8), label="第1号"),
        check_code(GRANT, label="第2号"),
    }
    with override_settings(SECRET_KEY="another key"):
        others.add(check_code(GRANT, label="第1号"))

    assert len(others | {code}) == 4
    assert len(code) == 16
    assert int(code, 16) >= 0


def test_a_number_names_one_paper(issue_paper):
    paper = issue_paper()
    twin = Document(
        **{name: getattr(paper, name) for name in ("kind", "issuer", "register", "year", "number")},
        label=paper.label,
        issued_at=AT,
        facts=to_json(GRANT),
        check_code="0" * 16,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
