"""The one door: what a move leaves behind, what it refuses and with which words."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils.translation import gettext_lazy

from tests.workflow.parcels.models import Crate, CrateStatus, CrateTransition
from tests.workflow.parcels.office import at
from workflow.models import AuditEntry
from workflow.transitions import (
    DirectMove,
    Permission,
    SubjectChanged,
    TransitionRefused,
    jsonable,
    moved,
    moves_in,
    moves_of,
    perform,
)
from workflow.units import unit_of_work

NOON = at("2026-11-02 12:00")


@pytest.fixture
def worker(db):
    return get_user_model().objects.create(username="worker")


@pytest.fixture
def customer(db):
    return get_user_model().objects.create(username="customer")


@pytest.fixture
def crate(db):
    return Crate.objects.create(label="C1")


def go(move, **facts):
    with unit_of_work():
        return perform(move, at=NOON, **facts)


def test_a_move_leaves_its_record_with_everything_about_it(crate, worker):
    go(crate.pack, by=worker)
    record = go(crate.ship, by=worker, reason="It is urgent.", driver="Anna", price=Decimal("1.50"))

    crate.refresh_from_db()
    assert (crate.status, crate.version, crate.driver) == ("shipped", 2, "Anna")
    assert record == crate.history.last()
    assert record.content() == {
        "seq": 2,
        "move": "ship",
        "source": "packed",
        "target": "shipped",
        "by": worker.pk,
        "role": "worker",
        "at": "2026-11-02T04:00:00.000000+00:00",
        "reason": "It is urgent.",
        "facts": {"driver": "Anna", "price": "1.50"},
        "crate": crate.pk,
    }
    entry = AuditEntry.objects.last()
    assert (entry.action, entry.record_type, entry.record_id) == (
        "moved.ship",
        "parcels.cratetransition",
        record.pk,
    )


def test_only_what_the_move_changed_is_written(crate, worker):
    stale = Crate.objects.get(pk=crate.pk)
    Crate.objects.filter(pk=crate.pk).update(weight=29)
    go(stale.pack, by=worker)

    assert Crate.objects.get(pk=crate.pk).weight == 29


def test_a_move_from_another_status_is_refused_by_its_name(crate, worker):
    with pytest.raises(TransitionRefused, match=r"New") as refused:
        go(crate.ship, by=worker, driver="Anna")
    assert len(refused.value.sentences) == 1


def test_every_unmet_guard_says_its_sentence(worker):
    crate = Crate.objects.create(label="", weight=31)
    go(crate.pack, by=worker)

    with pytest.raises(TransitionRefused) as refused:
        go(crate.ship, by=worker, driver="Anna")
    assert refused.value.sentences == ("The crate has no label.", "The crate is too heavy.")
    assert str(refused.value) == "The crate has no label. The crate is too heavy."


def test_who_may_not_is_told_who_may(crate, customer):
    with pytest.raises(TransitionRefused, match="Only a worker may"):
        go(crate.pack, by=customer)


def test_what_the_move_itself_refuses_leaves_nothing_behind(crate, worker):
    go(crate.pack, by=worker)
    with pytest.raises(TransitionRefused, match="Name the driver"):
        go(crate.ship, by=worker, driver="")

    assert crate.status == "packed"
    crate.refresh_from_db()
    assert (crate.status, crate.version, crate.history.count()) == ("packed", 1, 1)
    assert AuditEntry.objects.count() == 1


def test_who_saw_an_older_version_is_told_so(crate, worker):
    go(crate.pack, by=worker, expect=0)
    with pytest.raises(SubjectChanged):
        go(crate.ship, by=worker, expect=0, driver="Anna")
    go(crate.ship, by=worker, expect=1, driver="Anna")


def test_a_move_whose_target_depends_on_the_subject_records_where_it_went(worker):
    crate = Crate.objects.create(label="C1")
    go(crate.pack, by=worker)
    go(crate.ship, by=worker, driver="Anna")

    assert go(crate.arrive, by=worker).target == "delivered" == crate.status


# Past the door


@pytest.mark.django_db(transaction=True)
def test_a_move_needs_a_unit_of_work():
    crate = Crate.objects.create()
    worker = get_user_model().objects.create(username="worker")
    with pytest.raises(DirectMove, match="unit of work"):
        perform(crate.pack, by=worker, at=NOON)
    with pytest.raises(RuntimeError, match="unit_of_work"), transaction.atomic():
        perform(crate.pack, by=worker, at=NOON)

    crate.refresh_from_db()
    assert (crate.status, crate.history.count()) == ("new", 0)


def test_a_move_called_directly_is_refused(crate, worker):
    with pytest.raises(DirectMove, match=r"Crate\.pack\(\) is a move"):
        crate.pack(by=worker, at=NOON)
    assert crate.status == "new"


def test_an_open_door_lets_one_move_of_one_subject_through(crate, worker, monkeypatch):
    other = Crate.objects.create()

    def pack_another(**kwargs):
        with pytest.raises(DirectMove):
            other.pack(by=worker, at=NOON)
        with pytest.raises(DirectMove):
            crate.ship(by=worker, at=NOON, driver="Anna")

    moved.connect(pack_another, sender=Crate)
    try:
        go(crate.pack, by=worker)
    finally:
        moved.disconnect(pack_another, sender=Crate)
    assert (crate.status, other.status) == ("packed", "new")


def test_after_a_failed_move_the_door_is_shut(crate, worker):
    go(crate.pack, by=worker)
    with pytest.raises(TransitionRefused):
        go(crate.ship, by=worker, driver="")
    with pytest.raises(DirectMove):
        crate.ship(by=worker, at=NOON, driver="Anna")


def test_a_status_can_not_be_assigned(crate):
    with pytest.raises(AttributeError, match="status"):
        crate.status = CrateStatus.SHIPPED


@pytest.mark.parametrize("field", ["status", "version"])
def test_a_queryset_does_not_write_a_status(crate, field):
    value = "shipped" if field == "status" else 7
    with pytest.raises(DirectMove):
        Crate.objects.filter(pk=crate.pk).update(**{field: value})
    with pytest.raises(DirectMove):
        Crate.objects.bulk_update([crate], [field])
    assert Crate.objects.filter(pk=crate.pk).update(weight=3) == 1
    assert Crate.objects.bulk_update([crate], ["weight"]) == 1


def test_django_fsm_asks_the_same_permission(crate, worker, customer):
    assert [move.name for move in crate.get_available_user_status_transitions(worker)] == ["pack"]
    assert [*crate.get_available_user_status_transitions(customer)] == []


def test_a_permission_must_say_who(crate, worker):
    with pytest.raises(NotImplementedError):
        Permission().ask(crate, worker)


def test_reading_the_row_again_shows_what_others_did(crate, worker):
    go(Crate.objects.get(pk=crate.pk).pack, by=worker)
    crate.refresh_from_db()
    assert crate.status == "packed"
    crate.refresh_from_db(fields=["status"])
    crate.refresh_from_db(fields=["label"])
    assert crate.status == "packed"


@pytest.mark.django_db(transaction=True)
def test_while_one_thread_reads_again_no_other_may_assign():
    """django-fsm-2's own refresh opens the field of the whole class for a moment."""
    crate, stop, opened = Crate.objects.create(), threading.Event(), []
    mine = Crate.objects.get(pk=crate.pk)

    def read_again():
        while not stop.is_set():
            crate.refresh_from_db()
        connection.close()

    reader = threading.Thread(target=read_again)
    reader.start()
    try:
        for _ in range(3_000):
            try:
                mine.status = "shipped"
            except AttributeError:
                continue
            opened.append(mine.status)
    finally:
        stop.set()
        reader.join()
    assert not opened


