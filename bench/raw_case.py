"""The floor: the same rows by plain SQL, one message to the database a move.

One case of ours is made first, and what each of its moves leaves behind is taken down: rows put
in, columns changed. :meth:`RawCases.run` writes just that again under new keys, with psycopg or
sqlite3 and nothing above them. It reads nothing, checks nothing and thinks nothing; only the
audit chain is truly chained, with its head locked, so that ``audit.verify()`` vouches for the
rows. Keys come from a range of its own, so no answer needs to be waited for inside a move.
"""

import secrets
import sqlite3
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

import psycopg
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey
from psycopg.rows import dict_row
from psycopg.types.string import TextLoader

from workflow.audit import digest_of, hash_of, moment
from workflow.models import AuditEntry

#: Keys count up from here: below every key of ours, so that SQLite's own counting is not moved.
FIRST_KEY = -1_000_000_000
CASE, ENTRIES, HEAD = "cases_case", "workflow_auditentry", "workflow_chainhead"
NEWBORN = {"status": "new", "version": 0}

Row = dict[str, Any]


@dataclass
class MoveLeft:
    """What one move left behind."""

    inserted: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    changed: list[tuple[str, Any, Row]] = field(default_factory=list)
    entries: list[AuditEntry] = field(default_factory=list)
    contents: list[Row] = field(default_factory=list)


class RawCases:
    """Each :meth:`run` is one case."""

    def __init__(self, moves: Iterable[Callable[[], Any]]) -> None:
        self.database = _Postgres() if connection.vendor == "postgresql" else _Sqlite()
        models = [model for model in apps.get_models(include_auto_created=True) if _is_ours(model)]
        self.keys = {model._meta.db_table: model._meta.pk.column for model in models}
        self.points_to = {
            (model._meta.db_table, key.column): key.target_field.model._meta.db_table
            for model in models
            for key in model._meta.concrete_fields
            if isinstance(key, ForeignKey)
        }
        self.made = 0
        self.taken: Counter[str] = Counter()
        self.left = self._take_down(moves)
        self.number = self.left[0].inserted[CASE][0]["number"]
        self.born = {
            (table, row[self.keys[table]])
            for move in self.left
            for table, rows in move.inserted.items()
            for row in rows
        }

    def rows_left(self) -> int:
        """Rows put in by one case."""
        return sum(sum(map(len, move.inserted.values())) + len(move.entries) for move in self.left)

    # Taking down

    def _take_down(self, moves: Iterable[Callable[[], Any]]) -> list[MoveLeft]:
        left, before = [], self._all_rows()
        for move in moves:
            last = AuditEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
            move()
            after = self._all_rows()
            left.append(self._difference(before, after, last))
            before = after
        return left

    def _all_rows(self) -> dict[str, dict[Any, Row]]:
        return {
            table: {row[key]: row for row in self.database.read(f"SELECT * FROM {table}")}
            for table, key in self.keys.items()
            if table not in {ENTRIES, HEAD}
        }

    def _difference(self, before: Any, after: Any, last: int) -> MoveLeft:
        left = MoveLeft()
        for table, rows in after.items():
            for key, row in rows.items():
                old = before[table].get(key)
                if old is None:
                    left.inserted[table].append(row)
                elif changes := {name: row[name] for name in row if row[name] != old[name]}:
                    left.changed.append((table, key, changes))
        left.entries = list(AuditEntry.objects.filter(seq__gt=last))
        for entry in left.entries:
            record = apps.get_model(entry.record_type).objects.get(pk=entry.record_id)
            left.contents.append(record.content())
        return left

    # Writing again

    def run(self) -> None:
        self.made += 1
        fresh: dict[tuple[str, Any], Any] = {}
        for table, key in self.born:
            self.taken[table] += 1
            fresh[table, key] = FIRST_KEY + self.taken[table]
        for left in self.left:
            self.database.write(self._statements(left, fresh), self._links(left, fresh))

    def _statements(self, left: MoveLeft, fresh: Any) -> list[tuple[str, list[Any]]]:
        """Updates, then inserts, since what was open must be ended before the next is opened; the
        case last, since its new status needs its record."""
        said, puts, late = [], [], []
        for table, rows in left.inserted.items():
            renewed = [self._renewed(table, row, fresh) for row in rows]
            if table == CASE:
                late.append(_update(table, "id", [renewed[0]["id"]], _changes(renewed[0], NEWBORN)))
                renewed[0] |= NEWBORN
            puts.append(_insert(table, renewed))
        groups: dict[tuple[str, str], tuple[Row, list[Any]]] = {}
        for table, key, changes in left.changed:
            renewed_changes = self._renewed(table, changes, fresh)
            group = groups.setdefault((table, repr(renewed_changes)), (renewed_changes, []))
            group[1].append(fresh.get((table, key), key))
        for (table, _same), (changes, keys) in groups.items():
            (late if table == CASE else said).append(
                _update(table, self.keys[table], keys, changes)
            )
        return said + puts + late

    def _renewed(self, table: str, row: Row, fresh: Any) -> Row:
        """The row as a new case has it: its own keys, its own numbers."""
        renewed = dict(row)
        for name, value in row.items():
            if name == self.keys[table]:
                renewed[name] = fresh.get((table, value), value)
            elif target := self.points_to.get((table, name)):
                renewed[name] = fresh.get((target, value), value)
        if table == "documents_sequence":
            renewed["last"] += self.made
        elif table == "documents_document":
            renewed["number"] += self.made
            renewed["label"] = row["label"].replace(
                f"第{row['number']}号", f"第{renewed['number']}号"
            )
        elif table == CASE and "submission" in row:
            renewed |= {"number": f"{self.number}-{self.made}", "submission": uuid.uuid4().hex}
        return renewed

    def _links(self, left: MoveLeft, fresh: Any) -> list[AuditEntry]:
        links = []
        for old, content in zip(left.entries, left.contents, strict=True):
            table = apps.get_model(old.record_type)._meta.db_table
            salt = secrets.token_hex(16)
            content = content | {"case": fresh[CASE, content["case"]]}
            links.append(
                AuditEntry(
                    at=old.at,
                    actor_id=old.actor_id,
                    action=old.action,
                    subject=f"{self.number}-{self.made}",
                    record_type=old.record_type,
                    record_id=fresh[table, old.record_id],
                    salt=salt,
                    digest=digest_of(salt, content),
                )
            )
        return links


