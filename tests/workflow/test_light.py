"""Rows made lightly are those that Django makes, on whichever database."""

import pytest
from django.db.models.signals import post_init

from tests.workflow.parcels.models import Crate, Parcel, ParcelClock, ParcelMessage
from tests.workflow.parcels.office import at, on
from workflow import clocks, light, rows

MONDAY = on("2026-11-23")
NOON = at("2026-11-23T12:00")


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def started(parcel):
    with clocks.changes(parcel, at=NOON) as change:
        return change.start("deliver", on=MONDAY), change.start("counter", on=MONDAY)


def test_rows_read_lightly_are_what_the_queryset_gives(parcel, django_assert_num_queries):
    started(parcel)
    asked = ParcelClock.objects.select_related("rule", "subject").order_by("pk")
    read = rows.LightRead(lambda: asked)

    with django_assert_num_queries(1):
        found = read()
        related = [(columns(clock.rule), clock.subject) for clock in found]
    plain = list(asked)
    assert found == plain
    assert [columns(clock) for clock in found] == [columns(clock) for clock in plain]
    assert related == [(columns(clock.rule), clock.subject) for clock in plain]
    assert found[0].subject is found[1].subject  # one row, one object
    assert not any(clock._state.adding for clock in found)


def test_a_column_left_out_is_read_when_it_is_asked_for(parcel):
    parcel.clocks.all()
    read = rows.LightRead(lambda: Parcel.objects.defer("label"))
    [found] = read()
    assert found.get_deferred_fields() == {"label"}
    assert found.label == parcel.label


def test_a_new_row_has_the_defaults_of_its_model(db):
    said = {"key": "1", "channel": "file", "not_before": NOON, "clock_id": None}
    ours, other = (light.new(ParcelMessage, **said) for _ in range(2))
    assert columns(ours) == columns(ParcelMessage(**said))
    assert ours._state.adding
    assert ours.payload is not other.payload  # what can be changed is not shared


def test_a_column_that_does_not_exist_is_refused():
    with pytest.raises(TypeError, match="wrong"):
        light.new(Crate, wrong=1)


def test_a_model_whose_making_is_listened_to_is_refused():
    def listener(**kwargs):
        raise AssertionError

    light._defaults.cache_clear()
    post_init.connect(listener, sender=Crate)
    try:
        with pytest.raises(TypeError, match="Crate"):
            light.new(Crate)
    finally:
        post_init.disconnect(listener, sender=Crate)
