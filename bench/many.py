"""A city with many cases, made by copying a few real ones inside the database.

Ten cases go through our own actions: one stays registered with its two clocks running, nine are
refused. Their rows are then written again under new keys, as often as is asked for. The triggers
and keys are switched off meanwhile: they guard against people, and would check each row.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from fayuan_case import FayuanCase
from story import APPLICANT, APPLICATION, STEPS
from viewflow.workflow.models import Process, Task

from cases.actions.accept import accept_case
from cases.actions.recommend import recommend
from cases.actions.refuse import refuse_case
from cases.actions.register import register_case
from cases.models import Applicant, Case, CaseClock

BATCH = 10
#: Keys of copies lie so far apart; more than any key of the ten originals.
STRIDE = 1000
#: The table, in the order of its keys.
COPIED = (Applicant, Process, Task, Case, CaseClock)
RECEIVED = STEPS[0].at


class ManyCases:
    """The city and its first ten cases; :meth:`grow` brings it up to a number."""

    def __init__(self) -> None:
        self.office = FayuanCase("many")
        self.count = BATCH
        self._register()
        for _ in range(BATCH - 1):
            self._refuse(self._register())

    def _register(self) -> Case:
        facts = APPLICATION | {"materials": ["identity", "application_form", "case_evidence"]}
        return register_case(
            station=self.office.station,
            applicant=dict(APPLICANT),
            facts=facts,
            opponents=[],
            submission=uuid.uuid4().hex,
            by=self.office.people["clerk"],
            at=RECEIVED,
        )

    def _refuse(self, case: Case) -> None:
        people, later = self.office.people, RECEIVED + timedelta(hours=1)
        accept_case(case_id=case.pk, by=people["clerk"], at=later)
        review = next(step.facts for step in STEPS if step.move == "recommend")
        facts = review | {"opinion": "refuse", "person_qualifies": False}
        recommend(case_id=case.pk, by=people["reviewer"], at=later, **facts)
        refuse_case(
            case_id=case.pk,
            by=people["supervisor"],
            at=later,
            code="out_of_scope",
            reasons="不属于法律援助范围",
        )

    def grow(self, count: int) -> None:
        """Copy the first ten until there are ``count`` cases."""
        first, last = self.count // BATCH, count // BATCH - 1
        with _unguarded(), connection.cursor() as cursor:
            for model in COPIED:
                cursor.execute(_copy(model, first, last))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.count = count


def _copy(model: type, first: int, last: int) -> str:
    """INSERT ... SELECT of the originals, once for each number from first to last."""
    columns = {field.column: _moved(field) for field in model._meta.concrete_fields}
    names = ", ".join(f'"{name}"' for name in columns)
    table, key = model._meta.db_table, model._meta.pk.column
    return (
        f"WITH RECURSIVE series(k) AS (SELECT {first} UNION ALL SELECT k + 1 FROM series "
        f'WHERE k < {last}) INSERT INTO "{table}" ({names}) '
        f'SELECT {", ".join(columns.values())} FROM series, "{table}" WHERE "{key}" < {STRIDE}'
    )


def _moved(field) -> str:
    """The column in a copy: keys move by the stride, what is used once gets a number of its own."""
    column = f'"{field.column}"'
    copied = {model._meta.db_table for model in COPIED}
    if field.primary_key or (field.is_relation and field.related_model._meta.db_table in copied):
        return f"{column} + k * {STRIDE}"
    if field.unique:
        return f"SUBSTR({column}, 1, 12) || (k * {BATCH * 10} + id)"
    return column


@contextmanager
def _unguarded() -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _text in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("PRAGMA foreign_keys = OFF")
        yield
        for _name, text in triggers:
            cursor.execute(text)
