"""Change of keys: every sealed value under the newest one, a few hundred rows at a time.

What is still to do is written in the values themselves: each says by which key it was sealed. So
nothing else is kept, a run may be killed at any moment, and the next one finds what is left. A
row's values and their blind indexes change together; until then the old key opens them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Substr

from workflow import rows
from workflow.sealed import HEAD, BlindIndex, SealBroken, SealedField, newest_head

BATCH = 200


@dataclass(frozen=True)
class Table:
    """A model with sealed columns, and the blind indexes beside them."""

    model: Any
    sealed: list[Any]
    indexes: list[Any]

    @property
    def name(self) -> str:
        return str(self.model._meta.label_lower)

    def to_do(self) -> models.QuerySet[Any]:
        """The rows of which a value or an index is not by the newest key."""
        newest, waiting, heads = newest_head(), Q(), {}
        for place, one in enumerate([*self.sealed, *self.indexes]):
            head = Substr(one.name, 1, HEAD, output_field=models.BinaryField())
            heads[f"head_{place}"] = head
            waiting |= Q(**{f"{one.name}__isnull": False}) & ~Q(**{f"head_{place}": newest})
        everything = self.model._base_manager.order_by("pk")
        found: models.QuerySet[Any] = everything.alias(**heads).filter(waiting)
        return found

    def raw(self, found: models.QuerySet[Any]) -> list[tuple[Any, ...]]:
        """Key and values of these rows as they lie there: nothing is opened."""
        columns = [
            models.ExpressionWrapper(models.F(one.name), models.BinaryField())
            for one in [*self.sealed, *self.indexes]
        ]
        named = {f"raw_{place}": column for place, column in enumerate(columns)}
        return list(found.annotate(**named).values_list("pk", *named))

    def opened(self, values: Sequence[Any]) -> dict[str, Any]:
        """What a row's sealed columns hold, by field."""
        sealed = zip(self.sealed, values[: len(self.sealed)], strict=True)
        return {one.name: one.from_db_value(value, None, None) for one, value in sealed}

    def anew(self, key: Any, values: Sequence[Any]) -> Any:
        """The row as :func:`workflow.rows.update_each` seals it again."""
        held = self.opened(values)
        indexes = {one.attname: one.index_of(held[one.of]) for one in self.indexes}
        return SimpleNamespace(**{self.model._meta.pk.attname: key}, **held, **indexes)


@dataclass(frozen=True)
class Finding:
    """A value that doesn't open, or an index that is not its text's: never the value itself."""

    table: str
    key: Any
    what: str


def tables() -> list[Table]:
    """Every model with a sealed column."""
    found = []
    for model in apps.get_models():
        fields = model._meta.concrete_fields
        sealed = [one for one in fields if isinstance(one, SealedField)]
        if sealed and not model._meta.proxy:
            found.append(Table(model, sealed, [x for x in fields if isinstance(x, BlindIndex)]))
    return found


@dataclass
class Resealing:
    """One way through all tables. ``broken`` are the rows that no key here opens."""

    batch: int = BATCH
    broken: list[Finding] = field(default_factory=list)

    def left(self) -> int:
        return sum(table.to_do().count() for table in tables())

    def run(self) -> Iterator[int]:
        """Reseal all there is, and give the number of each batch when it is committed."""
        for table in tables():
            last: Any = None
            while keys := self._next(table, last):
                yield self._reseal(table, keys)
                last = keys[-1]

    def _next(self, table: Table, last: Any) -> list[Any]:
        """Beyond the last one: a broken row is not met again and again."""
        beyond = table.to_do() if last is None else table.to_do().filter(pk__gt=last)
        return list(beyond.values_list("pk", flat=True)[: self.batch])

    @transaction.atomic
    def _reseal(self, table: Table, keys: list[Any]) -> int:
        """Locked, so that nobody's newer value is overwritten with the one read here."""
        locked = table.model._base_manager.filter(pk__in=keys).select_for_update(of=("self",))
        anew = []
        for key, *values in table.raw(locked.order_by("pk")):
            try:
                anew.append(table.anew(key, values))
            except SealBroken as broken:
                self.broken.append(Finding(table.name, key, str(broken)))
        if anew:
            names = [one.attname for one in [*table.sealed, *table.indexes]]
            rows.update_each(table.model, anew, names)
        return len(anew)


def check(*, batch: int = 2_000) -> Iterator[Finding]:
    """Open every value and look whether its index is its own; changes nothing."""
    for table in tables():
        everything = table.model._base_manager.order_by("pk")
        found = table.raw(everything[:batch])
        while found:
            for key, *values in found:
                yield from _wrong_with(table, key, values)
            found = table.raw(everything.filter(pk__gt=found[-1][0])[:batch])


def _wrong_with(table: Table, key: Any, values: Sequence[Any]) -> Iterator[Finding]:
    try:
        held = table.opened(values)
    except SealBroken as broken:
        yield Finding(table.name, key, str(broken))
        return
    for one, index in zip(table.indexes, values[len(table.sealed) :], strict=True):
        right = one.indexes_of([held[one.of] or ""])
        if (bytes(index) not in right) if index is not None else right:
            yield Finding(table.name, key, f"{one.column_name}: not the index of its text")
