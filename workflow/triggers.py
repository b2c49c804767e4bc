"""Database triggers for what must hold whoever writes: append-only tables and moved statuses.

Used by migrations. SQLite and PostgreSQL; another database is refused rather than left open.

On SQLite a later migration that remakes one of these tables drops its triggers without a word:
such a migration must set them again (the tests of the door and of the chain fail otherwise).
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import NotSupportedError

#: PostgreSQL's triggers speak like its constraints, as SQLite's do by themselves.
AS_INTEGRITY_ERROR = "USING ERRCODE = 'integrity_constraint_violation'"


def refuse_changes(table: str) -> tuple[Callable[..., None], Callable[..., None]]:
    """For ``migrations.RunPython(*refuse_changes("table"))``: rows are written once, never changed."""
    words = f"{table} is append-only"

    def forward(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
                )
            _refuse_replacing(schema_editor, table, words)
        elif schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{words}' {AS_INTEGRITY_ERROR}; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
            )
        else:
            raise NotSupportedError("Fayuan runs on SQLite and PostgreSQL.")

    def backward(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")
            schema_editor.execute(f"DROP TRIGGER {table}_no_replace")
        else:
            schema_editor.execute(f"DROP FUNCTION {table}_refuse() CASCADE")

    return forward, backward


def guard_status(
    table: str, records: str, key: str, first: str
) -> tuple[Callable[..., None], Callable[..., None]]:
    """A row of ``table`` starts as ``first`` and changes its status only beside its record.

    The record (in ``records``, tied by the column ``key``) must already stand in the table with
    the number that the row's version is about to take, and name the same two states.
    """
    has_record = (
        f"EXISTS (SELECT 1 FROM {records} WHERE {key} = NEW.id AND seq = NEW.version "
        "AND source = OLD.status AND target = NEW.status)"
    )
    allowed = f"NEW.version = OLD.version + 1 AND {has_record}"
    words = "a status is changed by a move with its record"
    begins = f"a row begins as {first}"

    def forward(apps: Any, schema_editor: Any) -> None:
        run = schema_editor.execute
        if schema_editor.connection.vendor == "sqlite":
            run(
                f"CREATE TRIGGER {table}_status_begins BEFORE INSERT ON {table} "
                f"WHEN NEW.status <> '{first}' OR NEW.version <> 0 "
                f"BEGIN SELECT RAISE(ABORT, '{begins}'); END"
            )
            run(
                f"CREATE TRIGGER {table}_status_moves BEFORE UPDATE ON {table} "
                f"WHEN (NEW.status <> OLD.status OR NEW.version <> OLD.version) AND NOT ({allowed}) "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
            _refuse_replacing(schema_editor, table, f"a row of {table} is never replaced")
        elif schema_editor.connection.vendor == "postgresql":
            run(
                f"CREATE FUNCTION {table}_status_begins() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{begins}' {AS_INTEGRITY_ERROR}; END $$"
            )
            run(
                f"CREATE TRIGGER {table}_status_begins BEFORE INSERT ON {table} FOR EACH ROW "
                f"WHEN (NEW.status <> '{first}' OR NEW.version <> 0) "
                f"EXECUTE FUNCTION {table}_status_begins()"
            )
            run(
                f"CREATE FUNCTION {table}_status_moves() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF NOT ({allowed}) THEN "
                f"RAISE EXCEPTION '{words}' {AS_INTEGRITY_ERROR}; END IF; "
                "RETURN NEW; END $$"
            )
            run(
                f"CREATE TRIGGER {table}_status_moves BEFORE UPDATE ON {table} FOR EACH ROW "
                "WHEN (NEW.status <> OLD.status OR NEW.version <> OLD.version) "
                f"EXECUTE FUNCTION {table}_status_moves()"
            )
        else:
            raise NotSupportedError("Fayuan runs on SQLite and PostgreSQL.")

    def backward(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {table}_status_begins")
            schema_editor.execute(f"DROP TRIGGER {table}_status_moves")
            schema_editor.execute(f"DROP TRIGGER {table}_no_replace")
        else:
            schema_editor.execute(f"DROP FUNCTION {table}_status_begins() CASCADE")
            schema_editor.execute(f"DROP FUNCTION {table}_status_moves() CASCADE")

    return forward, backward


def _refuse_replacing(schema_editor: Any, table: str, words: str) -> None:
    """SQLite's INSERT OR REPLACE takes the old row away without asking any trigger of DELETE."""
    same = " OR ".join(
        "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in columns) + ")"
        for columns in _keys(schema_editor.connection, table)
    )
    schema_editor.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def _keys(connection: Any, table: str) -> Iterator[list[str]]:
    """The column sets of which no two rows may share a value: what a REPLACE looks at."""
    with connection.cursor() as cursor:
        columns = cursor.execute(f"PRAGMA table_info({table})").fetchall()
        yield [name for _cid, name, _type, _not_null, _default, key in columns if key]
        indexes = cursor.execute(f"PRAGMA index_list({table})").fetchall()
        for _seq, index, unique, _origin, partial in indexes:
            if unique and not partial:
                parts = cursor.execute(f'PRAGMA index_info("{index}")').fetchall()
                yield [name for _seqno, _cid, name in parts]
