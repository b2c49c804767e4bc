"""Forms that are prepared for signing: no number of their own, no check code, nothing kept."""

import io
import re
from dataclasses import replace

import pypdf
import pytest
from django.utils import translation

from documents.models import Document
from documents.preparing import prepare
from documents.rendering import NotDrawn
from tests.documents.conftest import AT, SAMPLES

FORM = SAMPLES["power_of_attorney"]


def text(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def test_it_bears_the_number_of_its_case_and_no_check_code(db):
    said = text(prepare(FORM, at=AT))

    assert "编号：620802-2026-00012" in said
    assert "核验码" not in said
    assert not Document.objects.exists()


def test_a_name_that_no_font_has_is_refused_in_words():
    with translation.override("en"), pytest.raises(NotDrawn, match=r"U\+E863") as refusal:
        prepare(replace(FORM, recipient="王\ue863"), at=AT)

    assert "王" not in str(refusal.value)
