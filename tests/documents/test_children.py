"""Papers are drawn in processes of their own: what these may take, and what happens past that."""

import io
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from django.utils import translation

from documents import coverage
from documents.drawing import draw_pending
from documents.issuing import NotPrintable
from documents.models import Document
from documents.rendering import Imprint, NotDrawn, children, paint
from documents.rendering.children import Children, Fault, Terms
from tests.documents.conftest import AT, GRANT, SAMPLES, SOON

IMPRINT = Imprint(label="（平）援决字〔2026〕第12号", issued_at=AT, check_code="0123456789abcdef")
TERMS = Terms(seconds=60, cpu_seconds=60, megabytes=1500)
MEGABYTE_OF_TEXT = "张䶮与示例公司劳动报酬纠纷一案，" * 65_536
#: How much longer than its limit a paper may hold somebody up here, where cores are shared.
SLACK = 20


@pytest.fixture(scope="module")
def crew():
    crew = Children(1, TERMS)
    yield crew
    crew.end()


@pytest.fixture
def strict():
    """``strict(seconds=2)``: children with a limit lower than usual."""
    made = []

    def give(**terms):
        made.append(Children(1, replace(TERMS, **terms)))
        return made[-1]

    yield give
    for crew in made:
        crew.end()


@pytest.fixture
def stubborn(monkeypatch, tmp_path):
    """Children that do what the recipient's name says, in Python, instead of drawing."""
    script = tmp_path / "stubborn.py"
    script.write_text(
        "from documents.rendering import child, painting\n"
        "def paint(facts, imprint, overlay):\n    exec(facts.recipient)\n    return b'%PDF'\n"
        "painting.paint = paint\n"
        "child.main()\n"
    )
    start = subprocess.Popen

    def another(command, **how):
        how["env"] |= {"PYTHONPATH": str(children.HOUSE)}
        return start([command[0], str(script), command[-1]], **how)

    monkeypatch.setattr(children.subprocess, "Popen", another)


