"""What an endpoint keeps is sealed, bound to its column, and never stands in a list."""

import json

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection

from cases.models import Endpoint, User
from workflow.sealed import SealBroken, SealedField, seal

URL, SECRET = "https://robot.example/send?key=4711", "a shared secret of ours"


@pytest.fixture
def endpoint(agency):
    return Endpoint.objects.create(
        office=agency, channel="webhook", name="OA", url=URL, secret=SECRET
    )


def kept(column, table="cases_endpoint"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY id DESC")
        [value, *_] = cursor.fetchone()
        return None if value is None else bytes(value)


def put(column, value, table="cases_endpoint"):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [value])


def test_the_database_holds_neither_address_nor_secret(endpoint):
    assert (again := Endpoint.objects.get()).url == URL
    assert again.secret == SECRET
    assert b"4711" not in kept("url") + kept("secret")
    assert kept("url")[:1] == b"\x01"


@pytest.mark.parametrize("value", [None, "", "密"])
def test_nothing_empty_text_and_text_come_back_as_they_were(endpoint, value):
    endpoint.secret = value
    endpoint.save()

    assert Endpoint.objects.get().secret == value
    assert (kept("secret") is None) is (value is None)
    assert Endpoint.objects.filter(secret__isnull=True).exists() is (value is None)


def test_every_way_of_writing_seals(endpoint, agency):
    Endpoint.objects.update(secret="by update")
    assert Endpoint.objects.get().secret == "by update"
    endpoint.secret = "by bulk_update"
    Endpoint.objects.bulk_update([endpoint], ["secret"])
    assert Endpoint.objects.get().secret == "by bulk_update"
    Endpoint.objects.bulk_create(
        [Endpoint(office=agency, channel="robot", name="R", secret="by bulk_create")]
    )
    assert b"by " not in kept("secret")
    assert list(Endpoint.objects.values_list("secret", flat=True)) == [
        "by bulk_create",
        "by bulk_update",
    ]


def test_a_value_moved_to_another_column_does_not_open(endpoint):
    put("url", kept("secret"))

    with pytest.raises(SealBroken, match=r"cases\.endpoint\.url: changed, or moved"):
        Endpoint.objects.get()
    assert Endpoint.objects.defer("url").get().secret == SECRET


def test_a_changed_value_or_plain_text_does_not_open(endpoint):
    for value in (kept("secret")[:-1] + b"\x00", b"plain text", b""):
        put("secret", value)
        with pytest.raises(SealBroken):
            Endpoint.objects.get()


def test_another_key_opens_nothing(endpoint, settings):
    settings.WORKFLOW_MASTER_KEYS = [b"k" * 32]
    with pytest.raises(SealBroken, match="a key that is not here"):
        Endpoint.objects.get()


def test_a_sealed_column_is_not_searched(endpoint):
    for lookup in ({"secret": SECRET}, {"url__contains": "robot"}, {"url__in": [URL]}):
        with pytest.raises(FieldError, match="is sealed"):
            Endpoint.objects.filter(**lookup).exists()


def test_only_text_is_sealed(endpoint):
    endpoint.secret = 5
    with pytest.raises(TypeError, match="takes text"):
        endpoint.save()


def test_the_form_field_is_a_text_of_the_same_length():
    field = SealedField("word", max_length=5, null=True, blank=True).formfield()

    assert field.clean("12345") == "12345"
    assert field.clean("") is None
    with pytest.raises(Exception, match="5"):
        field.clean("123456")


def test_a_list_opens_nothing(endpoint, settings):
    settings.WORKFLOW_MASTER_KEYS = [b"k" * 32]  # whatever is opened now would raise

    [listed] = Endpoint.objects.unopened()
    assert (listed.has_url, listed.has_secret, str(listed)) == (True, True, "webhook OA")


def test_who_logs_in_leaves_the_number_sealed(clerk, client, settings):
    User.objects.filter(pk=clerk.pk).update(phone="13800000000")
    assert User.objects.get(pk=clerk.pk).phone == "13800000000"
    settings.WORKFLOW_MASTER_KEYS = [b"k" * 32]
    client.force_login(clerk)

    assert client.get("/notices/").status_code == 200


def test_two_rows_of_the_same_text_differ(agency):
    for name in "ab":
        Endpoint.objects.create(office=agency, channel="robot", name=name, secret=SECRET)

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM cases_endpoint")
        assert len({bytes(value) for (value,) in cursor.fetchall()}) == 2


def test_a_dump_names_the_field_as_the_model_has_it(endpoint, capsys):
    call_command("dumpdata", "cases.endpoint")

    assert json.loads(capsys.readouterr().out)[0]["fields"]["name"] == "OA"


def test_a_value_sealed_for_the_column_by_hand_opens(endpoint):
    put("secret", seal("by hand", "cases.endpoint.secret"))

    assert Endpoint.objects.get().secret == "by hand"
