"""A draft is looked at and gone: it must never pass for a paper that was issued."""

import io
import re
from dataclasses import replace

import pikepdf
import pypdf
import pypdfium2
import pytest

from documents.drafting import draft
from documents.issuing import NotPrintable
from documents.models import Document, Sequence
from tests.documents.conftest import AT, GRANT, SAMPLES
from tests.documents.drawn import LOOKED_AT, drawn
from tests.documents.test_labels import admin, written_as  # noqa: F401 - fixtures


def pages(content):
    return [
        re.sub(r"\s", "", page.extract_text())
        for page in pypdf.PdfReader(io.BytesIO(content)).pages
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", LOOKED_AT)
def test_every_page_of_a_draft_says_so_and_none_bears_number_code_or_seal(name):
    facts = SAMPLES[name]
    content = draft(facts, at=AT)
    said = pages(content)

    assert all("草稿" in page for page in said)
    assert len(said) == len(pages(drawn(name)))
    assert not any(re.search(r"核验码：?\s*[0-9A-Fa-f]{4}", page) for page in said)
    if facts.numbered_in:
        assert f"{facts.numbered_in}〔2026〕第号" in said[0]
    with pypdfium2.PdfDocument(content) as pdf:
        pixels = pdf[0].render(scale=1).to_pil().convert("RGB").crop((0, 300, 595, 760))
    assert not [one for one in pixels.get_flattened_data() if one[0] > 150 and one[1] < 90]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not pdf.attachments


def test_a_draft_takes_no_number_and_keeps_nothing(db):
    draft(GRANT, at=AT)

    assert not Sequence.objects.exists()
    assert not Document.objects.exists()


def test_a_draft_costs_one_question_to_the_database(db, django_assert_num_queries):
    with django_assert_num_queries(1):  # how the number is written
        draft(GRANT, at=AT)


def test_a_draft_shows_the_number_as_the_agency_writes_it(written_as):  # noqa: F811
    written_as("{letter}援决字〔{year}〕{seq:03}号", AT.date())

    assert "平援决字〔2026〕号" in pages(draft(GRANT, at=AT))[0]


def test_what_could_not_be_issued_is_said_at_the_draft(db):
    with pytest.raises(NotPrintable, match=r"U\+E863"):
        draft(replace(GRANT, recipient="王\ue863"), at=AT)