def _is_ours(model: Any) -> bool:
    return model._meta.managed and model._meta.app_label in {
        "cases",
        "documents",
        "workflow",
        "viewflow",
    }


def _changes(row: Row, before: Row) -> Row:
    return {name: row[name] for name in before}


def _insert(table: str, rows: list[Row]) -> tuple[str, list[Any]]:
    columns = ", ".join(f'"{name}"' for name in rows[0])
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    sql = f"INSERT INTO {table} ({columns}) VALUES {', '.join([one] * len(rows))}"
    return sql, [value for row in rows for value in row.values()]


def _update(table: str, key: str, keys: list[Any], changes: Row) -> tuple[str, list[Any]]:
    sets = ", ".join(f'"{name}" = %s' for name in changes)
    marks = ", ".join(["%s"] * len(keys))
    return f"UPDATE {table} SET {sets} WHERE {key} IN ({marks})", [*changes.values(), *keys]


class _Postgres:
    """psycopg: the whole move, BEGIN to COMMIT, is one message; the chain's hash is made there."""

    LINK = (
        f"WITH head AS (SELECT seq, hash FROM {HEAD} WHERE id = 1 FOR UPDATE), "
        f"link AS (INSERT INTO {ENTRIES} (seq, at, actor_id, action, subject, record_type, "
        "record_id, content, salt, digest, previous, hash) "
        "SELECT head.seq + 1, %s, %s, %s, %s, %s, %s, NULL, %s, %s, head.hash, "
        "encode(sha256(convert_to(concat_ws(E'\\n', head.hash, (head.seq + 1)::text, %s), "
        "'UTF8')), 'hex') FROM head RETURNING seq, hash) "
        f"UPDATE {HEAD} SET seq = link.seq, hash = link.hash FROM link WHERE id = 1"
    )

    def __init__(self) -> None:
        settings = connection.get_connection_params()
        names = ("dbname", "user", "password", "host", "port")
        self.link: psycopg.Connection[Any] = psycopg.connect(
            **{name: settings[name] for name in names if settings.get(name)},
            autocommit=True,
            row_factory=dict_row,
            cursor_factory=psycopg.ClientCursor,
        )
        self.link.adapters.register_loader("jsonb", TextLoader)
        self.cursor = self.link.cursor()

    def read(self, sql: str) -> list[Row]:
        return self.link.execute(sql).fetchall()

    def write(self, statements: list[tuple[str, list[Any]]], links: list[AuditEntry]) -> None:
        texts, values = ["BEGIN"], []
        for sql, said in statements:
            texts.append(sql)
            values += said
        for entry in links:
            texts.append(self.LINK)
            values += _said(entry)
        self.cursor.execute(";".join([*texts, "COMMIT"]), values)


class _Sqlite:
    """sqlite3: there are no round trips; the same statements, prepared once by the driver."""

    LINK = (
        f"INSERT INTO {ENTRIES} (seq, at, actor_id, action, subject, record_type, record_id, "
        "content, salt, digest, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)"
    )

    def __init__(self) -> None:
        settings = connection.settings_dict
        self.link = sqlite3.connect(settings["NAME"], isolation_level=None)
        self.link.executescript(settings["OPTIONS"]["init_command"])
        self.link.execute("PRAGMA foreign_keys = ON")

    def read(self, sql: str) -> list[Row]:
        cursor = self.link.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def write(self, statements: list[tuple[str, list[Any]]], links: list[AuditEntry]) -> None:
        run = self.link.execute
        run("BEGIN IMMEDIATE")
        for sql, said in statements:
            run(sql.replace("%s", "?"), said)
        if links:
            seq, previous = run(f"SELECT seq, hash FROM {HEAD} WHERE id = 1").fetchone()
            for entry in links:
                entry.seq, entry.previous = seq + 1, previous
                entry.hash = hash_of(entry)
                at, *said, _tail = _said(entry)
                plain = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
                run(self.LINK, (entry.seq, plain, *said, entry.previous, entry.hash))
                seq, previous = entry.seq, entry.hash
            run(f"UPDATE {HEAD} SET seq = ?, hash = ? WHERE id = 1", (seq, previous))
        run("COMMIT")


def _said(entry: AuditEntry) -> list[Any]:
    """The entry's columns after its number, and last what of it is hashed after the number."""
    hashed = (
        moment(entry.at),
        str(entry.actor_id or ""),
        entry.action,
        entry.subject,
        entry.record_type,
        str(entry.record_id or ""),
        entry.digest,
    )
    return [
        entry.at,
        entry.actor_id,
        entry.action,
        entry.subject,
        entry.record_type,
        entry.record_id,
        entry.salt,
        entry.digest,
        "\n".join(hashed),
    ]
