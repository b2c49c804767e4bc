"""Many papers in one file: asked for by a person, drawn and put together by the worker.

A batch goes on where it was, whoever is killed over it: a paper that is drawn stays drawn, and
the last step, putting them together, takes seconds and is done anew.
"""

import hashlib
import logging
import tempfile
import traceback
from datetime import datetime, timedelta
from typing import IO, Any

from django.core.files import File
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from documents import assembling
from documents.drawing import draw_pending
from documents.models import Batch, BatchPaper, Document, PaperDamaged, path_of_batch

#: A book of more pages is of no use to anyone, and costs the worker half a megabyte a paper.
LARGEST = {Batch.Form.PDF: 500, Batch.Form.ZIP: 5000}
LEASE = timedelta(minutes=10)
LOOK_AGAIN = timedelta(seconds=30)  # at a batch whose papers are drawn by somebody else
ATTEMPTS = 5
KEPT = timedelta(days=30)
SLICE = 40  # papers drawn before the progress is written down

logger = logging.getLogger(__name__)


class NotAsked(Exception):
    """There can be no such batch. Its text is fit to show to a person."""


class NotAssembled(Exception):
    """The papers can't be put together. Its text is fit to show to a person."""


@transaction.atomic
def ask(papers: QuerySet[Document], *, title: str, form: str, by: Any, at: datetime) -> Batch:
    """Write down which papers are wanted, in this order: what is issued later is not among them."""
    keys = list(papers.values_list("pk", flat=True)[: LARGEST[Batch.Form(form)] + 1])
    if not keys:
        raise NotAsked(_("There is no such paper."))
    if len(keys) > LARGEST[Batch.Form(form)]:
        raise NotAsked(
            _("These are more than %(most)d papers, the most for such a file: ask for less.")
            % {"most": LARGEST[Batch.Form(form)]}
        )
    batch = Batch.objects.create(title=title, form=form, asked_by=by, asked_at=at, total=len(keys))
    BatchPaper.objects.bulk_create(
        [
            BatchPaper(batch=batch, document_id=key, position=position)
            for position, key in enumerate(keys, 1)
        ],
        batch_size=1000,
    )
    return batch


def cancel(batch: Batch, *, at: datetime) -> bool:
    """The worker finds out after its slice; False where it was over already."""
    running = Batch.objects.filter(pk=batch.pk, state=Batch.State.UNDER_WAY)
    return bool(running.update(state=Batch.State.CANCELLED, finished_at=at, lease_until=None))


def advance(*, at: datetime) -> int:
    """Bring one batch a slice further; how many of its papers, or 0 where nothing is to be done."""
    batch = _claim(at=at)
    if batch is None:
        return 0
    before = batch.done
    try:
        _draw_slice(batch, at=at)
        if batch.done == batch.total:
            _put_together(batch, at=at)
            return 1
    except (NotAssembled, PaperDamaged) as error:
        _fail(batch, str(error), at=at)
        return 1
    except Exception as error:  # noqa: BLE001
        # Whatever it is, it is this batch's and is tried again when the lease is over. Its text
        # may quote what it was about: the log gets the frames without it.
        frames = "".join(traceback.format_tb(error.__traceback__))
        logger.error(
            "Batch %s could not be put together: %s\n%s", batch.pk, type(error).__name__, frames
        )
        return 0
    moved = batch.done - before
    _running(batch).update(lease_until=None if moved else at + LOOK_AGAIN, attempts=0)
    return moved


def forget_old(*, at: datetime) -> int:
    """Remove what was asked for long ago: copies of papers that are kept elsewhere."""
    return _remove(Batch.objects.older_than(at - KEPT))


def forget_with(papers: QuerySet[Document], *, at: datetime) -> int:
    """Remove every batch that holds one of these papers, under way as well: its file tells what
    they tell. Cancelled first, so that a worker just about to keep the file removes it itself."""
    found = Batch.objects.filter(
        pk__in=BatchPaper.objects.filter(document__in=papers).values("batch")
    )
    running = found.filter(state=Batch.State.UNDER_WAY)
    running.update(state=Batch.State.CANCELLED, finished_at=at, lease_until=None)
    return _remove(found)


def _remove(found: QuerySet[Batch]) -> int:
    batches = list(found)
    for batch in batches:
        if batch.file.name:
            batch.file.storage.delete(batch.file.name)
        batch.delete()
    return len(batches)


def _running(batch: Batch) -> QuerySet[Batch]:
    """This batch, unless somebody cancelled it."""
    return Batch.objects.filter(pk=batch.pk, state=Batch.State.UNDER_WAY)


def _claim(*, at: datetime) -> Batch | None:
    longest_left = F("lease_until").asc(nulls_first=True)
    for batch in Batch.objects.to_do(at=at).order_by(longest_left, "pk")[:5]:
        if batch.attempts >= ATTEMPTS:
            _fail(batch, _("The worker stopped over this batch, five times."), at=at)
            continue
        mine = Batch.objects.to_do(at=at).filter(pk=batch.pk)
        if mine.update(lease_until=at + LEASE, attempts=F("attempts") + 1):
            return batch
    return None


def _draw_slice(batch: Batch, *, at: datetime) -> None:
    """Draw what is not drawn yet, and write down how far it is."""
    draw_pending(at=at, among=batch.papers.all(), limit=SLICE)
    if broken := batch.papers.filter(state=Document.State.FAILED).first():
        raise NotAssembled(
            _("%(label)s could not be drawn: see to this paper, then ask again.")
            % {"label": broken.label}
        )
    batch.done = batch.papers.ready().count()
    _running(batch).update(done=batch.done)


def _put_together(batch: Batch, *, at: datetime) -> None:
    with tempfile.TemporaryFile() as file:
        try:
            assembling.WAYS[batch.form](assembling.in_order(batch), file)
        except FileNotFoundError:
            raise NotAssembled(
                _("The file of one of the papers is missing: tell the administrator.")
            ) from None
        name, digest = _keep(batch, file)
    kept = _running(batch).update(
        state=Batch.State.DONE,
        file=name,
        sha256=digest,
        finished_at=at,
        lease_until=None,
    )
    if not kept:  # cancelled meanwhile
        batch.file.storage.delete(name)


def _keep(batch: Batch, file: IO[bytes]) -> tuple[str, str]:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    name = path_of_batch(batch, f"{batch.pk}-{digest[:8]}.{batch.form}")
    batch.file.storage.delete(name)  # a worker died while it was writing
    return batch.file.storage.save(name, File(file)), digest


def _fail(batch: Batch, words: str, *, at: datetime) -> None:
    _running(batch).update(
        state=Batch.State.FAILED, failure=words[:400], finished_at=at, lease_until=None
    )
