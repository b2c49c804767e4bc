"""Databases that are made for one measurement and thrown away after it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

POSTGRES = "postgres://postgres@127.0.0.1:5432/fayuan_bench"


@contextmanager
def scratch(url: str) -> Iterator[str]:
    """A fresh database under this address. Only a loopback database named *bench* is dropped."""
    parts = urlsplit(url)
    name = parts.path[1:]
    if parts.scheme == "sqlite":
        with tempfile.TemporaryDirectory(prefix="fayuan-bench-") as folder:
            yield f"sqlite:///{folder}/bench.sqlite3"
        return
    if "bench" not in name or parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise SystemExit(f"{name} would be dropped: name a loopback database with bench in it.")
    server = parts._replace(scheme="postgresql", path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(f'DROP DATABASE IF EXISTS "{name}"')
        link.execute(f'CREATE DATABASE "{name}"')
    try:
        yield url
    finally:
        with psycopg.connect(server, autocommit=True) as link:
            link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def answers(url: str) -> bool:
    """The database is there; a file always is."""
    if url.startswith("sqlite"):
        return True
    server = urlsplit(url)._replace(scheme="postgresql", path="/postgres").geturl()
    try:
        psycopg.connect(server, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def engine() -> str:
    """The database that Django is connected to, with its version."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
        cursor.execute("SELECT sqlite_version()")
        return f"SQLite {cursor.fetchone()[0]}"
