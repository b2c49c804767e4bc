"""The one door for every move: what may happen, who may do it, and the record it leaves.

A subject is a model with a ``status`` (:class:`StatusField`), a ``version`` and a ``history`` of
:class:`workflow.models.TransitionRecord` rows. Its moves are methods under :func:`move`. They
can be made through :func:`perform` alone; a move called directly, an assignment and an
``update()`` are refused here and by the database (see :mod:`workflow.triggers`).
"""

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, ClassVar

from django.db import models, transaction
from django.dispatch import Signal
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition
from django_fsm.signals import pre_transition

from workflow import audit, rows

Sentence = str | Promise

#: Sent inside the transaction, after the move and its record, before the subject is saved.
#: Arguments: ``subject``, ``record``, ``facts``, ``by``, ``at``.
moved = Signal()

_door: ContextVar[tuple[int, str] | None] = ContextVar("door", default=None)


class TransitionRefused(Exception):
    """A move that may not be made, with the sentences that tell a person why."""

    def __init__(self, *sentences: Sentence) -> None:
        super().__init__(*sentences)
        self.sentences = sentences

    def __str__(self) -> str:
        return " ".join(str(sentence) for sentence in self.sentences)


class SubjectChanged(TransitionRefused):
    """Somebody else moved the subject between the page's making and this answer."""


class DirectMove(TypeError):
    """A move was called past :func:`perform`: a mistake in the program, not of a user."""


class StatusField(FSMField):
    """A status that moves alone can write. Reading the row again is allowed, assigning is not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["protected"] = True
        super().__init__(*args, **kwargs)


class Subject(models.Model):
    """What has moves. ``version`` counts them: the n-th move leaves record number n."""

    #: The rows that rights, guards and moves look at, read together with the subject.
    MOVES_ASK_ABOUT: ClassVar[tuple[str, ...]] = ()

    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def refresh_from_db(
        self, using: str | None = None, fields: Any = None, from_queryset: Any = None
    ) -> None:
        """Read the row again. The old status leaves first, so that the field stays protected:
        django-fsm-2's own way opens it for the whole class, and so for every other thread."""
        if fields is None or "status" in fields:
            self.__dict__.pop("status", None)
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)


class SubjectQuerySet(models.QuerySet):
    """A queryset that won't write a status: only a move with its record may."""

    def update(self, **fields: Any) -> int:
        if {"status", "version"} & set(fields):
            raise DirectMove("A status is changed by perform() alone.")
        return super().update(**fields)

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        if {"status", "version"} & set(fields):
            raise DirectMove("A status is changed by perform() alone.")
        return super().bulk_update(objs, fields, batch_size=batch_size)

    def locked(self, *, pk: int) -> Any:
        """The one row with what its moves ask about, locked until the unit of work ends."""
        if self.query.where:
            raise TypeError("A row is locked by its key alone: check first who may see it.")
        found = _locked(self.model)(pk=pk)
        if not found:
            raise self.model.DoesNotExist(f"There is no {self.model.__name__} {pk}.")  # type: ignore[attr-defined]
        return found[0]


@cache
def _locked(model: Any) -> rows.Read:
    return rows.Read(
        lambda: (
            model._base_manager.select_related(*model.MOVES_ASK_ABOUT)
            .select_for_update(of=("self",))
            .filter(pk=rows.Given("pk", model._meta.pk))
        )
    )


def condition(sentence: Sentence) -> Callable[[Callable[..., bool]], Callable[..., bool]]:
    """Mark a guard of a move; ``sentence`` says what is missing when it does not hold."""

    def mark(guard: Callable[..., bool]) -> Callable[..., bool]:
        guard.sentence = sentence  # type: ignore[attr-defined]
        return guard

    return mark


@dataclass(frozen=True)
class Granted:
    """A person may make the move, acting in this role."""

    role: str


@dataclass(frozen=True)
class Denied:
    """A person may not make the move; the sentence says why."""

    sentence: Sentence


class Permission:
    """Who may make a move. Subclasses answer :meth:`ask`; django-fsm calls the object itself."""

    def ask(self, subject: Any, user: Any) -> Granted | Denied:
        raise NotImplementedError

    def __call__(self, subject: Any, user: Any) -> bool:
        return isinstance(self.ask(subject, user), Granted)


def move(
    source: Any, target: Any, *, by: Permission, label: Sentence, when: Iterable[Any] = ()
) -> Callable[[Any], Any]:
    """Declare a move, one line of the procedure's table: from, to, who, how it is called, when."""
    return transition(
        "status",
        source=source,
        target=target,
        conditions=list(when),
        permission=by,
        custom={"label": label},
    )


@dataclass(frozen=True)
class Move:
    """One move as seen from a subject and a person: may it be made, and if not, why."""

    name: str
    label: Sentence
    refusals: tuple[Sentence, ...]

    @property
    def allowed(self) -> bool:
        return not self.refusals


