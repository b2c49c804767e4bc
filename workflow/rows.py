"""Statements whose text Django writes once, for the few that every move runs.

Django writes the SQL of each statement anew, which costs a move more than the database's own work
(docs/reference/figures.md). Here the text is kept. It stays Django's own text, values go through
the models' own fields and rows come back as models, so that nothing else differs; queries that
run now and then stay ordinary ones. What is not known yet when the text is written is a `Given`::

    mine = Read(lambda: Case.objects.filter(pk=Given("key", Case._meta.pk)))
    [case] = mine(key=5)
"""

from collections.abc import Callable, Sequence
from copy import copy
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models, transaction
from django.db.models.expressions import Expression
from django.db.models.signals import post_save, pre_save
from django.db.models.sql import UpdateQuery
from django.db.models.sql.constants import ROW_COUNT

#: So many rows go into one INSERT: parameters have a limit, and each count is a text to keep.
TOGETHER = 50


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
        asked = queryset._chain()
        asked.query.get_compiler = lambda *args, **kwargs: compiler
        return list(asked)


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


def insert(*rows: models.Model) -> None:
    """Insert new rows of one model and give them their keys; up to ``TOGETHER`` are one statement."""
    _refuse_listeners(type(rows[0]))
    for start in range(0, len(rows), TOGETHER):
        _insert(rows[start : start + TOGETHER])


def _insert(rows: Sequence[models.Model]) -> None:
    model, connection = type(rows[0]), connections[DEFAULT_DB_ALIAS]
    for row in rows:
        # Django's own check: a relation that is not saved itself is refused.
        row._prepare_related_fields_for_save(operation_name="insert")  # type: ignore[attr-defined]
    text, fields = _insertion(model, len(rows))
    values = [
        field.get_db_prep_save(field.pre_save(row, True), connection)
        for row in rows
        for field in fields
    ]
    with (
        transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS),
        connection.cursor() as cursor,
    ):
        cursor.execute(text, values)
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _insertion(model: type[models.Model], count: int) -> tuple[str, list[Any]]:
    meta: Any = model._meta
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [one for one in meta.local_concrete_fields if not isinstance(one, models.AutoField)]
    columns = ", ".join(quoted(field.column) for field in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * count)
    table, key = quoted(meta.db_table), quoted(meta.pk.column)
    text = f"INSERT INTO {table} ({columns}) VALUES {places} RETURNING {key}"  # noqa: S608 - names
    return text, fields


def _refuse_listeners(model: type[models.Model]) -> None:
    if pre_save.has_listeners(model) or post_save.has_listeners(model):
        raise TypeError(f"Somebody listens to the saving of {model.__name__}: save it by save().")
