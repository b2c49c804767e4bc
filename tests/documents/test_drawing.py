"""The worker's side: claim, draw, keep, fail, try again."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from documents import drawing
from documents.drawing import ATTEMPTS, LEASE, draw, draw_pending
from documents.models import Document
from documents.rendering import NotDrawn, render
from tests.documents.conftest import AT, SOON

State = Document.State


@pytest.fixture
def broken(monkeypatch):
    """Every drawing fails, and says something that must not be kept."""

    def fail(document):
        raise OSError(f"disk full while drawing for {document.facts['recipient']}")

    monkeypatch.setattr(drawing, "_draw_apart", fail)


def test_the_worker_draws_what_was_issued_and_keeps_it_with_its_digest(issue_paper):
    papers = [issue_paper(), issue_paper()]

    assert draw_pending(at=SOON) == 2
    for paper in papers:
        paper.refresh_from_db()
        content = paper.read_pdf()
        assert (paper.state, paper.drawn_at, paper.lease_until) == (State.DRAWN, SOON, None)
        assert paper.sha256 == hashlib.sha256(content).hexdigest()
        assert paper.pdf.name == (
            f"papers/agency-620800/2026/grant_decision/{paper.pk}-{paper.sha256[:8]}.pdf"
        )
    assert draw_pending(at=SOON) == 0


def test_the_worker_takes_the_oldest_papers_first_and_no_more_than_its_share(issue_paper):
    first, second = issue_paper(), issue_paper()

    assert draw_pending(at=SOON, limit=1) == 1
    assert list(Document.objects.to_draw(at=SOON)) == [second]
    assert Document.objects.get(state=State.DRAWN) == first


def test_a_paper_that_another_worker_holds_is_left_to_it_until_its_lease_ends(issue_paper):
    paper = issue_paper()
    Document.objects.update(lease_until=SOON + LEASE, attempts=1)

    assert draw_pending(at=SOON) == 0
    assert draw_pending(at=SOON + LEASE) == 1
    paper.refresh_from_db()
    assert paper.attempts == 2


def test_a_paper_claimed_between_the_look_and_the_grip_is_left_alone(issue_paper, monkeypatch):
    paper = issue_paper()
    give_up = drawing._give_up
    due = Document.objects.to_draw(at=SOON)
    assert due.exists()

    Document.objects.update(lease_until=SOON + LEASE)
    give_up(at=SOON)
    assert drawing._claim(paper.pk, at=SOON) is None
    assert Document.objects.get().state == State.PENDING


def test_a_failure_is_told_without_naming_anyone_and_tried_again_later(issue_paper, broken, caplog):
    issue_paper()

    assert draw_pending(at=SOON) == 0
    paper = Document.objects.get()
    assert (paper.state, paper.attempts) == (State.PENDING, 1)
    assert "OSError" in paper.failure
    assert "张䶮" not in paper.failure + caplog.text
    assert "OSError" in caplog.text
    assert draw_pending(at=SOON + timedelta(seconds=59)) == 0
    assert Document.objects.get().attempts == 1


def test_after_five_failures_a_paper_waits_for_a_person(issue_paper, broken, monkeypatch):
    issue_paper()
    for turn in range(ATTEMPTS + 2):
        draw_pending(at=AT + timedelta(hours=turn))

    paper = Document.objects.get()
    assert (paper.state, paper.attempts, paper.lease_until) == (State.FAILED, ATTEMPTS, None)

    monkeypatch.undo()
    assert Document.objects.try_again() == 1
    assert draw_pending(at=AT + timedelta(days=1)) == 1
    assert Document.objects.get().failure == ""


def test_a_paper_that_kills_five_workers_waits_for_a_person(issue_paper):
    issue_paper()
    Document.objects.update(lease_until=SOON, attempts=ATTEMPTS)

    assert draw_pending(at=SOON) == 0
    paper = Document.objects.get()
    assert paper.state == State.FAILED
    assert paper.failure


def test_one_bad_paper_does_not_stop_the_others(issue_paper, monkeypatch):
    bad, good = issue_paper(), issue_paper()
    draw_apart = drawing._draw_apart

    def only_the_good(document):
        if document.pk == bad.pk:
            raise NotDrawn("It can't be.")
        return draw_apart(document)

    monkeypatch.setattr(drawing, "_draw_apart", only_the_good)

    assert draw_pending(at=SOON) == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.failure, good.state) == ("It can't be.", State.DRAWN)


def test_a_drawn_paper_is_not_drawn_again(issue_paper, monkeypatch):
    paper = issue_paper()
    draw(paper, at=SOON)
    monkeypatch.setattr(drawing, "_draw_apart", pytest.fail)

    draw(paper, at=SOON + LEASE)

    assert Document.objects.get().drawn_at == SOON


def test_the_second_of_two_workers_changes_nothing(issue_paper):
    issue_paper()
    slow, quick = Document.objects.get(), Document.objects.get()
    draw(quick, at=SOON)
    draw(slow, at=SOON + LEASE)

    assert slow.drawn_at == SOON
    assert len(list(Path(slow.pdf.path).parent.glob(f"{slow.pk}-*.pdf"))) == 1


def test_a_file_torn_by_a_dying_worker_is_written_anew(issue_paper):
    paper = issue_paper()
    digest = hashlib.sha256(render(paper)).hexdigest()
    path = f"papers/agency-620800/2026/grant_decision/{paper.pk}-{digest[:8]}.pdf"
    paper.pdf.storage.save(path, ContentFile(b"%PDF-"))

    draw(paper, at=SOON)

    assert paper.pdf.name == path
    assert paper.read_pdf().rstrip().endswith(b"%%EOF")