def test_what_fails_after_the_move_undoes_it(crate, worker):
    def fail(**kwargs):
        raise RuntimeError("the to-do can't be written")

    moved.connect(fail, sender=Crate)
    try:
        with pytest.raises(RuntimeError):
            go(crate.pack, by=worker)
    finally:
        moved.disconnect(fail, sender=Crate)

    again = Crate.objects.get(pk=crate.pk)
    assert (again.status, again.version) == ("new", 0)
    assert not CrateTransition.objects.exists()
    assert not AuditEntry.objects.exists()


# Showing


def test_the_moves_of_a_person_come_with_the_reasons_against_them(worker, customer):
    crate = Crate.objects.create(label="", weight=31)
    go(crate.pack, by=worker)

    [ship] = moves_of(crate, worker)
    assert (ship.name, ship.label, ship.allowed) == ("ship", "Ship", False)
    assert ship.refusals == ("The crate has no label.", "The crate is too heavy.")
    [ship] = moves_of(crate, customer)
    assert ship.refusals[0] == "Only a worker may."


def test_a_move_that_may_be_made_has_nothing_against_it(crate, worker):
    [pack] = moves_of(crate, worker)
    assert pack.allowed


def test_every_edge_of_the_machine_is_listed():
    assert {(edge.name, str(edge.source)) for edge in moves_in(Crate)} == {
        ("pack", "new"),
        ("ship", "packed"),
        ("arrive", "shipped"),
    }


@pytest.mark.parametrize(
    ("fact", "kept"),
    [
        (date(2026, 11, 2), "2026-11-02"),
        (NOON, "2026-11-02T12:00:00+08:00"),
        (Decimal("1500.00"), "1500.00"),
        (CrateStatus.PACKED, "packed"),
        (gettext_lazy("No such words"), "No such words"),
        ({"a": (1, None)}, {"a": [1, None]}),
        (frozenset({"x"}), ["x"]),
        ("words", "words"),
        (True, True),
    ],
)
def test_a_fact_is_kept_as_json(fact, kept):
    assert jsonable(fact) == kept


def test_a_row_is_kept_by_its_key(crate):
    assert jsonable([crate]) == [crate.pk]


def test_a_row_is_locked_by_its_key_alone(db):
    crate = Crate.objects.create()
    assert Crate.objects.locked(pk=crate.pk) == crate
    with pytest.raises(Crate.DoesNotExist):
        Crate.objects.locked(pk=crate.pk + 1)
    with pytest.raises(TypeError):
        Crate.objects.filter(label="").locked(pk=crate.pk)
