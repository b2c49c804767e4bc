from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.transaction import TransactionManagementError
from django.test import override_settings
from django.utils.translation import override

from documents import issuing, marks
from documents.facts import to_json
from documents.issuing import NotPrintable, check_code, issue, issue_all, issued
from documents.kinds import GrantDecision
from documents.kinds.grant_decision.sample import AGENCY
from documents.models import Document, Seal, Sequence
from documents.rendering import Imprint
from documents.rendering.overlays import Overlay
from documents.rendering.pages import assets_of, html_of
from tests.documents.conftest import AT, GRANT, SAMPLES

RECEIPT = SAMPLES["application_receipt"]


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


def test_letters_in_criminal_cases_have_a_register_of_their_own(issue_paper):
    civil, criminal = SAMPLES["letter_to_organ"], SAMPLES["letter_to_organ_criminal"]
    labels = [issue_paper(facts).label for facts in (civil, criminal, civil)]

    assert labels == [
        "（平）民援函字〔2026〕第1号",
        "（平）刑援函字〔2026〕第1号",
        "（平）民援函字〔2026〕第2号",
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


def test_the_refusal_names_each_field_with_its_characters(db):
    receipt = SAMPLES["application_receipt"]
    items = (receipt.items[0], replace(receipt.items[1], name="欠条\ue863"), *receipt.items[2:])
    wrong = replace(receipt, applicant="王😀华\ue864", items=items)

    with override("en"), transaction.atomic(), pytest.raises(NotPrintable) as refusal:
        issue(wrong, issuer=AGENCY, at=AT)

    first, second = str(refusal.value).split(". ")
    assert first.startswith("Applicant: ")
    assert first.endswith("😀 (U+1F600), U+E864")
    assert second.startswith("Items · entry 2 · Name: ")
    assert second.endswith("U+E863.")
    assert not Document.objects.exists()


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


def test_issuing_costs_three_statements(issue_paper, django_assert_num_queries):
    issue_paper()

    with django_assert_num_queries(4):  # number, how it is written, seal, paper
        issue(GRANT, issuer=AGENCY, at=AT)


def test_papers_of_one_move_cost_their_numbers_the_seal_and_one_statement(
    issue_paper, django_assert_num_queries
):
    issue_paper()
    issue_paper(SAMPLES["refusal_decision"])

    with django_assert_num_queries(6):  # two numbers and how they are written, seal, four papers
        issue_all([SAMPLES["refusal_decision"], RECEIPT, GRANT, RECEIPT], issuer=AGENCY, at=AT)


def test_papers_issued_together_keep_their_order_and_forms_bear_their_case(db):
    papers = issue_all([RECEIPT, GRANT, SAMPLES["refusal_decision"]], issuer=AGENCY, at=AT)

    assert [paper.label for paper in papers] == [
        RECEIPT.case_number,
        "（平）援决字〔2026〕第1号",
        "（平）援不决字〔2026〕第1号",
    ]
    assert [paper.pk for paper in papers] == sorted(paper.pk for paper in papers)
    assert all(
        paper.check_code == check_code(paper.read_facts(), label=paper.label) for paper in papers
    )


def test_numbers_are_always_taken_in_the_order_of_the_registers(db, monkeypatch):
    """Two moves that need the same two registers can't wait for each other in a circle."""
    taken = []

    def note(**book):
        taken.append(book["register"])
        return len(taken)

    monkeypatch.setattr(issuing, "take", note)
    refusal = SAMPLES["refusal_decision"]
    issue_all([refusal, GRANT], issuer=AGENCY, at=AT)
    issue_all([GRANT, refusal], issuer=AGENCY, at=AT)

    assert taken[:2] == taken[2:] == sorted(taken[:2])


def test_one_that_can_not_be_printed_holds_up_all_and_takes_no_number(db):
    with pytest.raises(NotPrintable):
        issue_all([GRANT, replace(RECEIPT, applicant="王\ue863")], issuer=AGENCY, at=AT)

    assert not Document.objects.exists()
    assert not Sequence.objects.exists()


def test_whoever_listens_hears_of_all_papers_of_a_move_at_once(db):
    heard = []

    def listen(documents, **kwargs):
        heard.append([document.kind for document in documents])

    issued.connect(listen)
    try:
        issue_all([GRANT, RECEIPT], issuer=AGENCY, at=AT)
    finally:
        issued.disconnect(listen)

    assert heard == [["grant_decision", "application_receipt"]]


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


def a_seal(used_from, issuer=AGENCY.code):
    return Seal.objects.create(
        issuer=issuer,
        image=f"<svg>{used_from}</svg>".encode(),
        media_type="image/svg+xml",
        sha256="0" * 64,
        used_from=used_from,
    )


def test_a_paper_keeps_the_seal_that_its_agency_had_at_its_issue(issue_paper):
    before, old, new = AT - timedelta(days=9), a_seal(AT), a_seal(AT + timedelta(days=9))
    a_seal(AT, issuer="agency-620802")

    assert issue_paper(at=before).seal is None
    assert issue_paper(at=AT).seal == old
    assert issue_paper(at=AT + timedelta(days=8)).seal == old
    assert issue_paper(at=AT + timedelta(days=9)).seal == new
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.update(seal=new)


def test_a_real_seal_is_not_called_a_sample(issue_paper):
    Seal.objects.create(
        issuer=AGENCY.code,
        image=marks.seal("真章"),
        media_type="image/svg+xml",
        sha256="0" * 64,
        used_from=AT,
    )
    real = issue_paper()
    facts, imprint = real.read_facts(), Imprint.of(real)

    assert "样章" not in html_of(facts, imprint, Overlay())
    assert f'alt="{AGENCY.name}"' in html_of(facts, imprint, Overlay())
    assert "（样章）" in html_of(facts, replace(imprint, seal=None), Overlay())
    assert assets_of(facts, imprint)["paper:seal"].content == marks.seal("真章")
