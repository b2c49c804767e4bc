"""An agency's own pages come before ours, for its papers alone; and what they would break is told."""

import io
import re
from dataclasses import replace

import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from documents import proofreading
from documents.drafting import draft
from documents.drawing import draw
from documents.kinds import KINDS
from documents.rendering import NotDrawn, pages_digest, paint
from documents.rendering.overlays import overlay_of
from tests.documents.conftest import AGENCY, GRANT, SAMPLES, SOON
from tests.documents.drawn import drawn, imprint_of

PAGE = "documents/kinds/grant_decision/page.html"


@pytest.fixture
def folder(settings, tmp_path):
    settings.DOCUMENTS_PAPERS = tmp_path / "papers"
    (settings.DOCUMENTS_PAPERS / AGENCY.code).mkdir(parents=True)
    return settings.DOCUMENTS_PAPERS


@pytest.fixture
def put(folder):
    def write(name, text, agency=AGENCY.code):
        path = folder / agency / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


@pytest.fixture
def ours(root):
    """Our page of the grant, to be changed."""
    return (root / PAGE).read_text(encoding="utf-8")


def text(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def painted(facts=GRANT):
    return paint(facts, imprint_of(facts))


def test_an_agency_s_own_page_draws_its_papers_and_those_of_no_other(put, ours):
    put("grant_decision/page.html", ours.replace("特此决定。", "特此决定，请予知悉。"))
    other = replace(GRANT, agency=replace(AGENCY, code="agency-620802"))

    assert "特此决定，请予知悉。" in text(painted())
    assert "请予知悉" not in text(painted(other))
    assert painted(SAMPLES["assignment_notice"]) == drawn("assignment_notice")


def test_an_agency_s_own_frame_may_build_on_ours(put):
    put(
        "letter.html",
        '{% extends "documents/letter.html" %}{% block contact %}<p>咨询电话：12348</p>{% endblock %}',
    )

    assert "咨询电话：12348" in text(painted())


def test_an_agency_s_own_sheet_takes_the_place_of_ours(put, root):
    sheet = (root / "documents/templates/documents/letter.css").read_text(encoding="utf-8")
    put("letter.css", sheet.replace("#d7000f", "#0000ff"))

    assert painted() != drawn("grant_decision")
    assert painted(SAMPLES["application_receipt"]) == drawn("application_receipt")


def test_a_change_holds_for_the_next_paper_without_a_start(put, ours):
    put("grant_decision/page.html", ours.replace("特此决定。", "甲。"))
    assert "甲。" in text(painted())
    put("grant_decision/page.html", ours.replace("特此决定。", "乙。"))

    assert "乙。" in text(painted())


def test_a_broken_page_stops_its_papers_in_words(put):
    put("grant_decision/page.html", "{% if %}")

    with translation.override("en"), pytest.raises(NotDrawn, match="check_templates"):
        painted()


def test_a_paper_keeps_by_which_pages_it_was_drawn(issue_paper, put, ours):
    first, second = issue_paper(), issue_paper()
    draw(first, at=SOON)
    put("grant_decision/page.html", ours.replace("特此决定。", "特此决定，请予知悉。"))
    draw(second, at=SOON)

    assert re.search(r"\bpages [0-9a-f]{16}\b", first.drawn_with)
    assert first.drawn_with != second.drawn_with


def digest_of(facts):
    return pages_digest(facts, overlay_of(facts.agency.code))


def test_the_digest_of_pages_is_of_what_touches_the_paper_alone(put, ours):
    before = {name: digest_of(facts) for name, facts in SAMPLES.items()}
    put("grant_decision/page.html", ours + "\n")
    changed = {name for name, facts in SAMPLES.items() if digest_of(facts) != before[name]}

    assert changed == {f"grant_decision{form}" for form in ("", "_ordered", "_provisional")}


def test_no_agency_s_own_sheet_hides_that_a_draft_is_one(put, db):
    put("draft.css", "body { color: #000 }")

    assert "草稿" in text(draft(GRANT, at=SOON))


# check_templates


@pytest.fixture
def check(folder, capsys):
    """What the command says, and whether it found anything."""

    def run(*args):
        with translation.override("en"):
            try:
                call_command("check_templates", *map(str, args))
            except CommandError as problem:
                return capsys.readouterr().out + str(problem)
        return capsys.readouterr().out

    return run


def test_pages_that_change_nothing_of_weight_pass(check, put, ours):
    put("grant_decision/page.html", ours.replace("特此决定。", "特此决定，请予知悉。"))

    assert check() == "Nothing would break.\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{% endblock body %}", "", "can't be read as a template"),
        ("{{ facts.cause }}", "{{ facts.couse }}", "facts.couse"),
        ("{% if facts.provisional %}", "{% if facts.provisionel %}", "facts.provisionel, which"),
        ("{{ facts.recipient }}", "某人", "does not show facts.recipient"),
        ("{{ facts.applied_on|gb_date }}", "近日", "does not show facts.applied_on"),
        ("{{ facts.income|cn_amount }}", "若干", None),  # the figure in brackets still shows it
        ("第四十三条的规定", "的规定", "does not cite 第四十三条"),
        ("特此决定。", "特此决定\ue863。", "U+E863"),
        ("特此决定。", "{{ facts.cause|safe }}", "“|safe” is not allowed"),
        ('<p class="flush">', '<p style="color:red">', "“style=” is not allowed"),
        ("特此决定。", '<img src="https://example.org/x.png" alt="x">', "is not allowed"),
        ("特此决定。", '<img src="{{ facts.cause }}" alt="x">', "is not allowed"),
        ("特此决定。", "特此决定。" + "<p>一</p>" * 60, "4 pages, ours has 1"),
        ('"documents/letter.html"', '"documents/leter.html"', "no template “documents/leter.html”"),
    ],
)
def test_what_a_changed_page_would_break_is_told(old, new, said, check, put, ours):
    assert old in ours
    put("grant_decision/page.html", ours.replace(old, new))

    told = check()

    if said is None:
        assert told == "Nothing would break.\n"
    else:
        assert said in told
        assert "in order" in told


