"""Codes as people type them, papers by code and by file, and waits for who tries too many."""

from datetime import UTC, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from documents import checking, throttling
from documents.drawing import draw
from documents.kinds import KINDS
from documents.models import Document, Standing, Tries
from tests.documents.conftest import AT, SAMPLES, SOON

CODE = "0123456789abcdef"


@pytest.mark.parametrize(
    "typed",
    [
        "0123456789abcdef",
        "0123 4567 89AB CDEF",
        " 0123-4567-89ab-cdef\n",
        "０１２３　４５６７　８９ＡＢ　ＣＤＥＦ",
        "O123 4567 89ab cdef",
        "0i23 4567 89ab cdef",
        "0l23–4567—89ab·cdef",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert checking.plain_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", "0123", CODE + "0", "0123456789abcdeg", "零" * 16, "张䶮"])
def test_what_is_no_code_is_none(typed):
    assert checking.plain_code(typed) == ""


def test_a_paper_is_found_by_its_code_alone(issue_paper):
    paper, other = issue_paper(), issue_paper()

    assert checking.paper_with_code(paper.check_code) == paper
    assert checking.paper_with_code(other.check_code) == other
    assert checking.paper_with_code(CODE) is None
    assert checking.paper_with_code("") is None


def test_a_paper_is_found_by_its_file_once_it_is_drawn(issue_paper):
    paper = issue_paper()
    assert checking.paper_with_file("") is None  # what is not drawn has no digest
    draw(paper, at=SOON)

    assert checking.paper_with_file(paper.sha256) == paper
    assert checking.paper_with_file("0" * 64) is None


@pytest.mark.parametrize(
    ("find", "index"),
    [("check_code = '0'", "papers_by_code"), ("sha256 = '0' AND state = 'drawn'", "by_digest")],
)
def test_finding_a_paper_reads_an_index(db, find, index):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} SELECT id FROM documents_document WHERE {find}")
        assert index in str(cursor.fetchall())


def test_the_address_to_check_at_is_frozen_with_the_paper(issue_paper, settings):
    assert issue_paper().check_url == ""
    settings.DOCUMENTS_CHECK_URL = "https://aid.example.gov.cn/check/"
    paper = issue_paper()

    assert paper.check_url == f"https://aid.example.gov.cn/check/{paper.check_code}"


# Kinds


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_says_in_english_what_it_is(kind):
    assert kind.english.isascii()
    assert kind.english


@pytest.mark.parametrize("facts", SAMPLES.values(), ids=SAMPLES)
def test_a_paper_names_whom_it_concerns_by_the_person_s_own_field(facts):
    people = [getattr(facts, field, "") for field in ("recipient", "applicant", "visitor")]

    assert facts.concerns in [getattr(person, "name", person) for person in people]
    assert facts.concerns or not any(people)


# Standing


def became(paper, what, *, at=SOON, by=None):
    return Standing.objects.create(document=paper, what=what, at=at, by_document=by)


def read(paper):
    return Document.objects.with_standing().get(pk=paper.pk).latest_standing()


def test_a_paper_stands_until_something_becomes_of_it(issue_paper):
    paper, other = issue_paper(), issue_paper()
    assert read(paper) is None
    became(paper, "objected")
    assert read(paper).in_force
    became(paper, "replaced", by=other)

    assert (read(paper).what, read(paper).by_document) == ("replaced", other)
    assert not read(paper).in_force
    assert list(Document.objects.standing()) == [other]


@pytest.mark.parametrize(
    ("what", "stands"),
    [
        ("withdrawn", False),
        ("ended", False),
        ("changed", False),
        ("objected", True),
        ("upheld", True),
    ],
)
def test_only_an_objection_that_changed_nothing_leaves_a_paper_in_force(issue_paper, what, stands):
    paper = issue_paper()
    became(paper, what)

    assert Document.objects.standing().exists() == read(paper).in_force == stands


@pytest.mark.parametrize(
    "change",
    [
        lambda events: events.update(what="upheld"),
        lambda events: events.get().delete(),
        lambda events: events.delete(),
    ],
    ids=["rewritten", "deleted", "emptied"],
)
def test_what_became_of_a_paper_is_never_changed(issue_paper, change):
    became(issue_paper(), "withdrawn")

    with pytest.raises(IntegrityError), transaction.atomic():
        change(Standing.objects.all())


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite can replace a row")
def test_it_is_not_replaced_by_an_insert(issue_paper):
    became(issue_paper(), "withdrawn")

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO documents_standing (id, what, at, document_id) "
            "SELECT id, 'upheld', at, document_id FROM documents_standing"
        )


@pytest.mark.postgres
def test_the_table_of_standings_is_never_emptied(db):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE documents_standing")


@pytest.mark.parametrize("wrong", ["lost", "replaced", "itself"])
def test_a_standing_that_can_not_be_is_refused(issue_paper, wrong):
    paper = issue_paper()
    by = paper if wrong == "itself" else None

    with pytest.raises(IntegrityError), transaction.atomic():
        became(paper, "replaced" if wrong == "itself" else wrong, by=by)


# Waits

ME, YOU = throttling.client_of("192.0.2.1"), throttling.client_of("192.0.2.2")


def tries(count, client=ME, *, at=AT, kind="code"):
    return [throttling.take(kind, client=client, at=at) for _ in range(count)]


def test_ten_wrong_tries_are_free_and_then_one_waits_for_the_quarter(db):
    assert tries(10) == [None] * 10
    [again_at] = tries(1)

    assert again_at == AT.astimezone(UTC) + timedelta(minutes=15)  # AT is 9:30
    assert tries(1, YOU) == [None]
    assert tries(1, kind="file") == [None]
    assert tries(1, at=again_at) == [None]


def test_a_right_try_is_not_counted(db):
    for _ in range(30):
        assert tries(1) == [None]
        throttling.give_back("code", client=ME, at=AT)


def test_when_all_together_try_too_many_one_wrong_try_is_enough(db, monkeypatch):
    monkeypatch.setitem(throttling.LIMITS, "code", throttling.Limit(each=10, together=3))
    tries(3)

    assert tries(1, YOU) == [None]
    assert None not in tries(1, YOU) + tries(1, ME)


def test_old_spans_are_swept_out(db):
    tries(3)
    tries(1, at=AT + timedelta(hours=1))

    assert sorted(Tries.objects.values_list("client", "count")) == [("", 1), (ME, 1)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("", "", True),
    ],
)
def test_a_client_is_an_address_or_a_network_of_the_new_kind(one, other, same):
    assert (throttling.client_of(one) == throttling.client_of(other)) == same
    assert throttling.client_of(one) != one
