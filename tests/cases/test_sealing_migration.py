"""The migration that seals what was plain: there and back with rows in the tables."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from cases.models import Applicant, Case
from tests.cases import factories
from tests.cases.factories import build_city
from tests.migrated import by_night
from workflow.resealing import check

SEALING = ("cases", "0020_personal_data_is_sealed")


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps


def fetch(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


@by_night
@pytest.mark.timeout(600)
@pytest.mark.django_db(transaction=True)
def test_plain_columns_are_sealed_and_opened_again_without_a_loss():
    city = build_city()
    poor = factories.registered(city, monthly_income_yuan=Decimal("7.50"))
    unknown = factories.registered(
        city,
        monthly_income_yuan=None,
        household_size=None,
        applicant={"id_type": "none", "id_no": "", "no_id_reason": "遗失", "phone": ""},
    )
    wanted = list(Applicant.objects.order_by("pk").values())
    loader = MigrationExecutor(connection).loader
    [before] = [one for one in loader.get_migration(*SEALING).dependencies if one[0] == "cases"]

    old = migrate(before)
    people = old.get_model("cases", "Applicant").objects
    assert people.get(pk=poor.applicant_id).id_no == poor.applicant.id_no
    assert fetch("SELECT phone, address FROM cases_applicant ORDER BY id") == [
        (one["phone"], one["address"]) for one in wanted
    ]
    means = fetch("SELECT household_size, monthly_income_yuan FROM cases_case ORDER BY id")
    assert [(size, income and Decimal(str(income))) for size, income in means] == [
        (3, Decimal("7.5")),
        (None, None),
    ]

    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes("cases")[0])
    again = list(Applicant.objects.order_by("pk").values())
    assert [one | {"id_no_index": 0, "phone_index": 0} for one in again] == [
        one | {"id_no_index": 0, "phone_index": 0} for one in wanted
    ]
    assert Applicant.objects.get(id_no_index__matches=poor.applicant.id_no).pk == poor.applicant_id
    assert Case.objects.get(pk=poor.pk).monthly_income_yuan == Decimal("7.50")
    assert Case.objects.get(pk=unknown.pk).household_size is None
    assert not list(check())
    with (
        pytest.raises(IntegrityError),  # the guard stands again
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE cases_case SET status = 'archived' WHERE id = %s", [poor.pk])
