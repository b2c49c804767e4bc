"""Statements whose text is kept do what the plain queryset does, on whichever database."""

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.db.models import Subquery
from django.db.models.signals import post_save, pre_save
from django.db.transaction import TransactionManagementError, atomic
from django.test.utils import CaptureQueriesContext

from tests.workflow.parcels.models import Crate, CrateTransition, Parcel, ParcelClock, ParcelMessage
from tests.workflow.parcels.office import at, on
from workflow import clocks, rows
from workflow.calendar_store import fingerprints
from workflow.models import AuditEntry, LimitRule

MONDAY = on("2026-11-23")
NOON = at("2026-11-23T12:00")


@pytest.fixture
def started(parcel):
    with clocks.changes(parcel, at=NOON) as change:
        return change.start("deliver", on=MONDAY), change.start("counter", on=MONDAY)


def given(model, name, of=None):
    return rows.Given(of or name, model._meta.get_field(name))


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def entry(seq, **said):
    facts = {"at": NOON, "action": "tested", "subject": "P1", "salt": "s", "digest": "d"}
    return AuditEntry(seq=seq, previous="p", hash="h", **facts | said)


# Reading


def clocks_of(subject):
    asked = ParcelClock.objects.filter(subject=subject, started_at__lte=NOON)
    return asked.select_related("rule").annotate(stamp=Subquery(fingerprints())).order_by("pk")


def test_rows_come_back_as_the_queryset_gives_them(parcel, started, django_assert_num_queries):
    read = rows.Read(lambda: clocks_of(given(ParcelClock, "subject")))

    with django_assert_num_queries(1):
        found = read(subject=parcel.pk)
        rules = [columns(clock.rule) for clock in found]
    plain = list(clocks_of(parcel))
    assert len(plain) == 2
    assert found == plain
    assert [columns(clock) for clock in found] == [columns(clock) for clock in plain]
    assert rules == [columns(clock.rule) for clock in plain]
    assert [clock.stamp for clock in found] == [clock.stamp for clock in plain]
    assert not any(clock._state.adding for clock in found)


def test_a_kept_query_is_written_once_and_asks_anew_each_time(parcel, started):
    written = []

    def write():
        written.append(1)
        return ParcelClock.objects.filter(subject=given(ParcelClock, "subject")).order_by("pk")

    read = rows.Read(write)
    stranger = Parcel.objects.create(label="P2")
    assert read(subject=stranger.pk) == []
    clock = clocks.start(stranger, "deliver", on=MONDAY, at=NOON)
    assert read(subject=stranger.pk) == [clock]
    assert read(subject=parcel.pk) == list(started)
    assert len(written) == 1


def test_the_text_is_django_s_own(parcel, started):
    read = rows.Read(lambda: clocks_of(given(ParcelClock, "subject")))
    read(subject=parcel.pk)
    with CaptureQueriesContext(connection) as captured:
        read(subject=parcel.pk)
        list(clocks_of(parcel))
    kept, plain = (query["sql"].replace("(", "").replace(")", "") for query in captured)
    assert kept == plain  # but for the brackets round an expression


def test_values_come_back_as_tuples_where_the_queryset_lists_them(rules):
    listed = LimitRule.objects.order_by("pk").values_list("code", "cut_off", "valid_from")
    read = rows.Read(lambda: listed.filter(code=given(LimitRule, "code")))
    assert read(code="counter") == list(listed.filter(code="counter")) != []


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_inside_a_unit_of_work_alone(transactional_db):
    read = rows.Read(lambda: Crate._base_manager.select_for_update())
    with pytest.raises(TransactionManagementError):
        read()


# Changing


def test_a_change_touches_the_rows_of_its_queryset_and_counts_them(db):
    light, heavy, heavier = (Crate.objects.create(weight=weight) for weight in (1, 40, 50))
    change = rows.Change(
        lambda: Crate.objects.filter(weight__gte=given(Crate, "weight", "least")).order_by("pk"),
        driver=given(Crate, "driver"),
        label="heavy",
    )
    assert change(least=40, driver="Wang") == 2
    assert change(least=60, driver="Li") == 0
    found = Crate.objects.order_by("pk").values_list("pk", "driver", "label")
    assert list(found) == [(light.pk, "", ""), *((c.pk, "Wang", "heavy") for c in (heavy, heavier))]


def test_an_update_writes_every_kind_of_column(started):
    mine, other = started
    values = {
        "state": "paused",
        "due_earliest": None,
        "due_on": None,
        "due_latest": None,
        "due_at": None,
        "next_stage": "",
        "next_action_at": None,
        "started_at": at("2026-11-20T01:02:03.000004"),
        "started_on": on("2026-11-20"),
        "rule_id": other.rule_id,
        "epoch": 7,
    }
    before = columns(ParcelClock.objects.get(pk=other.pk))
    assert rows.update(ParcelClock, [mine.pk], values) == 1
    assert columns(ParcelClock.objects.get(pk=mine.pk)) == columns(mine) | values
    assert columns(ParcelClock.objects.get(pk=other.pk)) == before
    assert rows.update(ParcelClock, [mine.pk, other.pk], {"epoch": 8}) == 2


