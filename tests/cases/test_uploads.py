"""What a file really is: read from its bytes, never decoded; and a name that shows what it is."""

import io

import pytest
from django.utils import translation

from cases.city.scans import png
from cases.uploads import MAX_SIZE, Refused, inspect
from cases.uploads.names import clean
from tests.cases import hostile
from tests.cases.hostile import PDF, jpeg, pdf_with


def found(content):
    return inspect(io.BytesIO(content), len(content))


def why_not(content, size=None):
    with translation.override("en"):
        with pytest.raises(Refused) as caught:
            inspect(io.BytesIO(content), len(content) if size is None else size)
        return str(caught.value.sentence)


@pytest.mark.parametrize(
    ("content", "suffix", "content_type"),
    [
        (PDF, "pdf", "application/pdf"),
        (png(3, 3), "png", "image/png"),
        (jpeg(), "jpg", "image/jpeg"),
        (jpeg(before=b"\xff\xff\xff\xfe\x00\x04ab"), "jpg", "image/jpeg"),  # filled-up marker
    ],
)
def test_the_three_kinds_are_known_by_their_bytes(content, suffix, content_type):
    one = found(content)

    assert (one.suffix, one.content_type, one.active) == (suffix, content_type, False)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"GIF89a" + b"\0" * 50, "Upload a PDF, JPEG or PNG file"),
        (hostile.HTML, "Upload a PDF, JPEG or PNG file"),
        (hostile.HTML + PDF, "Upload a PDF, JPEG or PNG file"),
        (hostile.docm(), "may hold macros"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 50, "may hold macros"),
        (hostile.HEIC, "HEIC"),
        (PDF[:-20], "ends too early"),
        (png(30, 30)[:-12], "ends too early"),
        (png(30, 30)[:40], "ends too early"),
        (png(30, 30)[:33] + png(3, 3)[-12:], "ends too early"),  # no data before its end
        (jpeg(end=b""), "ends too early"),
        (jpeg()[:30], "ends too early"),
        (b"\xff\xd8\xff", "ends too early"),
        (b"\xff\xd8\xff\xe0\x00\x01", "can't be read"),
        (b"\xff\xd8\xff\xe0\x00\x04abXX", "can't be read"),
        (hostile.bomb(), "20000 x 20000 dots"),
        (hostile.bomb(16_001, 1), "16001 x 1 dots"),
        (hostile.bomb(0, 1), "can't be read"),
        (jpeg(65_000, 65_000), "65000 x 65000 dots"),
        (hostile.PNG + png(3, 3)[33:], "can't be read"),  # it does not begin with its size
        (hostile._parts(None)[1], "can't be read"),
    ],
)
def test_what_is_not_taken_says_why_and_what_to_do(content, said):
    assert said in why_not(content)


def test_a_file_that_is_too_large_is_not_even_read():
    assert "larger than 20 MB" in why_not(PDF, MAX_SIZE + 1)


def test_a_sheet_scanned_very_finely_is_taken():
    assert found(hostile.bomb(4_960, 7_016)).suffix == "png"


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize(
    "words",
    [
        b"<< /S /JavaScript /JS (app.alert(1)) >>",
        b"<< /OpenAction << /JS 7 0 R >> >>",
        b"<< /S /Launch /F (cmd.exe) >>",
        b"<< /S /J#61vaScript >>",
        b"<< /Type /EmbeddedFile >>",
        b"<< /XFA [(a) 1 0 R] >>",
        b"<< /Encrypt 4 0 R >>",
    ],
)
def test_a_pdf_that_may_run_something_is_kept_and_marked(words, packed):
    assert found(pdf_with(words, packed=packed)).active


def test_a_pdf_that_is_a_page_as_well_is_marked():
    assert found(b"%PDF-1.7\n" + hostile.HTML + b"\n" + PDF).active


def test_what_unpacks_without_end_counts_as_active(monkeypatch):
    monkeypatch.setattr("cases.uploads.pdfs.MOST_UNPACKED", 1000)
    large = pdf_with(b"harmless " * 500, packed=True)

    assert found(large.replace(b"xref\n", b"/ObjStm stream\n\nxref\n", 1)).active
    assert not found(PDF).active


@pytest.mark.parametrize(
    ("given", "suffix", "shown"),
    [
        ("身份证 正面.JPG", "jpg", "身份证 正面.JPG"),
        ("scan.jpeg", "jpg", "scan.jpeg"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("..\\..\\a.pdf", "pdf", "a.pdf"),
        ("a\u202egpj.exe", "png", "agpj.exe.png"),
        ("a\r\nb\tc.pdf", "pdf", "abc.pdf"),
        ("\u200b\u2066", "jpg", "file.jpg"),
        ("..", "pdf", "file.pdf"),
        ("", "pdf", "file.pdf"),
        (".htaccess", "pdf", "htaccess.pdf"),
        ('<b>"x".pdf', "pdf", "_b__x_.pdf"),
        ("长" * 300 + ".pdf", "pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_shows_one_line_and_the_kind_that_the_file_is(given, suffix, shown):
    assert clean(given, suffix) == shown
