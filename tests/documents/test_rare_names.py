"""Names with characters that most fonts lack, and with those of an office's own extension font."""

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace

import pymupdf
import pytest

from documents import coverage
from documents.issuing import NotPrintable
from documents.models import Document, Sequence
from documents.rendering import paint
from tests.documents.archive import flaws
from tests.documents.conftest import GRANT
from tests.documents.drawn import drawn, imprint_of
from tests.documents.test_fonts import NAMES
from tests.documents.test_viewers import blanks, both

EXTENDED = "𪚥𬺰"  # extension B and E: in no face of the pack
installed = pytest.mark.skipif(
    coverage.extension() is None, reason="Debian's fonts-hanazono is not installed"
)


def named(name, **changes):
    facts = replace(GRANT, recipient=name, **changes)
    return paint(facts, imprint_of(facts))


def test_every_rare_name_is_shown_by_both_viewers_and_can_be_searched():
    content = named(NAMES)
    [(mu, chrome, placed)] = both(content)

    assert set(NAMES) <= {character for character, _box in placed}
    assert blanks(mu, placed) == blanks(chrome, placed) == []
    with pymupdf.open(stream=content, filetype="pdf") as pdf:
        assert pdf[0].search_for("犇燚𠅤𬍛")


def test_a_character_for_private_use_is_refused_and_nothing_is_stored(issue_paper):
    with pytest.raises(NotPrintable, match=r"U\+E863"):
        issue_paper(recipient="\ue863")

    assert not Document.objects.exists()
    assert not Sequence.objects.exists()


@installed
def test_with_the_extension_font_the_rarest_names_are_printed(issue_paper):
    issue_paper(recipient=EXTENDED)
    content = named(EXTENDED)
    [(mu, chrome, placed)] = both(content)

    assert set(EXTENDED) <= {character for character, _box in placed}
    assert blanks(mu, placed) == blanks(chrome, placed) == []
    assert flaws(content) == []
    with pymupdf.open(stream=content, filetype="pdf") as pdf:
        assert any("LA-Song-Ext" in name for _, _, _, name, *_ in pdf.get_page_fonts(0))


def base_lines(content):
    with pymupdf.open(stream=io.BytesIO(content), filetype="pdf") as pdf:
        lines = [
            line for block in pdf[0].get_text("dict")["blocks"] for line in block.get("lines", ())
        ]
        return sorted({round(span["origin"][1], 1) for line in lines for span in line["spans"]})


@installed
def test_a_line_with_such_a_name_stays_nearly_where_it_is():
    """The font is taken as Debian ships it, with an ascent of its own."""
    usual, extended = base_lines(named("龑䶮", cause="龑")), base_lines(named(EXTENDED, cause="𪚥"))
    moved = [abs(here - there) for here, there in zip(usual, extended, strict=True)]

    assert max(moved) < 1  # points, where lines stand 28 apart


def test_without_the_extension_font_they_are_refused_by_their_character(issue_paper, monkeypatch):
    monkeypatch.setattr(coverage, "extension", lambda: None)

    with pytest.raises(NotPrintable, match=r"𪚥 \(U\+2A6A5\)"):
        issue_paper(recipient="李𪚥")
    assert not Sequence.objects.exists()


def test_another_version_of_the_extension_font_is_not_used(monkeypatch, tmp_path):
    font = tmp_path / "HanaMinB.ttf"
    font.write_bytes(b"another")
    monkeypatch.setattr(coverage, "PACK", tmp_path)
    (tmp_path / "EXTENSION.sha256").write_text(f"{'0' * 64}  {font}\n")
    assert coverage.extension.__wrapped__() is None

    digest = hashlib.sha256(b"another").hexdigest()
    (tmp_path / "EXTENSION.sha256").write_text(f"{digest}  {font}\n")
    assert coverage.extension.__wrapped__() == font


WITHOUT = """
import hashlib
import django; django.setup()
from documents import coverage
coverage.extension = lambda: None
from tests.documents.drawn import drawn
for name in ("grant_decision_provisional", "application_receipt"):
    print(hashlib.sha256(drawn(name)).hexdigest())
"""


@installed
def test_a_paper_without_such_names_has_the_same_bytes_on_a_machine_without_the_font(root):
    names = ("grant_decision_provisional", "application_receipt")
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "settings.test"}
    there = subprocess.run(
        [sys.executable, "-c", WITHOUT],
        cwd=root, env=environment, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip

    assert there == [hashlib.sha256(drawn(name)).hexdigest() for name in names]
