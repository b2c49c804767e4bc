"""The database refuses what the code never asks for."""

import pytest
from django.db import IntegrityError, connection, transaction

from documents.drawing import draw
from documents.models import Document, PaperDamaged, Seal
from tests.documents.conftest import AT, SOON

FROZEN = {
    "kind": "refusal_decision",
    "issuer": "agency-620802",
    "register": "援指字",
    "year": 2025,
    "number": 99,
    "label": "（平）援决字〔2026〕第99号",
    "issued_at": SOON,
    "facts": {},
    "check_code": "f" * 16,
    "check_url": "https://elsewhere.example/check/",
    "seal": None,  # another one is made in the test
}
ADDED_BY_THE_WORKER = {
    "state", "pdf", "sha256", "drawn_at", "drawn_with", "attempts", "lease_until", "failure"
}  # fmt: skip


def refused():
    return pytest.raises(IntegrityError)


def test_every_column_is_either_frozen_or_the_worker_s():
    columns = {field.name for field in Document._meta.concrete_fields}

    assert columns == {"id"} | FROZEN.keys() | ADDED_BY_THE_WORKER


@pytest.mark.parametrize("column", FROZEN)
def test_what_was_issued_does_not_change(issue_paper, column):
    paper = issue_paper()
    other = FROZEN[column]
    if column == "seal":
        other = Seal.objects.create(issuer="agency-620800", image=b"x", used_from=AT)

    with refused(), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(**{column: other})
    setattr(paper, column, other)
    with refused(), transaction.atomic():
        paper.save()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite can replace a row")
@pytest.mark.parametrize("column", ["id", "number"])
def test_a_paper_is_not_replaced_by_an_insert(issue_paper, column):
    paper = issue_paper()
    columns = [field.column for field in Document._meta.concrete_fields]
    taken = ["'FORGED'" if one == "label" else one for one in columns]
    if column == "number":
        taken[columns.index("id")] = "id + 1"

    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO documents_document ({', '.join(columns)}) "
            f"SELECT {', '.join(taken)} FROM documents_document"
        )
    assert Document.objects.get().label == paper.label


def test_saving_an_unchanged_paper_is_fine(issue_paper):
    paper = issue_paper()
    paper.refresh_from_db()
    paper.attempts = 1
    paper.save()

    assert Document.objects.get().attempts == 1


def test_a_paper_is_never_deleted(issue_paper):
    paper = issue_paper()

    with refused(), transaction.atomic():
        paper.delete()
    with refused(), transaction.atomic():
        Document.objects.all().delete()
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_document")


@pytest.mark.postgres
def test_the_table_of_papers_is_never_emptied(issue_paper):
    issue_paper()

    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # else PostgreSQL refuses for another reason
        cursor.execute("TRUNCATE documents_document CASCADE")


@pytest.mark.parametrize(
    "change",
    [
        {"state": "pending", "sha256": "", "pdf": "", "drawn_at": None},
        {"sha256": "0" * 64},
        {"pdf": "x"},
    ],
)
def test_a_drawn_paper_stays_as_it_is(issue_paper, change):
    paper = issue_paper()
    draw(paper, at=SOON)

    with refused(), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "drawn"},
        {"state": "drawn", "sha256": "0" * 64, "drawn_at": AT},
        {"state": "drawn", "sha256": "0" * 63, "drawn_at": AT, "pdf": "x.pdf"},
        {"sha256": "0" * 64},
        {"state": "failed"},
        {"state": "lost"},
    ],
)
def test_a_state_that_can_not_be_is_refused(issue_paper, change):
    paper = issue_paper()

    with refused(), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(**change)


def test_a_changed_file_is_not_handed_out(issue_paper):
    paper = issue_paper()
    draw(paper, at=SOON)
    assert paper.read_pdf().startswith(b"%PDF-1.7")

    with open(paper.pdf.path, "ab") as file:
        file.write(b"%")
    with pytest.raises(PaperDamaged, match="第1号"):
        paper.read_pdf()
