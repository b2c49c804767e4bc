"""Inside the house: the row is the delivery, once, in the transaction of what it tells of."""

import pytest
from django.db import connection, transaction

from tests.workflow.parcels.models import Parcel, ParcelMessage
from tests.workflow.parcels.office import at
from workflow.channels import NotDelivered, channel
from workflow.channels.in_app.form import Form
from workflow.channels.in_app.transport import deliver, send

NOON = at("2026-11-23T12:00")


def row(key):
    return ParcelMessage(key=key, channel="email", not_before=NOON)


def test_rows_of_every_table_are_written_together_and_a_known_key_is_left_out(
    db, django_assert_num_queries
):
    with transaction.atomic():
        deliver([row("one")])
    with transaction.atomic(), django_assert_num_queries(2):
        deliver([row("two"), Parcel(label="new"), row("one"), row("three")])

    assert sorted(ParcelMessage.objects.values_list("key", flat=True)) == ["one", "three", "two"]
    assert Parcel.objects.filter(label="new").exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_was_never_told():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        deliver([row("one")])
        raise ZeroDivisionError
    assert not ParcelMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_it_refuses():
    assert not connection.in_atomic_block
    with pytest.raises(RuntimeError, match="transaction"):
        deliver([row("one")])


def test_it_never_waits_in_the_outbox_and_needs_nothing_to_be_set_up():
    assert channel("in_app").stays_inside
    assert Form({}).is_valid()
    with pytest.raises(NotDelivered, match="not_outside"):
        send(row("one"))
