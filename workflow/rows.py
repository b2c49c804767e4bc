"""Statements whose text Django writes once, for the few that every move runs.

Django writes the SQL of each statement anew, which costs a move more than the database's own work
(docs/reference/figures.md). Here the text is kept. It stays Django's own text, values go through
the models' own fields and rows come back as models, so that nothing else differs; queries that
run now and then stay ordinary ones. What is not known yet when the text is written is a `Given`::

    mine = Read(lambda: Case.objects.filter(pk=Given("key", Case._meta.pk)))
    [case] = mine(key=5)
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models, transaction
from django.db.models.expressions import Expression
from django.db.models.signals import post_save, pre_save
from django.db.models.sql import UpdateQuery
from django.db.models.sql.constants import ROW_COUNT

from workflow import columns, light

#: So many rows go into one INSERT: parameters have a limit, and each count is a text to keep.
TOGETHER = 50
#: And so many where a column is one parameter, or into one UPDATE that gives each its own values.
EACH = 1_000


class Given(Expression):
    """A value that each call names. It is never NULL in a comparison: that would be other SQL."""

    def __init__(self, name: str, field: models.Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", (self,)


class _Statement:
    """One statement, written at its first call; ``write`` answers with its queryset."""

    def __init__(self, write: Callable[[], models.QuerySet]) -> None:
        self.write = write
        self._kept: dict[str, tuple[Any, Any, str, Sequence[Any]]] = {}

    def _prepare(self, given: dict[str, Any]) -> tuple[Any, Any]:
        """The queryset, and its compiler with this call's connection and values."""
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor not in self._kept:
            queryset = self.write()
            compiler = self._query(queryset).get_compiler(DEFAULT_DB_ALIAS)
            self._kept[connection.vendor] = (queryset, compiler, *compiler.as_sql())
        queryset, kept, text, places = self._kept[connection.vendor]
        values = tuple(
            place.output_field.get_db_prep_save(given[place.name], connection)
            if isinstance(place, Given)
            else place
            for place in places
        )
        compiler = copy(kept)
        compiler.connection = connection
        compiler.as_sql = lambda *args, **kwargs: (text, values)
        return queryset, compiler

    def _query(self, queryset: models.QuerySet) -> Any:
        return queryset.query


class Read(_Statement):
    """A SELECT: may join, annotate and lock; answers with the list of what the queryset yields."""

    def __call__(self, **given: Any) -> list[Any]:
        queryset, compiler = self._prepare(given)
        if queryset.query.select_for_update and not compiler.connection.in_atomic_block:
            raise transaction.TransactionManagementError("Rows are locked inside a unit of work.")
        return self._found(queryset, compiler)

    def _found(self, queryset: Any, compiler: Any) -> list[Any]:
        asked = queryset._chain()
        asked.query.get_compiler = lambda *args, **kwargs: compiler
        return list(asked)


class LightRead(Read):
    """A read of many rows of a model, and of those that ``select_related`` names, made lightly."""

    def __init__(self, write: Callable[[], models.QuerySet]) -> None:
        super().__init__(write)
        self._makers: dict[str, light.Maker] = {}

    def _found(self, queryset: Any, compiler: Any) -> list[Any]:
        vendor = compiler.connection.vendor
        if vendor not in self._makers:
            self._makers[vendor] = light.Maker(compiler.klass_info, compiler.select)
        return light.instances(compiler, self._makers[vendor])


class ReadAmong:
    """A :class:`Read` by lists of values; ``write`` gets each as a list, by its name::

        owners = ReadAmong(lambda process: Task.objects.filter(process__pk__in=process), process=key)
        owners(process=[3, 5, 8])

    Texts are kept for lengths of 1, 2, 4, 8 ...: a list is filled up with its last value.
    """

    def __init__(self, write: Callable[..., models.QuerySet], **fields: models.Field) -> None:
        self.write, self.fields = write, fields
        self._kept: dict[tuple[int, ...], Read] = {}

    def __call__(self, **lists: Sequence[Any]) -> list[Any]:
        if not all(lists.values()):
            return []
        full = {
            name: [*found, *[found[-1]] * ((1 << (len(found) - 1).bit_length()) - len(found))]
            for name, found in lists.items()
        }
        lengths = tuple(len(full[name]) for name in self.fields)
        if lengths not in self._kept:
            self._kept[lengths] = self._read(lengths)
        return self._kept[lengths](
            **{f"{name}_{place}": one for name in full for place, one in enumerate(full[name])}
        )

    def _read(self, lengths: tuple[int, ...]) -> Read:
        given = {
            name: [Given(f"{name}_{place}", field) for place in range(length)]
            for (name, field), length in zip(self.fields.items(), lengths, strict=True)
        }
        return Read(lambda: self.write(**given))


