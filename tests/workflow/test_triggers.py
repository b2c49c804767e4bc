"""What the database itself holds, whoever writes: on SQLite and on PostgreSQL."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, NotSupportedError, connection, transaction

from tests.workflow.parcels.models import Crate, CrateTransition
from tests.workflow.test_transitions import NOON, crate, customer, go, worker  # noqa: F401
from workflow.models import AuditEntry
from workflow.triggers import guard_status, refuse_changes

SQLITE = connection.vendor == "sqlite"


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def refused(statement, *values):
    with pytest.raises(IntegrityError, match=r"append-only|a status is changed|begins as|replaced"):
        sql(statement, *values)
    return True


@pytest.fixture
def record(crate, worker):  # noqa: F811
    made = go(crate.pack, by=worker)
    connection.check_constraints()  # PostgreSQL won't truncate while a check is pending
    return made


WRITES = [
    "UPDATE {table} SET {column} = {column}",
    "UPDATE {table} SET {column} = 'x' WHERE 1 = 1",
    "DELETE FROM {table}",
    *(
        [
            "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            "REPLACE INTO {table} SELECT * FROM {table}",
            "UPDATE OR REPLACE {table} SET {column} = 'x'",
        ]
        if SQLITE
        else ["TRUNCATE {table}", "TRUNCATE {table} CASCADE"]
    ),
]


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize(
    ("table", "column"), [("parcels_cratetransition", "reason"), ("workflow_auditentry", "action")]
)
def test_what_is_written_once_stays(record, write, table, column):
    def rows():
        return [
            *CrateTransition.objects.values_list().order_by("pk"),
            *AuditEntry.objects.values_list().order_by("pk"),
        ]

    before = rows()
    assert refused(write.format(table=table, column=column))
    assert rows() == before


def test_an_upsert_is_an_update(record):
    assert refused(
        "INSERT INTO parcels_cratetransition "
        "(id, seq, move, source, target, role, at, reason, facts, by_id, crate_id) "
        "SELECT id, seq, move, source, target, role, at, 'forged', facts, by_id, crate_id "
        "FROM parcels_cratetransition WHERE true "
        "ON CONFLICT (id) DO UPDATE SET reason = 'forged'"
    )


@pytest.mark.skipif(not SQLITE, reason="PostgreSQL has no REPLACE")
def test_a_record_is_not_replaced_by_another_with_its_number(record):
    """REPLACE takes away every row that is in the way of any unique constraint, not only of the key."""
    assert refused(
        "INSERT OR REPLACE INTO parcels_cratetransition "
        "(seq, move, source, target, role, at, reason, facts, by_id, crate_id) "
        "SELECT seq, move, source, target, role, at, 'forged', facts, by_id, crate_id "
        "FROM parcels_cratetransition"
    )


@pytest.mark.parametrize(
    "change",
    [
        "status = 'shipped'",
        "status = 'shipped', version = 2",
        "status = 'new', version = 0",
        "version = 2",
        "version = 0",
        "status = 'new', version = 2",
    ],
)
def test_a_status_does_not_move_without_its_record(record, change):
    assert refused(f"UPDATE parcels_crate SET {change}")
    assert Crate.objects.values_list("status", "version").get() == ("packed", 1)


def test_a_record_of_another_move_is_no_passport(record, worker):  # noqa: F811
    """The number is right, the states are not."""
    CrateTransition.objects.create(
        crate=record.crate, seq=2, move="ship", source="shipped", target="delivered", by=worker,
        role="worker", at=NOON,
    )  # fmt: skip
    assert refused("UPDATE parcels_crate SET status = 'delivered', version = 2")
    assert refused("UPDATE parcels_crate SET status = 'shipped', version = 2")


def test_a_record_of_another_crate_is_no_passport(record, worker):  # noqa: F811
    other = Crate.objects.create()
    go(other.pack, by=worker)
    CrateTransition.objects.create(
        crate=other, seq=2, move="ship", source="packed", target="shipped", by=worker,
        role="worker", at=NOON,
    )  # fmt: skip
    assert refused(
        "UPDATE parcels_crate SET status = 'shipped', version = 2 WHERE id = %s", record.crate_id
    )


@pytest.mark.parametrize("row", [{"status": "shipped"}, {"version": 1}])
def test_a_row_begins_at_the_beginning(db, row):
    with pytest.raises(IntegrityError, match="begins as new"), transaction.atomic():
        Crate.objects.bulk_create([Crate(**row)])
    assert not Crate.objects.exists()


@pytest.mark.skipif(not SQLITE, reason="PostgreSQL has no REPLACE")
def test_a_moved_row_is_not_replaced_by_a_new_one(record):
    assert refused(
        "INSERT OR REPLACE INTO parcels_crate (id, version, status, label, weight, driver) "
        "SELECT id, 0, 'new', label, weight, driver FROM parcels_crate"
    )
    assert Crate.objects.get().status == "packed"


def test_other_columns_change_freely(record):
    assert sql("UPDATE parcels_crate SET weight = 5") == 1


def test_the_triggers_go_as_they_came(db):
    """Migrations reverse: without its triggers a table takes what it refused, with them it does not."""
    pairs = [
        refuse_changes("parcels_cratetransition"),
        guard_status("parcels_crate", "parcels_cratetransition", "crate_id", "new"),
    ]
    with connection.schema_editor() if not SQLITE else _open_editor() as editor:
        for _forward, backward in pairs:
            backward(None, editor)
        Crate.objects.bulk_create([Crate(status="shipped")])
        assert sql("UPDATE parcels_crate SET status = 'packed'") == 1
        sql("DELETE FROM parcels_crate")
        for forward, _backward in pairs:
            forward(None, editor)
    with pytest.raises(IntegrityError, match="begins as new"), transaction.atomic():
        Crate.objects.bulk_create([Crate(status="shipped")])


class _open_editor:  # noqa: N801 - reads as a call
    """SQLite's editor wants foreign keys off, which a test's transaction can't do."""

    def __enter__(self):
        return SimpleNamespace(connection=connection, execute=lambda statement: sql(statement))

    def __exit__(self, *error):
        return False


@pytest.mark.parametrize(
    "make",
    [lambda: refuse_changes("some_table"), lambda: guard_status("a", "b", "c", "new")],
    ids=["refuse_changes", "guard_status"],
)
def test_another_database_is_refused_rather_than_left_open(make):
    editor = SimpleNamespace(connection=SimpleNamespace(vendor="oracle"), execute=None)
    with pytest.raises(NotSupportedError, match="SQLite and PostgreSQL"):
        make()[0](None, editor)
