"""A hand in the database: what no move can do, past triggers, as somebody with the password could."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def by_hand():
    """``with by_hand() as run: run("UPDATE ...", [...])``, with every trigger asleep."""
    asleep = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor, asleep(cursor):
        yield cursor.execute


@contextmanager
def _sqlite(cursor):
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    for name, _sql in triggers:
        cursor.execute(f"DROP TRIGGER {name}")
    yield
    for _name, sql in triggers:
        cursor.execute(sql)


@contextmanager
def _postgresql(cursor):
    cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    cursor.execute("SET LOCAL session_replication_role = origin")
