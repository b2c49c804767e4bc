"""The chain: whole after honest work, and every tampering is found."""

import itertools
import random
import subprocess
import sys
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.utils import translation

from tests.workflow.parcels.models import Crate, CrateTransition
from tests.workflow.test_transitions import NOON, go, worker  # noqa: F401
from workflow import audit
from workflow.models import AuditEntry, ChainHead
from workflow.units import unit_of_work

GUARDED = ("workflow_auditentry", "parcels_cratetransition")


@pytest.fixture
def chain(worker):  # noqa: F811
    """Three crates on their way, and two notes without a record: eleven entries."""
    crates = [Crate.objects.create(label=f"C{number}") for number in range(3)]
    for crate in crates:
        go(crate.pack, by=worker)
        go(crate.ship, by=worker, driver="Anna", reason=f"for {crate}")
        go(crate.arrive, by=worker)
    for number in range(2):
        note(number, by=worker)
    return crates


def note(number, *, by=None):
    with unit_of_work():
        audit.note("weighed", actor=by, subject=f"scale {number}", at=NOON, content={"kg": number})


@contextmanager
def nobody_guards():
    """What a person with the database's own password can do: take the triggers away."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)",
                GUARDED,
            )
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield cursor
            for _name, sql in triggers:
                cursor.execute(sql)
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in GUARDED:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield cursor
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in GUARDED:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture(autouse=True)
def _said_in_english():
    with translation.override("en"):
        yield


def flaws():
    return [flaw.what for flaw in audit.verify()[1]]


# Honest work


def test_an_empty_chain_is_whole(db):
    assert audit.verify() == (0, [])


def test_honest_work_leaves_a_whole_chain(chain):
    assert audit.verify() == (11, [])
    assert audit.verify(batch=2) == (11, [])


def test_each_entry_follows_the_one_before_it(chain):
    entries = list(AuditEntry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == list(range(1, 12))
    assert entries[0].previous == audit.GENESIS
    assert all(b.previous == a.hash for a, b in itertools.pairwise(entries))
    head = ChainHead.objects.get()
    assert (head.seq, head.hash) == (11, entries[-1].hash)


def test_the_content_of_a_record_stays_out_of_the_chain(chain):
    assert not AuditEntry.objects.filter(content__isnull=False).exclude(action="weighed").exists()


def test_two_like_contents_have_unlike_digests(db):
    note(1)
    note(1)
    assert len(set(AuditEntry.objects.values_list("digest", flat=True))) == 2


def test_what_was_undone_is_not_told(worker):  # noqa: F811
    crate = Crate.objects.create(label="C")
    with pytest.raises(ZeroDivisionError), unit_of_work():
        go(crate.pack, by=worker)
        raise ZeroDivisionError
    assert audit.verify() == (0, [])

    with unit_of_work():
        audit.note("kept", actor=None, subject="outer", at=NOON, content={})
        with pytest.raises(ZeroDivisionError), unit_of_work():
            go(Crate.objects.get(pk=crate.pk).pack, by=worker)
            raise ZeroDivisionError
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["kept"]
    assert audit.verify() == (1, [])


def test_one_unit_of_work_is_chained_in_its_order(db):
    with unit_of_work():
        for name in "abc":
            audit.note(name, actor=None, subject="s", at=NOON, content={})
            assert not AuditEntry.objects.exists()  # the head is locked last
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["a", "b", "c"]


def test_work_that_notes_nothing_chains_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(2), unit_of_work():  # a savepoint and its end: no head is locked
        pass
    assert audit.verify() == (0, [])


def test_nothing_is_noted_outside_a_unit_of_work(db):
    with pytest.raises(RuntimeError, match="unit_of_work"):
        audit.note("x", actor=None, subject="s", at=NOON, content={})


def test_what_others_add_while_the_chain_is_read_is_no_flaw(chain, monkeypatch):
    """On a busy day the head has moved on by the time the last entry was read."""
    read = audit._changed_records
    added = iter([1])

    def add_one(entries):
        for number in added:
            note(number)
        return read(entries)

    monkeypatch.setattr(audit, "_changed_records", add_one)
    assert audit.verify() == (12, [])


def test_the_command_says_what_it_read_and_where_the_chain_ends(chain):
    out = StringIO()
    call_command("audit_verify", stdout=out)
    assert "11" in out.getvalue()
    assert ChainHead.objects.get().hash in out.getvalue()


def test_the_command_fails_and_names_the_place(chain):
    with nobody_guards() as cursor:
        cursor.execute("UPDATE workflow_auditentry SET action = 'moved.lose' WHERE seq = 4")
    err = StringIO()
    with pytest.raises(CommandError, match="11"):
        call_command("audit_verify", stderr=err)
    assert "4: the entry was changed" in err.getvalue()


# Tampering with what the chain speaks of


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'another reason'",
        'facts = \'{"driver": "Bert"}\'',
        "role = 'customer'",
        "source = 'new'",
        "target = 'packed'",
        "seq = 9",
        "move = 'pack'",
        "at = '2026-11-01 04:00:00+00:00'",
        "by_id = (SELECT max(id) FROM cases_user)",
    ],
)
def test_a_record_changed_behind_the_triggers_is_found(chain, change):
    from django.contrib.auth import get_user_model

    get_user_model().objects.create(username="somebody else")
    record = CrateTransition.objects.filter(move="ship").first()
    with nobody_guards() as cursor:
        cursor.execute(f"UPDATE parcels_cratetransition SET {change} WHERE id = %s", [record.pk])

    assert flaws() == [f"its record parcels.cratetransition {record.pk} was changed"]


def test_a_record_given_to_another_subject_is_found(chain):
    with nobody_guards() as cursor:
        cursor.execute(
            "UPDATE parcels_cratetransition SET crate_id = %s, seq = 4 WHERE crate_id = %s AND seq = 3",
            [chain[1].pk, chain[0].pk],
        )
    [flaw] = flaws()
    assert flaw.endswith("was changed")


def test_a_removed_record_is_found(chain):
    record = CrateTransition.objects.first()
    with nobody_guards() as cursor:
        cursor.execute("DELETE FROM parcels_cratetransition WHERE id = %s", [record.pk])
    assert flaws() == [f"its record parcels.cratetransition {record.pk} is gone"]


def test_a_record_slipped_in_is_found(chain, worker):  # noqa: F811
    record = CrateTransition.objects.create(
        crate=chain[0], seq=9, move="ship", source="packed", target="shipped", by=worker,
        role="worker", at=NOON,
    )  # fmt: skip
    assert flaws() == [f"no entry speaks of the record parcels.cratetransition {record.pk}"]


# Tampering with the chain itself


COLUMNS = [field.attname for field in AuditEntry._meta.concrete_fields]


def tamper(random_, cursor):
    """One small lie. Returns what was done, for the message of a failing test."""
    kind = random_.choice(["change", "delete", "insert", "swap", "head"])
    seqs = list(AuditEntry.objects.order_by("seq").values_list("seq", flat=True))
    one, other = random_.sample(seqs, 2)
    if kind == "change":
        column = random_.choice(COLUMNS)
        return f"{kind} {column} of {one} by {_change(cursor, column, one, len(seqs))}"
    if kind == "delete":
        cursor.execute("DELETE FROM workflow_auditentry WHERE seq = %s", [one])
    elif kind == "insert":
        _insert(cursor, one, at_the_end=random_.random() < 0.5)
    elif kind == "swap":
        for before, after in [(one, 900), (other, one), (900, other)]:
            cursor.execute(
                "UPDATE workflow_auditentry SET seq = %s WHERE seq = %s", [after, before]
            )
    else:
        cursor.execute(
            "UPDATE workflow_chainhead SET seq = seq - 1, hash = %s",
            [AuditEntry.objects.get(seq=seqs[-2]).hash],
        )
        return "the head is set back by one"
    return f"{kind} {one} {other}"


def _change(cursor, column, seq, count):
    field = AuditEntry._meta.get_field(column)
    entry = AuditEntry.objects.get(seq=seq)
    old = getattr(entry, column)
    if column == "content":
        new = None if old else '{"kg": 99}'
    elif column == "seq":
        new = count + 5
    elif isinstance(field, models.DateTimeField):
        new = "2026-11-01 04:00:00+00:00"
    elif isinstance(field, models.IntegerField):
        new = (old or 0) + 1
    else:
        new = old[:-1] + ("1" if old[-1:] == "0" else "0")
    cursor.execute(f"UPDATE workflow_auditentry SET {column} = %s WHERE seq = %s", [new, seq])
    return f"{old} -> {new}"


def _insert(cursor, like, *, at_the_end):
    """A made-up entry whose own hash is sound: at the end, or among the others."""
    entry = AuditEntry.objects.get(seq=like)
    last = AuditEntry.objects.order_by("seq").last()
    if at_the_end:
        entry.seq, entry.previous = last.seq + 1, last.hash
    else:
        cursor.execute("UPDATE workflow_auditentry SET seq = seq + 1000 WHERE seq > %s", [like])
        cursor.execute("UPDATE workflow_auditentry SET seq = seq - 999 WHERE seq > 1000")
        entry.seq, entry.previous = like + 1, entry.hash
    entry.hash = audit.hash_of(entry)
    entry.save(force_insert=True)


def test_two_hundred_random_tamperings_are_all_found(chain):
    missed = []
    for number in range(200):
        random_ = random.Random(number)
        with transaction.atomic():
            with nobody_guards() as cursor:
                done = tamper(random_, cursor)
            if not audit.verify()[1]:
                missed.append(f"{number}: {done}")
            transaction.set_rollback(True)
    assert not missed
    assert audit.verify() == (11, [])


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ("content = NULL", "the entry's content is gone"),
        ("content = '{\"kg\": 99}'", "the entry's content was changed"),
        ("salt = 'x'", "the entry's content was changed"),
    ],
)
def test_a_note_without_its_own_content_is_found(chain, change, flaw):
    with nobody_guards() as cursor:
        cursor.execute(
            f"UPDATE workflow_auditentry SET {change} WHERE action = 'weighed' AND seq = 10"
        )
    assert flaws() == [flaw]


def test_a_tail_cut_off_is_found(chain):
    with nobody_guards() as cursor:
        cursor.execute("DELETE FROM workflow_auditentry WHERE seq > 9")
    assert flaws() == ["the head of the chain is not its last entry"]


def test_a_lost_head_is_found(chain):
    ChainHead.objects.all().delete()
    assert flaws() == ["the head of the chain is not its last entry"]


def test_an_entry_about_a_record_of_no_kind_is_found(chain):
    with nobody_guards() as cursor:
        cursor.execute("UPDATE workflow_auditentry SET record_type = 'no.such' WHERE seq = 1")
    found = flaws()
    assert "nobody knows its record type no.such" in found
    assert "the entry was changed" in found


# Several writers

WRITER = """
import os, sys
import django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from tests.workflow.test_audit import note
for number in range(60):
    note(int(sys.argv[2]) * 1000 + number)
"""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_four_writers_at_once_keep_one_chain():
    database = connection.settings_dict["NAME"]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, database, str(number)])
        for number in range(4)
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0, 0]
    assert audit.verify() == (240, [])
    by_writer = [
        subject.split()[1][0] for subject in AuditEntry.objects.values_list("subject", flat=True)
    ]
    changes = sum(a != b for a, b in itertools.pairwise(by_writer))
    assert changes > 20, "they did not write at the same time"
