"""The worker's side: claim what was issued, draw it, keep it; say why where that fails."""

import hashlib
import logging
import time
import traceback
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from documents.models import Document, path_of
from documents.rendering import Imprint, NotDrawn
from documents.rendering.children import Drawn, Fault, children

#: Longer than a spell and the longest paper after it: what is held is being drawn.
LEASE = timedelta(minutes=5)
SPELL = 20  # seconds; after them the clock and the messages have their turn
ATTEMPTS = 5

logger = logging.getLogger(__name__)


def draw(document: Document, *, at: datetime) -> None:
    """Draw an issued paper and keep it with its digest. A drawn one is left as it is."""
    if document.state == Document.State.DRAWN:
        return
    _finish(document, _draw_apart(document), at=at)


def _draw_apart(document: Document) -> Drawn:
    return children().draw(document.read_facts(), Imprint.of(document))


def _finish(document: Document, drawn: Drawn, *, at: datetime) -> None:
    digest = hashlib.sha256(drawn.content).hexdigest()
    # Whoever is second, after a lease ran out, finds it drawn and changes nothing.
    Document.objects.filter(pk=document.pk).exclude(state=Document.State.DRAWN).update(
        state=Document.State.DRAWN,
        pdf=_keep(document, drawn.content, digest=digest),
        sha256=digest,
        drawn_at=at,
        drawn_with=drawn.drawn_with,
        lease_until=None,
        failure="",
    )
    document.refresh_from_db()


def _keep(document: Document, content: bytes, *, digest: str) -> str:
    """Put the file in the store, under a name that no other content can have."""
    storage, name = document.pdf.storage, path_of(document, f"{document.pk}-{digest[:8]}.pdf")
    if storage.exists(name):
        with storage.open(name) as file:
            if file.read() == content:
                return name
        storage.delete(name)  # a worker died while it was writing
    return storage.save(name, ContentFile(content))


def draw_pending(*, at: datetime, among: QuerySet[Document] | None = None, limit: int = 20) -> int:
    """Draw what was issued, or of that these papers; the number drawn. Any number of workers may
    do this at once.

    As many papers at a time as there are children. Threads wait for them; what the database is
    asked and told stays in this one.
    """
    _give_up(at=at)
    issued = Document.objects.to_draw(at=at)
    if among is not None:
        issued = issued.filter(pk__in=among.values("pk"))
    due = issued.order_by("pk").values_list("pk", flat=True)[:limit]
    waiting, drawn, end = list(due), 0, time.monotonic() + SPELL
    under_way: dict[Future[Drawn], Document] = {}
    with ThreadPoolExecutor(children().count) as threads:
        while waiting or under_way:
            while waiting and len(under_way) < children().count and time.monotonic() < end:
                if document := _claim(waiting.pop(0), at=at):
                    under_way[threads.submit(_draw_apart, document)] = document
            if not under_way:
                break  # the spell is over: what waits is the next round's
            done, _others = wait(under_way, return_when=FIRST_COMPLETED)
            drawn += sum(_take(future, under_way.pop(future), at=at) for future in done)
    return drawn


def _give_up(*, at: datetime) -> None:
    """A worker that dies while it draws records nothing; five in a row are the paper's fault."""
    Document.objects.to_draw(at=at).filter(attempts__gte=ATTEMPTS).update(
        state=Document.State.FAILED,
        lease_until=None,
        failure=_("The worker stopped while it was drawing this paper, five times."),
    )


def _claim(pk: int, *, at: datetime) -> Document | None:
    """Hold the paper for a while: it is drawn outside any transaction, by a thread that must find all
    it needs of the database already read."""
    mine = Document.objects.to_draw(at=at).filter(pk=pk)
    if not mine.update(lease_until=at + LEASE, attempts=F("attempts") + 1):
        return None  # another worker got there first
    return Document.objects.select_related("seal", "signature").get(pk=pk)


def _take(future: Future[Drawn], document: Document, *, at: datetime) -> bool:
    try:
        _finish(document, future.result(), at=at)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is this paper's and must not stop the others)
        _record_failure(document, error, at=at)
        return False
    return True


def _record_failure(document: Document, error: Exception, *, at: datetime) -> None:
    """Say it in plain words and try again a little later each time. Names no one: an error's own
    text may quote the facts, so only ours is kept, and the log gets the frames without it."""
    if isinstance(error, Fault):
        name, frames = error.kind, error.frames
    else:
        name = type(error).__name__
        frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("Paper %s could not be drawn: %s\n%s", document.pk, name, frames)
    words = (
        str(error)
        if isinstance(error, NotDrawn)
        else _("The paper could not be drawn (%(fault)s). The log of the worker says where.")
        % {"fault": name}
    )
    last = document.attempts >= ATTEMPTS
    Document.objects.filter(pk=document.pk, state=Document.State.PENDING).update(
        state=Document.State.FAILED if last else Document.State.PENDING,
        lease_until=None if last else at + timedelta(minutes=document.attempts),
        failure=words[:400],
    )