def test_saving_a_row_writes_the_named_columns_alone(db):
    crate = Crate.objects.create(label="A", driver="Wang")
    crate.label, crate.driver = "B", "Li"
    rows.save(crate, ["label"])
    assert Crate.objects.values_list("label", "driver").get() == ("B", "Wang")


def test_saving_a_row_that_is_gone_fails_as_django_does(db):
    crate = Crate.objects.create()
    Crate.objects.all().delete()
    with pytest.raises(DatabaseError):
        rows.save(Crate(pk=1, label="B"), ["label"])
    with pytest.raises(DatabaseError):
        Crate(pk=crate.pk or 1, label="B").save(update_fields=["label"])


# Inserting


def test_inserted_rows_are_those_that_django_would_have_made(db, django_user_model):
    by = django_user_model.objects.create(username="worker")
    crate = Crate.objects.create()
    said = {"crate": crate, "by": by, "role": "worker", "at": NOON, "facts": {"名": [1, None]}}

    ours = CrateTransition(seq=1, move="pack", source="new", target="packed", **said)
    rows.insert(ours)
    theirs = CrateTransition.objects.create(
        seq=2, move="pack", source="new", target="packed", **said
    )
    assert not ours._state.adding
    one, two = (columns(CrateTransition.objects.get(pk=row.pk)) for row in (ours, theirs))
    assert one | {"id": 0, "seq": 0} == two | {"id": 0, "seq": 0}


def test_each_inserted_row_gets_its_own_key(db, django_assert_num_queries):
    parcels = [Parcel(label=f"P{number}") for number in range(rows.TOGETHER + 5)]
    # A full statement, and one for the rest; arrays take them all.
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2):
        rows.insert(*parcels)
    assert {parcel.pk: parcel.label for parcel in parcels} == dict(
        Parcel.objects.values_list("pk", "label")
    )


def test_rows_whose_unique_key_is_there_are_left_out(parcel, django_assert_num_queries):
    def message(key, channel):
        return ParcelMessage(key=key, channel=channel, not_before=NOON)

    rows.insert(message("1", "email"))
    with django_assert_num_queries(1):
        rows.insert_missing(message("1", "sms"), message("2", "sms"), message("2", "robot"))

    assert sorted(ParcelMessage.objects.values_list("key", "channel")) == [
        ("1", "email"),
        ("2", "sms"),
    ]


def test_a_row_that_points_to_an_unsaved_one_is_refused_until_that_is_saved(db, django_user_model):
    by, crate = django_user_model.objects.create(username="worker"), Crate()
    record = CrateTransition(seq=1, move="pack", crate=crate, by=by, at=NOON)
    with pytest.raises(ValueError, match="unsaved"):
        rows.insert(record)
    rows.insert(crate)
    rows.insert(record)
    assert CrateTransition.objects.get().crate == crate


def test_a_row_with_a_key_of_its_own_keeps_it_and_null_stays_null(db):
    rows.insert(entry(901, content={"a": 1}), entry(902))
    AuditEntry.objects.bulk_create([entry(903, content={"a": 1}), entry(904)])
    kept = AuditEntry.objects.filter(seq__gt=900).order_by("seq")
    assert list(kept.values_list("seq", "content")) == [
        (901, {"a": 1}),
        (902, None),
        (903, {"a": 1}),
        (904, None),
    ]
    assert [one.seq for one in kept.filter(content__isnull=True)] == [902, 904]


@pytest.mark.parametrize("signal", [pre_save, post_save], ids=["before", "after"])
def test_a_model_whose_saving_is_listened_to_is_refused(signal, db):
    crate = Crate.objects.create()

    def listener(**kwargs):
        raise AssertionError

    signal.connect(listener, sender=Crate)
    try:
        with pytest.raises(TypeError, match="Crate"):
            rows.insert(Crate())
        with pytest.raises(TypeError, match="Crate"):
            rows.save(crate, ["label"])
    finally:
        signal.disconnect(listener, sender=Crate)
    assert Crate.objects.count() == 1


# Many at once


def test_a_read_among_values_finds_them_all_and_is_written_once_a_length(db):
    crates = [Crate.objects.create(label=f"C{number}") for number in range(5)]
    written = []

    def write(key):
        written.append(len(key))
        return Crate.objects.filter(pk__in=key).order_by("pk")

    read = rows.ReadAmong(write, key=Crate._meta.pk)
    assert read(key=[]) == []
    for count in (1, 2, 3, 4, 5, 3):
        assert read(key=[crate.pk for crate in crates[:count]]) == crates[:count]
    assert written == [1, 2, 4, 8]


def test_words_come_back_as_they_went_in_whatever_they_hold(db):
    labels = ["", "a,b", 'say "no"', "back\\slash", "{法援}", "NULL", " two\nlines "]
    rows.insert(*(Parcel(label=label) for label in labels))
    assert [*Parcel.objects.order_by("pk").values_list("label", flat=True)] == labels


def test_what_the_database_refuses_in_a_pipeline_is_raised_at_its_end(parcel):
    def message():
        return ParcelMessage(key="1", channel="email", not_before=NOON)

    with pytest.raises(IntegrityError), atomic(), rows.pipelined():
        rows.insert_unseen(message())
        rows.insert_unseen(message())
    assert not ParcelMessage.objects.exists()