def words_of(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def pid_of(crew):
    """The process of the child that is free."""
    child = crew.free.get_nowait()
    crew.free.put(child)
    return child.process.pid


@pytest.mark.parametrize("name", ["application_receipt", "grant_decision"])
def test_a_child_draws_the_same_bytes_as_this_process(name, crew):
    assert crew.draw(SAMPLES[name], IMPRINT).content == paint(SAMPLES[name], IMPRINT)


def test_a_paper_says_what_it_was_drawn_with(crew):
    said = crew.draw(GRANT, IMPRINT).drawn_with

    assert re.fullmatch(
        r"weasyprint 70\.0 pydyf [\d.]+ pango 1\.[\d.]+ harfbuzz [\d.]+ zlib [\d.]+ fonts [0-9a-f]{16}, pages [0-9a-f]{16}",
        said,
    )
    assert len(said) <= Document._meta.get_field("drawn_with").max_length


def test_a_child_is_kept_for_the_next_paper_and_replaced_after_its_share(strict, monkeypatch):
    crew = strict()
    monkeypatch.setattr(children, "PAPERS", 2)
    seen = []
    for _paper in range(3):
        crew.draw(GRANT, IMPRINT)
        seen.append(pid_of(crew))

    assert seen[0] == seen[1] != seen[2]
    assert not Path(f"/proc/{seen[0]}").exists()


def test_a_child_has_neither_our_environment_nor_a_database(strict, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hush")
    monkeypatch.setenv("DATABASE_URL", "postgres://hush@127.0.0.1/fayuan")
    crew = strict()
    crew.draw(GRANT, IMPRINT)
    process = Path("/proc", str(pid_of(crew)))

    assert b"hush" not in (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
    assert "libsqlite3" not in (process / "maps").read_text()
    assert "psycopg" not in (process / "maps").read_text()


#: A process that is no test has a paper drawn: it knows neither pytest nor who makes certificates.
DRAWN_ELSEWHERE = (
    "from documents.kinds.grant_decision.sample import SAMPLES\n"
    "from documents.rendering import Imprint\n"
    "from documents.rendering.children import Children, Terms\n"
    "from datetime import datetime, timezone\n"
    f"crew = Children(1, {TERMS!r})\n"
    "at = datetime(2026, 11, 20, tzinfo=timezone.utc)\n"
    "crew.draw(SAMPLES['grant_decision'], Imprint(label='1', issued_at=at, check_code='0' * 16))"
)


def test_who_has_papers_drawn_does_not_load_weasyprint(root):
    script = (
        "import django, sys; django.setup()\n"
        f"{DRAWN_ELSEWHERE}; crew.end()\n"
        "assert 'weasyprint' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=root, check=True, env={**os.environ})


def test_a_child_ends_when_its_parent_is_killed(root):
    script = (
        "import django, sys, time; django.setup()\n"
        f"{DRAWN_ELSEWHERE}\n"
        "print(crew.free.get_nowait().process.pid, flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=root, stdout=subprocess.PIPE, text=True
    ) as parent:
        orphan = Path("/proc", parent.stdout.readline().strip())
        assert orphan.exists()
        parent.kill()
    end = time.monotonic() + SLACK
    while orphan.exists() and "State:\tZ" not in (orphan / "status").read_text():
        assert time.monotonic() < end
        time.sleep(0.05)


# Hostile facts


HOSTILE = [
    '<img src="file:///etc/passwd"><link rel=attachment href="file:///etc/passwd">',
    "<style>@import 'http://127.0.0.1:9/x';</style><script>fetch('http://127.0.0.1:9/')</script>",
    "{{ facts }}{% include 'kinds/grant_decision/page.html' %}</p></article>&lt;&#x41;",
    '"><object data="file:///etc/passwd"></object><svg><image href="file:///etc/passwd"/></svg>',
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_comes_out_as_text_and_nothing_is_fetched(hostile, crew):
    content = crew.draw(replace(GRANT, recipient=hostile), IMPRINT).content

    assert re.sub(r"\s", "", hostile) in words_of(content)
    assert b"root:" not in content
    with pypdf.PdfReader(io.BytesIO(content)) as pdf:
        assert not pdf.attachments.keys() - {"case.json"}


@pytest.mark.parametrize("code", [0x202E, 0x2066, 0x200F, 0xE863, 0x0007, 0x30000])
def test_what_no_font_has_or_turns_the_text_round_is_neither_issued_nor_drawn(
    code, crew, issue_paper
):
    with pytest.raises(NotPrintable, match=f"U\\+{code:04X}"):
        issue_paper(recipient=f"张{chr(code)}三")
    with pytest.raises(NotDrawn, match=f"U\\+{code:04X}"):
        crew.draw(replace(GRANT, recipient=f"张{chr(code)}三"), IMPRINT)
    assert not Document.objects.exists()


def test_a_child_answers_in_the_language_of_the_site(crew):
    with pytest.raises(NotDrawn) as refused:
        crew.draw(replace(GRANT, recipient="张\ue863三"), IMPRINT)

    assert str(refused.value) == coverage.sentence(("\ue863",))
    with translation.override("en"):
        assert str(refused.value) != coverage.sentence(("\ue863",))


def test_a_megabyte_of_text_is_not_issued(issue_paper, settings):
    with translation.override("en"), pytest.raises(NotPrintable, match="200000 characters"):
        issue_paper(cause=MEGABYTE_OF_TEXT)
    assert not Document.objects.exists()


def test_a_megabyte_of_text_is_stopped_at_its_limit_and_nothing_is_kept(
    issue_paper, settings, tmp_path
):
    settings.DOCUMENTS_LONGEST = len(MEGABYTE_OF_TEXT) * 2
    settings.DOCUMENTS_DRAWING_SECONDS = 3
    big, small = issue_paper(cause=MEGABYTE_OF_TEXT), issue_paper()
    begin = time.monotonic()

    assert draw_pending(at=SOON) == 1
    assert time.monotonic() - begin < 2 * 3 + SLACK
    big.refresh_from_db()
    small.refresh_from_db()
    assert (big.state, big.attempts, big.pdf.name, big.sha256) == ("pending", 1, "", "")
    assert "3" in big.failure
    assert "张䶮" not in big.failure
    assert small.state == "drawn"
    assert [path.name for path in (tmp_path / "files").rglob("*.pdf")] == [
        Path(small.pdf.name).name
    ]


def test_ten_thousand_rows_never_take_longer_than_the_limit(strict):
    facts = SAMPLES["supplement_notice"]
    rows = replace(facts, items=tuple(f"第{number}项材料" for number in range(10_000)))
    begin = time.monotonic()

    with pytest.raises(NotDrawn):
        strict(seconds=4).draw(rows, IMPRINT)
    assert time.monotonic() - begin < 4 + SLACK


def test_a_paper_that_takes_too_much_of_the_processor_is_stopped(strict):
    with translation.override("en"), pytest.raises(NotDrawn, match="1 seconds of the processor"):
        strict(cpu_seconds=1).draw(replace(GRANT, cause=MEGABYTE_OF_TEXT), IMPRINT)


# Children that misbehave


def test_a_child_that_hangs_is_killed_and_replaced(stubborn, strict):
    crew = strict(seconds=1)
    begin = time.monotonic()

    with translation.override("en"), pytest.raises(NotDrawn, match="more than 1 seconds"):
        crew.draw(replace(GRANT, recipient="import time; time.sleep(600)"), IMPRINT)
    assert time.monotonic() - begin < 1 + SLACK
    assert crew.draw(replace(GRANT, recipient=""), IMPRINT).content == b"%PDF"


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
def test_a_child_that_dies_fails_its_paper_alone(number, stubborn, strict):
    crew = strict()
    dies = f"import os; os.kill(os.getpid(), {int(number)})"

    with pytest.raises(NotDrawn, match=f"-{int(number)}"):
        crew.draw(replace(GRANT, recipient=dies), IMPRINT)
    assert crew.draw(replace(GRANT, recipient=""), IMPRINT).content == b"%PDF"


def test_a_child_that_runs_out_of_memory_says_so_and_is_replaced(stubborn, strict):
    crew = strict()
    crew.draw(replace(GRANT, recipient=""), IMPRINT)
    first = pid_of(crew)

    with translation.override("en"), pytest.raises(NotDrawn, match="more than 1500 MB"):
        crew.draw(replace(GRANT, recipient="b'x' * (2 << 30)"), IMPRINT)
    crew.draw(replace(GRANT, recipient=""), IMPRINT)
    assert pid_of(crew) != first


def test_an_error_in_a_child_gives_its_name_and_place_and_not_its_text(stubborn, strict):
    crew = strict()

    with pytest.raises(Fault) as error:
        crew.draw(replace(GRANT, recipient="raise OSError(facts.cause)"), IMPRINT)
    assert error.value.kind == "OSError"
    assert "stubborn.py" in error.value.frames
    assert GRANT.cause not in error.value.frames + str(error.value)


def test_what_a_page_prints_does_not_come_between_the_answers(stubborn, strict):
    loud = "import os; os.write(1, b'noise'); print('noise', flush=True)"

    assert strict().draw(replace(GRANT, recipient=loud), IMPRINT).content == b"%PDF"


def test_a_child_that_does_not_start_is_told_in_words(strict, monkeypatch):
    monkeypatch.setattr(children.sys, "executable", "/bin/false")

    with translation.override("en"), pytest.raises(NotDrawn, match="does not start"):
        strict().draw(GRANT, IMPRINT)


def test_several_papers_are_drawn_at_once(issue_paper, settings):
    settings.DOCUMENTS_DRAWING_CHILDREN = 2
    settings.DOCUMENTS_DRAWING_SECONDS = 59  # children of this test alone
    for _paper in range(4):
        issue_paper()

    assert draw_pending(at=SOON) == 4
    crew = children.children()
    shares = [crew.free.get_nowait() for _child in range(crew.count)]
    assert sum(child.papers for child in shares) == 4
    assert len({child.process.pid for child in shares}) == 2
    for child in shares:
        crew.free.put(child)
    crew.end()


def test_a_process_that_was_forked_gets_children_of_its_own(monkeypatch):
    ours = children.children()
    monkeypatch.setattr(children.os, "getpid", lambda: -1)

    assert children.children() is not ours