class Change(_Statement):
    """An UPDATE of some columns, by field name, of the queryset's rows; answers how many."""

    def __init__(self, write: Callable[[], models.QuerySet], /, **values: Any) -> None:
        super().__init__(write)
        self.values = values

    def _query(self, queryset: models.QuerySet) -> Any:
        query: Any = queryset.order_by().query.chain(UpdateQuery)
        query.add_update_values(self.values)
        return query

    def __call__(self, **given: Any) -> int:
        _queryset, compiler = self._prepare(given)
        with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS):
            return int(compiler.execute_sql(ROW_COUNT))


def update(model: type[models.Model], keys: Sequence[Any], values: dict[str, Any]) -> int:
    """Write these columns, by attribute name, of the rows with these keys; answers how many."""
    change = _change(model, tuple(values), len(keys))
    return change(**values, **{f"key_{place}": key for place, key in enumerate(keys)})


@cache
def _change(model: type[models.Model], names: tuple[str, ...], count: int) -> Change:
    meta = model._meta
    fields = {field.attname: field for field in meta.concrete_fields}
    keys = [Given(f"key_{place}", meta.pk) for place in range(count)]
    return Change(
        lambda: model._base_manager.filter(pk__in=keys),
        **{fields[name].name: Given(name, fields[name]) for name in names},
    )


def save(row: models.Model, names: Sequence[str]) -> None:
    """``row.save(update_fields=names)``, by attribute name."""
    _refuse_listeners(type(row))
    if update(type(row), [row.pk], {name: getattr(row, name) for name in names}) != 1:
        raise DatabaseError(f"The {type(row).__name__} to be saved is not there.")


def update_each(model: type[models.Model], rows: Sequence[Any], names: Sequence[str]) -> None:
    """Write these columns, by attribute name, of each row with the values that it has itself."""
    _refuse_listeners(model)
    for start in range(0, len(rows), EACH):
        _update_each(model, rows[start : start + EACH], names)


def _update_each(model: type[models.Model], rows: Sequence[Any], names: Sequence[str]) -> None:
    arrays = _takes_arrays()
    text, fields = _each(model, tuple(names), 0 if arrays else len(rows))
    values = [columns.present(field, rows) for field in fields]
    with _sent(text, fields, values, arrays=arrays):
        pass


@cache
def _each(
    model: type[models.Model], names: tuple[str, ...], count: int
) -> tuple[str, list[models.Field]]:
    """An UPDATE from a table of the new values, whose first column is the key; a count of 0: from
    arrays of any length."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    meta: Any = model._meta
    quoted = connection.ops.quote_name
    by_name = {field.attname: field for field in meta.concrete_fields}
    fields = [meta.pk, *(by_name[name] for name in names)]
    sets = ", ".join(
        f"{quoted(field.column)} = given.column{place}"
        for place, field in enumerate(fields[1:], start=2)
    )
    table, key = quoted(meta.db_table), quoted(meta.pk.column)
    if count:
        given = f"(VALUES {_places(fields, count)}) AS given"
    else:
        places = ", ".join(f"column{place}" for place in range(1, len(fields) + 1))
        given = f"unnest({columns.array_types(fields, connection)}) AS given({places})"
    text = (
        f"UPDATE {table} SET {sets} FROM {given} "  # noqa: S608 - names
        f"WHERE {table}.{key} = given.column1"
    )
    return text, fields


def insert(*rows: models.Model) -> None:
    """Insert new rows of one model and give them their keys; up to ``TOGETHER`` are one statement."""
    for batch, cursor in _inserted(rows):
        for row, (key,) in zip(batch, cursor.fetchall(), strict=True):
            row.pk = key
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def insert_missing(*rows: models.Model) -> None:
    """Insert new rows of one model, but for those whose unique key is there already.

    The rows don't learn their keys: what was left out has another row's.
    """
    for _sent_together in _inserted(rows, end="ON CONFLICT DO NOTHING"):
        pass


def insert_unseen(*rows: models.Model) -> None:
    """Insert new rows of one model that nobody will look at: they don't learn their keys."""
    for _sent_together in _inserted(rows, end=""):
        pass


