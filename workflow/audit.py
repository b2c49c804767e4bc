"""The audit chain: what was done, by whom, when, in an order that nobody can change unseen.

Each entry carries the hash of the one before it, and a salted digest of what it speaks of. The
content itself stays in the record's own row; so the personal part of a record can be erased one
day while the chain stays whole, and a changed record is still found by :func:`verify`.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from workflow import rows

#: The hash before the first entry.
GENESIS = "0" * 64

_pending: ContextVar[list["_Pending"] | None] = ContextVar("pending_audit", default=None)


@dataclass(frozen=True)
class _Pending:
    action: str
    actor_id: int | None
    subject: str
    at: datetime
    content: dict[str, Any]
    record: models.Model | None


def canonical(content: dict[str, Any]) -> str:
    """The one text form of a content, whatever database or process wrote it."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def moment(at: datetime) -> str:
    """A moment as the chain writes it: UTC, with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def digest_of(salt: str, content: dict[str, Any]) -> str:
    """SHA-256 of a content behind its salt: says nothing about it, and changes with it."""
    return hashlib.sha256(f"{salt}\n{canonical(content)}".encode()).hexdigest()


def hash_of(entry: Any) -> str:
    """SHA-256 over the previous hash and everything the entry says."""
    parts = (
        entry.previous,
        str(entry.seq),
        moment(entry.at),
        str(entry.actor_id or ""),
        entry.action,
        entry.subject,
        entry.record_type,
        str(entry.record_id or ""),
        entry.digest,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def note(
    action: str,
    *,
    actor: Any,
    subject: str,
    at: datetime,
    content: dict[str, Any],
    record: models.Model | None = None,
) -> None:
    """Buffer one entry of the running unit of work.

    ``content`` must be JSON. With a ``record`` (a model with ``content()``) only the digest is
    kept here; without one the content is stored in the entry, so put nothing personal in it.
    """
    pending = _pending.get()
    if pending is None:
        raise RuntimeError("audit.note() must be called inside unit_of_work().")
    pending.append(_Pending(action, getattr(actor, "pk", None), subject, at, content, record))


@contextmanager
def buffered() -> Iterator[None]:
    """Collect entries; the outermost block chains them when it ends well."""
    pending = _pending.get()
    if pending is not None:
        mark = len(pending)
        try:
            yield
        except BaseException:
            del pending[mark:]  # what the inner savepoint rolled back did not happen
            raise
        return
    token = _pending.set([])
    try:
        yield
        _chain(_pending.get() or [])
    finally:
        _pending.reset(token)


def _chain(pending: list[_Pending]) -> None:
    if not pending:
        return
    from workflow.models import AuditEntry

    [head] = _head()
    entries = []
    for item in pending:
        salt = secrets.token_hex(16)
        entry = AuditEntry(
            seq=head.seq + 1,
            at=item.at,
            actor_id=item.actor_id,
            action=item.action,
            subject=item.subject,
            record_type=item.record._meta.label_lower if item.record else "",
            record_id=item.record.pk if item.record else None,
            content=None if item.record else item.content,
            salt=salt,
            digest=digest_of(salt, item.content),
            previous=head.hash,
        )
        entry.hash = hash_of(entry)
        head.seq, head.hash = entry.seq, entry.hash
        entries.append(entry)
    rows.insert(*entries)
    rows.save(head, ["seq", "hash"])


@rows.Read
def _head() -> Any:
    from workflow.models import ChainHead

    return ChainHead.objects.select_for_update().filter(pk=1)


@dataclass(frozen=True)
class Flaw:
    """One place where the chain or a record it speaks of was changed."""

    seq: int
    what: str


def verify(*, batch: int = 2_000) -> tuple[int, list[Flaw]]:
    """Walk the whole chain: (entries read, flaws found).

    Finds a changed, removed, inserted or swapped entry, a changed, removed or slipped-in record,
    and a head that does not match the last entry. Others may go on writing meanwhile. It can't see
    a chain rewritten from end to end: for that compare the head with a copy kept elsewhere.
    """
    from workflow.models import ChainHead

    walk = _Walk(batch)
    while True:
        before = walk.seq
        walk.go_on()
        head = ChainHead.objects.filter(pk=1).first()
        if head is None or head.seq <= walk.seq or walk.seq == before:
            break  # else entries were added while we read: read them too
    if head is None or (head.seq, head.hash) != (walk.seq, walk.hash):
        walk.flaws.append(Flaw(walk.seq, _("the head of the chain is not its last entry")))
    return walk.read, walk.flaws + _slipped_in_records()


class _Walk:
    """A way along the chain that can be taken up again where it ended."""

    def __init__(self, batch: int) -> None:
        self.batch = batch
        self.hash, self.seq, self.read = GENESIS, 0, 0
        self.flaws: list[Flaw] = []

    def go_on(self) -> None:
        from workflow.models import AuditEntry

        with_records: list[Any] = []
        entries = AuditEntry.objects.filter(seq__gt=self.seq).order_by("seq")
        for entry in entries.iterator(chunk_size=self.batch):
            self.flaws += [Flaw(entry.seq, what) for what in self._wrong_with(entry)]
            self.read += 1
            self.seq, self.hash = entry.seq, entry.hash
            if entry.record_type:
                with_records.append(entry)
            if len(with_records) >= self.batch:
                self.flaws += _changed_records(with_records)
                with_records = []
        self.flaws += _changed_records(with_records)

    def _wrong_with(self, entry: Any) -> Iterator[str]:
        if entry.seq != self.seq + 1:
            missing = {"first": self.seq + 1, "last": entry.seq - 1}
            yield _("entries %(first)d to %(last)d are missing") % missing
        if entry.previous != self.hash:
            yield _("does not follow the entry before it")
        if entry.hash != hash_of(entry):
            yield _("the entry was changed")
        if entry.content is None and not entry.record_type:
            yield _("the entry's content is gone")
        elif entry.content is not None and digest_of(entry.salt, entry.content) != entry.digest:
            yield _("the entry's content was changed")


def _slipped_in_records() -> list[Flaw]:
    """Records that no entry speaks of: written past the one door."""
    from workflow.models import AuditEntry, TransitionRecord

    flaws = []
    for model in apps.get_models():
        if issubclass(model, TransitionRecord):
            label = model._meta.label_lower
            known = AuditEntry.objects.filter(record_type=label).values_list("record_id")
            kept = model._base_manager.order_by().values_list("pk")
            flaws += [
                Flaw(
                    0, _("no entry speaks of the record %(record)s") % {"record": f"{label} {key}"}
                )
                for (key,) in sorted(kept.difference(known.order_by()))
            ]
    return flaws


def _changed_records(entries: list[Any]) -> list[Flaw]:
    flaws = []
    by_type: dict[str, list[Any]] = {}
    for entry in entries:
        by_type.setdefault(entry.record_type, []).append(entry)
    for record_type, group in by_type.items():
        try:
            model = apps.get_model(record_type)
        except (LookupError, ValueError):
            what = _("nobody knows its record type %(name)s") % {"name": record_type}
            flaws += [Flaw(entry.seq, what) for entry in group]
            continue
        records = model._base_manager.in_bulk([entry.record_id for entry in group])
        for entry in group:
            record = records.get(entry.record_id)
            name = {"record": f"{record_type} {entry.record_id}"}
            if record is None:
                flaws.append(Flaw(entry.seq, _("its record %(record)s is gone") % name))
            elif digest_of(entry.salt, record.content()) != entry.digest:
                flaws.append(Flaw(entry.seq, _("its record %(record)s was changed") % name))
    return flaws
