"""Many papers in one file: in slices, to be cancelled, going on after a kill, the same bytes again."""

import hashlib
import io
import re
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.utils import translation

from documents import assembling, batches
from documents.drawing import draw_pending
from documents.models import Batch, Document
from tests.documents.conftest import SOON

State = Batch.State
LATER = SOON + timedelta(hours=1)


@pytest.fixture
def person(db):
    return get_user_model().objects.create(username="archivist-1")


@pytest.fixture
def ask(person, issue_paper):
    """``ask(3, form="zip")``: three papers issued, and asked for in one file."""

    def give(count=3, *, form=Batch.Form.PDF, by=person):
        for number in range(count):
            issue_paper(recipient=f"张䶮{number}")
        papers = Document.objects.order_by("number")
        return batches.ask(papers, title="2026 给予法律援助决定书", form=form, by=by, at=SOON)

    return give


@pytest.fixture
def slices_of(monkeypatch):
    return lambda size: monkeypatch.setattr(batches, "SLICE", size)


def finish(batch, *, at=SOON):
    while batches.advance(at=at):
        pass
    batch.refresh_from_db()
    return batch


def content_of(batch):
    with batch.file.open("rb") as file:
        return file.read()


def test_a_batch_is_drawn_slice_by_slice_and_ends_as_one_file(ask, slices_of):
    slices_of(2)
    batch, seen = ask(3), []
    while batches.advance(at=SOON):
        batch.refresh_from_db()
        seen.append((batch.state, batch.done))

    assert seen == [(State.UNDER_WAY, 2), (State.DONE, 3)]
    assert (batch.total, batch.finished_at, batch.lease_until) == (3, SOON, None)
    assert batch.sha256 == hashlib.sha256(content_of(batch)).hexdigest()
    assert batch.file.name == f"batches/2026/{batch.pk}-{batch.sha256[:8]}.pdf"


def test_the_pdf_holds_the_papers_in_their_order_with_an_entry_for_each(ask):
    book = pypdf.PdfReader(io.BytesIO(content_of(finish(ask(3)))))

    assert [entry.title for entry in book.outline] == [
        f"给予法律援助决定书 （平）援决字〔2026〕第{number}号" for number in (1, 2, 3)
    ]
    assert [book.get_destination_page_number(entry) for entry in book.outline] == [0, 1, 2]
    for number, page in enumerate(book.pages):
        assert f"张䶮{number}" in re.sub(r"\s", "", page.extract_text())


def test_the_zip_holds_the_papers_byte_for_byte_with_digests_that_sha256sum_reads(ask):
    batch = finish(ask(2, form=Batch.Form.ZIP))

    with ZipFile(io.BytesIO(content_of(batch))) as archive:
        names = [name for name in archive.namelist() if name != assembling.DIGESTS]
        said = dict(
            reversed(line.split("  ", 1))
            for line in archive.read(assembling.DIGESTS).decode().splitlines()
        )
        for name, paper in zip(names, Document.objects.order_by("number"), strict=True):
            assert archive.read(name) == paper.read_pdf()
            assert said[name] == paper.sha256
    assert names[0] == "0001 给予法律援助决定书（平）援决字〔2026〕第1号.pdf"
    assert "张䶮" not in "".join(names)


@pytest.mark.parametrize("form", Batch.Form.values)
def test_the_same_papers_give_the_same_file(form, ask, person):
    first = finish(ask(2, form=form))
    second = finish(ask(0, form=form), at=LATER)

    assert first.pk != second.pk
    assert first.sha256 == second.sha256


def test_papers_issued_later_are_not_among_them(ask, issue_paper):
    batch = ask(1)
    issue_paper()

    assert finish(batch).papers.count() == 1


def test_nothing_and_too_much_is_refused_in_a_sentence(ask, monkeypatch):
    with translation.override("en"), pytest.raises(batches.NotAsked, match="no such paper"):
        ask(0)
    monkeypatch.setitem(batches.LARGEST, Batch.Form.PDF, 2)
    with translation.override("en"), pytest.raises(batches.NotAsked, match="more than 2 papers"):
        ask(3)
    assert not Batch.objects.exists()


# Cancel, kill, fail


def test_a_cancelled_batch_stops_and_keeps_no_file(ask, slices_of, tmp_path):
    slices_of(1)
    batch = ask(3)
    batches.advance(at=SOON)

    assert batches.cancel(batch, at=SOON)
    assert batches.advance(at=LATER) == 0
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.file.name) == (State.CANCELLED, 1, "")
    assert not batches.cancel(batch, at=LATER)