def refuse(sentences: Iterable[Sentence]) -> None:
    """Refuse with these sentences, if there are any."""
    if found := tuple(sentences):
        raise TransitionRefused(*found)


def refuse_if(*flaws: tuple[bool, Sentence]) -> None:
    """For the body of a move: refuse it with the sentence of every flaw that is there."""
    refuse(sentence for there, sentence in flaws if there)


def _definition(move: Any, status: str) -> Any:
    return move._django_fsm.get_transition(status)


def _unmet(move: Any) -> Iterable[Sentence]:
    subject = move.__self__
    definition = _definition(move, subject.status)
    if definition is None:
        yield _("This is not possible while the status is “%(status)s”.") % {
            "status": subject.get_status_display()
        }
        return
    for guard in definition.conditions:
        if not guard(subject):
            yield guard.sentence


def _ask(move: Any, user: Any) -> Granted | Denied:
    subject = move.__self__
    definition = _definition(move, subject.status)
    return definition.permission.ask(subject, user)


def moves_of(subject: Any, user: Any) -> list[Move]:
    """The moves drawn out of the subject's status, each with the reasons it may not be made."""
    found = []
    for definition in subject.get_all_status_transitions():
        if definition.source != subject.status:
            continue
        move = getattr(subject, definition.name)
        answer = definition.permission.ask(subject, user)
        refusals = [answer.sentence] if isinstance(answer, Denied) else []
        refusals += _unmet(move)
        found.append(Move(definition.name, definition.custom["label"], tuple(refusals)))
    return found


def jsonable(value: Any) -> Any:
    """A fact as the record keeps it: keys for rows, ISO text for dates, text for amounts."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | Promise):
        return str(value)
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [jsonable(item) for item in value]
    return value


@contextmanager
def _open_door(subject: Any, name: str) -> Any:
    token = _door.set((id(subject), name))
    try:
        yield
    finally:
        _door.reset(token)


def _refuse_direct_move(sender: Any, instance: Any, name: str, **kwargs: Any) -> None:
    if isinstance(instance, Subject) and _door.get() != (id(instance), name):
        raise DirectMove(f"{sender.__name__}.{name}() is a move: make it with perform().")


pre_transition.connect(_refuse_direct_move, dispatch_uid="workflow.transitions.door")


def perform(
    move: Callable[..., Any],
    *,
    by: Any,
    at: datetime,
    reason: str = "",
    expect: int | None = None,
    **facts: Any,
) -> Any:
    """Make a move: check it, make it, keep its record, save the subject, all or nothing.

    ``move`` is the bound method of a subject whose row the caller has locked. ``expect`` is the
    version the person saw; another one means that somebody was quicker. ``facts`` go to the
    method and, as JSON, to the record. Raises :class:`TransitionRefused` with every reason.
    """
    subject, name = move.__self__, move.__name__  # type: ignore[attr-defined]
    if not transaction.get_connection().in_atomic_block:
        raise DirectMove("perform() must run inside a unit of work.")
    if expect is not None and expect != subject.version:
        raise SubjectChanged(
            _("Somebody else has just moved this on. Look at it again; nothing you typed is lost.")
        )
    refuse(_unmet(move))
    answer = _ask(move, by)
    if isinstance(answer, Denied):
        raise TransitionRefused(answer.sentence)
    source, before = subject.status, dict(subject.__dict__)
    with _open_door(subject, name):
        move(by=by, at=at, **facts)
    subject.version += 1
    history = subject.history
    record = history.model(
        **{history.field.name: subject},
        seq=subject.version,
        move=name,
        source=source,
        target=subject.status,
        by=by,
        role=answer.role,
        at=at,
        reason=reason,
        facts=jsonable(facts),
    )
    rows.insert(record)
    audit.note(
        f"moved.{name}",
        actor=by,
        subject=str(subject),
        at=at,
        content=record.content(),
        record=record,
    )
    moved.send(sender=type(subject), subject=subject, record=record, facts=facts, by=by, at=at)
    _save_changes(subject, before)
    return record


def _save_changes(subject: Any, before: dict[str, Any]) -> None:
    names = [
        field.attname
        for field in subject._meta.concrete_fields
        if before.get(field.attname) != subject.__dict__.get(field.attname)
    ]
    rows.save(subject, names)


def moves_in(model: type[models.Model]) -> list[Any]:
    """Every drawn edge of a subject's state machine (django-fsm's Transition objects), in the order
    in which the moves are written."""
    field = model._meta.get_field("status")
    written = [name for part in reversed(model.__mro__) for name in vars(part)]
    edges = field.get_all_transitions(model)  # type: ignore[union-attr]
    return sorted(edges, key=lambda edge: written.index(edge.name))
