"""The values of many rows, column by column, as their database takes them quickest.

To PostgreSQL a column is one parameter: an array, written out as text. A place for each value, or
a list that the driver turns over value by value, takes longer than the statement itself.
"""

import json
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from operator import attrgetter
from types import NoneType
from typing import Any

from django.db import models

from workflow.sealed import SealedField

#: Fields whose values, when they are of this very type, need no preparing.
PLAIN: dict[type[models.Field], type] = {
    models.BigAutoField: int,
    models.BigIntegerField: int,
    models.IntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
    models.CharField: str,
    models.SlugField: str,
    models.TextField: str,
}
#: Values that can be looked up, so that those that are equal are prepared once; and what
#: PostgreSQL reads as ``str()`` writes it.
KNOWN = frozenset({bool, int, str, date, datetime, time})


def new(field: Any, rows: Sequence[models.Model]) -> list[Any]:
    """What new rows have in a field; some fields have a say in that."""
    if type(field).pre_save is models.Field.pre_save or (
        isinstance(field, models.DateField) and not (field.auto_now or field.auto_now_add)
    ):
        return present(field, rows)
    return [field.pre_save(row, True) for row in rows]


def present(field: Any, rows: Sequence[models.Model]) -> list[Any]:
    """What rows have in a field."""
    return list(map(attrgetter(field.attname), rows))


def prepared(field: Any, values: Sequence[Any], connection: Any) -> Sequence[Any]:
    """The values of a field as they are saved, one for each row; sealed ones never alike."""
    kinds = _kinds(values)
    if _is_plain(field, kinds):
        return values
    save = field.get_db_prep_save
    if len(kinds) <= 1 and kinds <= KNOWN and not isinstance(field, SealedField):
        known = {one: save(one, connection) for one in set(values)}
        return [known[one] for one in values]
    return [save(one, connection) for one in values]


def array(field: Any, values: Sequence[Any], connection: Any) -> Any:
    """The values of a field as one parameter for PostgreSQL, for a place with the type of many."""
    if type(field) is models.JSONField:
        values = [None if one is None else json.dumps(one, cls=field.encoder) for one in values]
    elif not _is_plain(field, _kinds(values)):
        values = prepared(field, values, connection)
    kinds = _kinds(values)
    if len(kinds) > 1 or not kinds <= KNOWN:
        return values  # the driver knows what to do with them
    words = {one: _word(one) for one in set(values)}
    return f"{{{','.join([words[one] for one in values])}}}"


def _kinds(values: Sequence[Any]) -> set[type]:
    return set(map(type, values)) - {NoneType}


def _is_plain(field: Any, kinds: set[type]) -> bool:
    plain = PLAIN.get(type(field.target_field if field.is_relation else field))
    return plain is not None and kinds <= {plain}


def _word(value: Any) -> str:
    if value is None:
        return "NULL"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def array_types(fields: Sequence[Any], connection: Any) -> str:
    """A place for one array of each field. Without lengths: a cast would cut a text that is too
    long to size without a word, while the column refuses it."""
    types = (re.sub(r"\([\d, ]+\)", "", field.db_type(connection)) for field in fields)
    return ", ".join(f"%s::{one}[]" for one in types)