def test_cancelling_while_it_is_put_together_leaves_no_file_behind(ask, monkeypatch, tmp_path):
    batch = ask(2)
    bind = assembling.WAYS[Batch.Form.PDF]

    def cancelled_meanwhile(papers, file):
        bind(papers, file)
        assert batches.cancel(batch, at=SOON)

    monkeypatch.setitem(assembling.WAYS, Batch.Form.PDF, cancelled_meanwhile)

    assert finish(batch).state == State.CANCELLED
    assert not [*Path(tmp_path, "files").glob("batches/**/*.pdf")]


def test_a_batch_goes_on_where_a_killed_worker_left_it(ask, slices_of, monkeypatch):
    """A kill leaves the lease and the drawn papers behind, nothing else."""
    slices_of(1)
    batch = ask(3)
    batches.advance(at=SOON)

    def killed(*args, **how):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(batches, "draw_pending", killed)
        with pytest.raises(KeyboardInterrupt):
            batches.advance(at=SOON)
    assert batches.advance(at=SOON) == 0  # it is held
    drawn = set(Document.objects.filter(state="drawn").values_list("pk", "drawn_at"))

    after = SOON + batches.LEASE
    assert finish(batch, at=after).state == State.DONE
    assert drawn < set(Document.objects.values_list("pk", "drawn_at"))


def test_a_batch_that_kills_five_workers_says_so(ask):
    batch = ask(1)
    Batch.objects.update(attempts=batches.ATTEMPTS, lease_until=SOON)

    with translation.override("en"):
        assert batches.advance(at=SOON) == 0
    batch.refresh_from_db()
    assert (batch.state, batch.finished_at) == (State.FAILED, SOON)
    assert "five times" in batch.failure


def test_an_unexpected_error_is_tried_again_and_its_text_is_kept_from_the_log(
    ask, monkeypatch, caplog
):
    batch = ask(1)

    words = f"no space left while writing {batch.papers.get().facts['recipient']}"

    def fail(papers, file):
        raise OSError(words)

    with monkeypatch.context() as patch:
        patch.setitem(assembling.WAYS, Batch.Form.PDF, fail)
        assert batches.advance(at=SOON) == 0
    assert "OSError" in caplog.text
    assert "张䶮" not in caplog.text
    assert batches.advance(at=SOON) == 0
    assert finish(batch, at=SOON + batches.LEASE).state == State.DONE


def test_a_paper_that_can_not_be_drawn_is_named(ask):
    batch = ask(2)
    bad = Document.objects.first()
    Document.objects.filter(pk=bad.pk).update(state="failed", failure="It can't be.")

    finish(batch)
    assert batch.state == State.FAILED
    assert bad.label in batch.failure


def test_a_changed_or_lost_file_is_never_put_into_a_batch(ask):
    draw = lambda: draw_pending(at=SOON)  # noqa: E731
    changed = ask(1)
    draw()
    path = Path(Document.objects.get().pdf.path)
    path.write_bytes(b"%PDF-forged")
    assert finish(changed).state == State.FAILED
    assert Document.objects.get().label in changed.failure

    path.unlink()
    assert finish(ask(0)).state == State.FAILED


def test_a_batch_whose_papers_another_worker_holds_lets_the_next_one_pass(ask, person):
    held = ask(1)
    Document.objects.update(lease_until=LATER)
    free = ask(1, form=Batch.Form.ZIP)
    free.places.filter(document__lease_until__isnull=False).delete()
    Batch.objects.filter(pk=free.pk).update(total=1)

    assert batches.advance(at=SOON) == 0
    assert finish(free).state == State.DONE
    held.refresh_from_db()
    assert (held.state, held.lease_until) == (State.UNDER_WAY, SOON + batches.LOOK_AGAIN)


def test_a_batch_and_its_file_are_removed_after_a_month_and_the_papers_stay(ask):
    batch, unfinished = finish(ask(1)), ask(0)
    path = Path(batch.file.path)

    assert batches.forget_old(at=SOON + batches.KEPT) == 0
    assert path.exists()
    assert batches.forget_old(at=SOON + batches.KEPT + timedelta(seconds=1)) == 1
    assert not path.exists()
    assert list(Batch.objects.all()) == [unfinished]
    assert Document.objects.get().read_pdf()


@pytest.mark.parametrize(
    "change",
    [
        {"state": "lost"},
        {"state": "done", "finished_at": SOON},
        {"state": "cancelled"},
        {"finished_at": SOON},
        {"state": "failed", "finished_at": SOON},
        {"sha256": "0" * 64, "file": "batches/x.pdf"},
    ],
)
def test_the_database_holds_what_a_batch_must_be(change, ask):
    batch = ask(1)

    with pytest.raises(IntegrityError):
        Batch.objects.filter(pk=batch.pk).update(**change)
