"""Rows as instances of their models, without what ``Model.__init__`` does for one at a time.

Django looks at every field of every row it makes; for the three hundred of a tick that takes longer
than all their statements. Here an instance gets its values in one go. What differs: nobody is told
by ``pre_init`` and ``post_init`` (a model with such a listener is refused), and rows that are read
together share the object of a row that several of them refer to.
"""

from collections.abc import Callable
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.base import ModelState
from django.db.models.signals import post_init, pre_init


def new(model: Any, **values: Any) -> Any:
    """An unsaved row, as ``model(**values)`` makes it; a relation is given by its key."""
    plain, made = _defaults(model)
    if not values.keys() <= plain.keys() | made.keys():
        raise TypeError(f"{model.__name__} has no {sorted(values.keys() - plain.keys())}.")
    row = model.__new__(model)
    row.__dict__ |= plain | {name: make() for name, make in made.items() if name not in values}
    row.__dict__ |= values
    row._state = ModelState()
    return row


@cache
def _defaults(model: Any) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    """By attribute name: defaults that all rows may share, and those that each needs anew."""
    _refuse_listeners(model)
    fields = model._meta.concrete_fields
    made = {
        one.attname: one.default for one in fields if one.has_default() and callable(one.default)
    }
    plain = {one.attname: one.get_default() for one in fields if one.attname not in made}
    return plain, made


class Maker:
    """Makes the instances of one model out of the rows of a query that Django has compiled."""

    def __init__(self, info: Any, select: Any) -> None:
        self.model = info["model"]
        _refuse_listeners(self.model)
        names = [select[place][0].target.attname for place in info["select_fields"]]
        self.names = names
        self.values = itemgetter(*info["select_fields"]) if len(names) > 1 else None
        self.key = info["select_fields"][names.index(self.model._meta.pk.attname)]
        self.related = [
            (Maker(one, select), one["local_setter"], one["remote_setter"])
            for one in info.get("related_klass_infos", [])
        ]

    def make(self, row: Any, seen: dict[Any, Any]) -> Any:
        """The row's instance, with what it refers to; ``seen`` are those that rows share."""
        values = self.values(row) if self.values else (row[self.key],)
        made = self.model.__new__(self.model)
        made.__dict__.update(zip(self.names, values, strict=True))
        made._state = state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        for other, refer, refer_back in self.related:
            key = row[other.key]
            if (other, key) not in seen:
                seen[other, key] = None if key is None else other.make(row, seen)
            found = seen[other, key]
            refer(made, found)
            if found is not None:
                refer_back(found, made)
        return made


def instances(compiler: Any, maker: Maker) -> list[Any]:
    """What the compiled query finds, with its annotations."""
    seen: dict[Any, Any] = {}
    found = []
    for row in compiler.results_iter():
        made = maker.make(row, seen)
        for name, place in compiler.annotation_col_map.items():
            setattr(made, name, row[place])
        found.append(made)
    return found


def _refuse_listeners(model: type[models.Model]) -> None:
    if pre_init.has_listeners(model) or post_init.has_listeners(model):
        raise TypeError(f"Somebody listens to the making of {model.__name__}.")
