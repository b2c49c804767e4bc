"""Sealed numbers and blind indexes, as fields of a table."""

from decimal import Decimal

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import FieldError
from django.db import connection

from cases.models import Applicant, Case
from workflow.columns import prepared
from workflow.sealed import HEAD, Keyring, SealBroken, blind, blind_by_each_key

OLD, NEW = b"o" * 32, b"n" * 32


def raw(table, column, key):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])
        [value] = cursor.fetchone()
    return None if value is None else bytes(value)


@pytest.fixture
def person(db):
    return Applicant.objects.create(
        name="马𠅤龙", id_type="resident_id", id_no="62080219850101001X", phone="138 1234 5678"
    )


def test_what_lies_in_the_database_tells_nothing(person):
    for column in ("id_no", "phone", "address"):
        value = raw("cases_applicant", column, person.pk)
        assert value[:1] == b"\x01"
        assert getattr(person, column).encode() not in value or not getattr(person, column)
    again = Applicant.objects.get(pk=person.pk)
    assert (again.id_no, again.phone, again.address) == ("62080219850101001X", "138 1234 5678", "")


@pytest.mark.parametrize("amount", ["0", "7", "1860.50", "9999999999.99"])
def test_amounts_are_sealed_in_one_length_and_come_back_to_the_cent(case, amount):
    case.monthly_income_yuan, case.household_size = Decimal(amount), 7
    case.save(update_fields=["monthly_income_yuan", "household_size"])

    again = Case.objects.get(pk=case.pk)
    assert again.monthly_income_yuan == Decimal(amount)
    assert again.monthly_income_yuan.as_tuple().exponent == -2
    assert again.household_size == 7
    assert len(raw("cases_case", "monthly_income_yuan", case.pk)) == HEAD + 12 + 13 + 16
    assert len(raw("cases_case", "household_size", case.pk)) == HEAD + 12 + 10 + 16


def test_nothing_is_null_and_stays_nothing(case):
    case.monthly_income_yuan = None
    case.save(update_fields=["monthly_income_yuan"])

    assert raw("cases_case", "monthly_income_yuan", case.pk) is None
    assert Case.objects.get(pk=case.pk).monthly_income_yuan is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("monthly_income_yuan", Decimal(-1)),
        ("monthly_income_yuan", Decimal(10**10)),
        ("monthly_income_yuan", "1860.50"),
        ("household_size", -1),
        ("household_size", True),
        ("household_size", "3"),
    ],
)
def test_what_is_no_such_number_is_refused_without_being_repeated(case, name, value):
    setattr(case, name, value)
    with pytest.raises(TypeError) as refused:
        case.save(update_fields=[name])
    assert str(value) not in str(refused.value)


def test_a_number_of_another_column_does_not_open(case):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET monthly_income_yuan = household_size")
    with pytest.raises(SealBroken):
        Case.objects.get(pk=case.pk)


@pytest.mark.parametrize(
    "look", [{"phone": "1"}, {"phone__contains": "1"}, {"phone_index": b"1"}, {"id_no__gt": ""}]
)
def test_a_sealed_column_and_its_index_are_asked_by_nothing_else(db, look):
    with pytest.raises(FieldError):
        Applicant.objects.filter(**look).exists()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("id_no", "62080219850101001X"),
        ("id_no", "62080219850101001x"),
        ("id_no", "６２０８０２ 19850101-001ｘ"),
        ("phone", "13812345678"),
        ("phone", "+86 138-1234-5678"),
        ("phone", "008613812345678"),
    ],
)
def test_a_person_is_found_by_the_whole_number_however_typed(person, name, typed):
    found = Applicant.objects.filter(**{f"{name}_index__matches": typed})
    assert found.get() == person
    assert found.filter(**{f"{name}_index__matches": ["1", typed]}).exists()


@pytest.mark.parametrize("typed", ["6208021985010100", "", "1381234567", []])
def test_a_part_of_a_number_or_nothing_finds_nobody(person, typed):
    assert not Applicant.objects.filter(id_no_index__matches=typed).exists()
    assert not Applicant.objects.filter(phone_index__matches=typed).exists()


def test_equal_numbers_have_equal_indexes_in_one_column_alone():
    assert blind("1", "a.b.c") == blind("1", "a.b.c")
    assert len({blind("1", "a.b.c"), blind("1", "a.b.d"), blind("2", "a.b.c")}) == 3


def test_the_index_follows_its_text_also_when_the_text_alone_is_saved(person):
    person.phone = "19900000001"
    person.save(update_fields=["phone"])
    assert Applicant.objects.filter(phone_index__matches="19900000001").exists()
    assert not Applicant.objects.filter(phone_index__matches="13812345678").exists()
    person.phone = ""
    person.save(update_fields=["phone"])
    assert raw("cases_applicant", "phone_index", person.pk) is None


def test_with_a_new_key_the_index_of_the_old_one_still_finds(settings, db):
    settings.WORKFLOW_MASTER_KEYS = [OLD]
    Applicant.objects.create(name="甲", id_type="passport", id_no="E12345678")
    settings.WORKFLOW_MASTER_KEYS = [OLD, NEW]
    Applicant.objects.create(name="乙", id_type="passport", id_no="E12345678")

    assert Applicant.objects.filter(id_no_index__matches="e12345678").count() == 2
    assert len(set(blind_by_each_key("E12345678", "x"))) == 2


def test_the_key_of_the_index_does_not_open_what_is_sealed():
    ring = Keyring.of([OLD])
    sealed = ring.keys[ring.newest].encrypt(b"n" * 12, b"text", None)

    with pytest.raises(InvalidTag):
        AESGCM(ring.indexes[ring.newest]).decrypt(b"n" * 12, sealed, None)


def test_rows_that_are_written_together_are_sealed_each_for_itself(db):
    field = Applicant._meta.get_field("phone")

    found = prepared(field, ["19900000000"] * 5, connection)
    sealed = {bytes(getattr(one, "obj", one)) for one in found}  # psycopg wraps it
    assert len(sealed) == 5


def test_the_number_is_found_through_its_index(person):
    """Whatever SQLite or PostgreSQL would like to do with one row: with the index it can."""
    query = Applicant.objects.filter(id_no_index__matches=person.id_no)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = query.explain()
    assert "applicant_id_no_index" in plan