@pytest.fixture
def few(monkeypatch):
    """Three kinds stand for all: two letters and a form. Eighty samples take half a minute."""
    some = ("grant_decision", "assignment_notice", "application_receipt")
    monkeypatch.setattr(proofreading, "KINDS", {kind: KINDS[kind] for kind in some})


def test_a_frame_that_lost_its_marks_is_told_for_every_letter(check, put, few):
    put(
        "letter.html",
        "<html><body>{{ facts.agency.name }}{% block body %}{% endblock %}</body></html>",
    )
    told = check()

    for lost in ("label", "check_code", "paper:qr", "paper:seal"):
        assert f"grant_decision  It does not show {lost}." in told
    assert f"{AGENCY.code}: assignment_notice" in told


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("@import 'x.css';", "“@import” is not allowed"),
        ("body { background: url(x.png) }", "“url(” is not allowed"),
        ("body { font: 16pt 'SimSun' }", "“SimSun” is no font of the papers"),
    ],
)
def test_what_a_sheet_may_not_ask_for_is_told(sheet, said, check, put, few):
    put("form.css", sheet)

    assert said in check()


def test_what_would_be_used_by_nobody_is_told(check, put, folder):
    put("grant_desicion/page.html", "x")
    put("leter.css", "x")
    (folder / "Not an agency").mkdir()

    told = check()

    assert told.count("is called so: it is not used") == 2
    assert "This is no folder of an agency" in told


def test_a_file_in_another_encoding_is_told_and_others_are_left_alone(check, put, ours, folder):
    put("grant_decision/page.html", "")
    page = folder / AGENCY.code / "grant_decision/page.html"
    page.write_bytes(ours.replace("特此决定。", "特此").encode("gb18030"))
    (page.parent / ".page.html.swp").write_bytes(b"\xff\xfe\x00")

    told = check()

    assert "U+FFFD" in told
    assert ".page.html.swp  None of our pages" in told


def test_another_folder_can_be_looked_at_before_it_is_put_in_its_place(check, tmp_path, few):
    path = tmp_path / "new" / AGENCY.code / "letter.css"
    path.parent.mkdir(parents=True)
    path.write_text("@import 'x'", encoding="utf-8")

    assert "@import" in check(tmp_path / "new")


def test_without_a_folder_the_command_says_what_to_name(check, settings):
    settings.DOCUMENTS_PAPERS = None

    assert "set FAYUAN_PAPERS" in check()