def _inserted(
    rows: Sequence[models.Model], end: str | None = None
) -> Iterator[tuple[Sequence[models.Model], Any]]:
    """Insert as many as go together, and give them with the cursor of their statement."""
    model = type(rows[0])
    _refuse_listeners(model)
    together = EACH if _takes_arrays() else TOGETHER
    for start in range(0, len(rows), together):
        batch = rows[start : start + together]
        arrays = _takes_arrays() and len(batch) > 1
        text, fields = _insertion(model, 0 if arrays else len(batch), end)
        for row in batch:
            if row._state.fields_cache:
                # Django's own check: a relation that is not saved itself is refused.
                row._prepare_related_fields_for_save(operation_name="insert")  # type: ignore[attr-defined]
        values = [columns.new(field, batch) for field in fields]
        with _sent(text, fields, values, arrays=arrays) as cursor:
            yield batch, cursor


@contextmanager
def _sent(
    text: str, fields: Sequence[models.Field], values: Sequence[Sequence[Any]], *, arrays: bool
) -> Iterator[Any]:
    """The cursor after the columns have gone into the statement."""
    connection = connections[DEFAULT_DB_ALIAS]
    prepare = columns.array if arrays else columns.prepared
    given: list[Any] = [
        prepare(field, column, connection) for field, column in zip(fields, values, strict=True)
    ]
    if not arrays:
        given = [value for row in zip(*given, strict=True) for value in row]
    with (
        transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS),
        connection.cursor() as cursor,
    ):
        cursor.execute(text, given)
        yield cursor


def _takes_arrays() -> bool:
    """PostgreSQL does (:mod:`workflow.columns`)."""
    return connections[DEFAULT_DB_ALIAS].vendor == "postgresql"


@cache
def _insertion(
    model: type[models.Model], count: int, end: str | None
) -> tuple[str, list[models.Field]]:
    """An INSERT of so many rows, and its fields; a count of 0: of arrays of any length."""
    meta: Any = model._meta
    connection: Any = connections[DEFAULT_DB_ALIAS]
    quoted = connection.ops.quote_name
    fields = [one for one in meta.local_concrete_fields if not isinstance(one, models.AutoField)]
    names = ", ".join(quoted(field.column) for field in fields)
    if count:
        given = f"VALUES {_places(fields, count)}"
    else:
        given = f"SELECT * FROM unnest({columns.array_types(fields, connection)})"  # noqa: S608 - types
    end = f"RETURNING {quoted(meta.pk.column)}" if end is None else end
    return f"INSERT INTO {quoted(meta.db_table)} ({names}) {given} {end}", fields


def _places(fields: Sequence[models.Field], count: int) -> str:
    return ", ".join([f"({', '.join(['%s'] * len(fields))})"] * count)


@contextmanager
def pipelined() -> Iterator[None]:
    """Send the changes in the block one after the other, without waiting for each one's answer.

    PostgreSQL works on one while the next is written; what it refuses is raised at the end of the
    block at the latest. Nothing in the block may ask for an answer, as :func:`insert` does.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        yield
        return
    with (
        transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS),
        connection.wrap_database_errors,
        connection.connection.pipeline(),
    ):
        yield


def _refuse_listeners(model: type[models.Model]) -> None:
    if pre_save.has_listeners(model) or post_save.has_listeners(model):
        raise TypeError(f"Somebody listens to the saving of {model.__name__}: save it by save().")
