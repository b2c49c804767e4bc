"""Change of keys: killed at any moment, every row is readable, and the next run does what is left."""

import os
import random
import signal
import subprocess
import sys
import time
from io import StringIO

import pytest
from django.conf import settings as of_the_suite
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from cases.models import Applicant, Case, Endpoint, User
from tests.cases import factories
from tests.cases.factories import UserFactory, build_city
from tests.workflow.parcels.office import NIGHTLY
from workflow.resealing import Resealing, check, tables
from workflow.sealed import Keyring, seal

OLD, NEW = b"o" * 32, b"n" * 32
KILLS = 20 if NIGHTLY else 4  # each is a process of its own
PEOPLE = 1500

#: A process of its own, as an administrator would start it, on the test's database; slowed down
#: inside its transactions, where it hurts most to be killed.
CHILD = """
import sys
import time
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from django.core.management import call_command
from workflow import rows
write = rows.update_each
def slowly(*args):
    write(*args)
    time.sleep(0.004)
rows.update_each = slowly
call_command("rotate_keys", batch=2)
"""


@pytest.fixture
def keys(settings):
    """``keys(OLD, NEW)``: the master keys from now on, the newest last."""

    def use(*masters):
        settings.WORKFLOW_MASTER_KEYS = list(masters)

    use(OLD)
    return use


def rotate(**options):
    out, err = StringIO(), StringIO()
    with translation.override("en"):
        try:
            call_command("rotate_keys", stdout=out, stderr=err, **options)
        except CommandError as error:
            return str(error), err.getvalue()
    return out.getvalue().splitlines()[-1], err.getvalue()


def everybody(count):
    """So many applicants, with numbers known in advance."""
    Applicant.objects.bulk_create(
        Applicant(
            name=f"申请人{place}",
            id_type="passport",
            id_no=f"E{place:08d}",
            phone=f"199{place:08d}",
            address=f"某街{place}号",
        )
        for place in range(count)
    )


def read(count):
    """Every row opens, and is found by its number: all columns by whichever key is theirs."""
    found = {
        one.id_no: (one.phone, one.address)
        for one in Applicant.objects.filter(
            id_no_index__matches=[f"E{n:08d}" for n in range(count)]
        )
    }
    return found == {f"E{n:08d}": (f"199{n:08d}", f"某街{n}号") for n in range(count)}


def test_all_sealed_columns_of_all_tables_are_changed(keys, city):
    case = factories.registered(city)
    User.objects.filter(pk=city.people["admin"].pk).update(phone="13800000000")
    Endpoint.objects.create(
        office=city.agency, channel="webhook", name="甲", url="https://a.example", secret="s" * 16
    )
    keys(OLD, NEW)
    assert Resealing().left() == 4  # applicant, case, person, endpoint
    assert rotate(batch=1) == ("All that is sealed is by the newest key: older ones may go.", "")

    keys(NEW)
    again = Case.objects.select_related("applicant").get(pk=case.pk)
    assert again.monthly_income_yuan == case.monthly_income_yuan
    assert again.applicant.phone == case.applicant.phone
    assert Applicant.objects.filter(id_no_index__matches=case.applicant.id_no).exists()
    assert User.objects.get(pk=city.people["admin"].pk).phone == "13800000000"
    assert Endpoint.objects.get().secret == "s" * 16
    assert rotate(check=True)[0] == "All that is sealed is by the newest key: older ones may go."


def test_the_tables_are_those_with_sealed_columns():
    assert {table.name for table in tables()} >= {
        "cases.applicant",
        "cases.case",
        "cases.endpoint",
        "cases.user",
    }


def test_check_changes_nothing_and_counts_what_is_left(keys, db):
    everybody(3)
    keys(OLD, NEW)
    said, _details = rotate(check=True)

    assert said == "Rows that an older key has sealed: 3. It is still needed."
    assert Resealing().left() == 3


def test_a_row_that_no_key_opens_is_named_and_stops_nobody_else(keys, db):
    everybody(5)
    broken = Applicant.objects.order_by("pk")[2].pk
    with connection.cursor() as cursor:
        moved = seal("19900000000", "cases.applicant.address")
        cursor.execute("UPDATE cases_applicant SET phone = %s WHERE id = %s", [moved, broken])
    keys(OLD, NEW)
    said, details = rotate(batch=2)

    assert said == "Values and indexes that are not whole: 1."
    assert Resealing().left() == 1
    assert details.startswith(f"cases.applicant {broken}: cases.applicant.phone: changed")
    assert "199" not in details


def test_an_index_that_is_not_its_texts_is_found(keys, db):
    everybody(2)
    first, second = Applicant.objects.order_by("pk")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_applicant SET phone_index = "
            "(SELECT phone_index FROM cases_applicant WHERE id = %s) WHERE id = %s",
            [second.pk, first.pk],
        )
    [found] = check()

    assert (found.key, found.what) == (
        first.pk,
        "cases.applicant.phone_index: not the index of its text",
    )
    assert rotate(check=True)[0] == "Values and indexes that are not whole: 1."


def test_what_an_old_process_seals_behind_our_back_is_done_by_the_next_run(keys, db):
    everybody(4)
    keys(OLD, NEW)
    rotate()
    keys(NEW, OLD)  # a web host that was not started again: it still seals with the old key
    late = UserFactory(phone="13800000000")
    keys(OLD, NEW)

    assert Resealing().left() == 1
    rotate()
    keys(NEW)
    assert User.objects.get(pk=late.pk).phone == "13800000000"


def child():
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(connection.settings_dict["NAME"])],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "settings.test",
            "FAYUAN_MASTER_KEY": f"{OLD.hex()}\n{NEW.hex()}",
        },
        cwd=of_the_suite.ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_every_row_is_readable_throughout(keys):
    build_city()
    everybody(PEOPLE)
    keys(OLD, NEW)
    chance, killed = random.Random(20261122), 0
    while killed < KILLS:
        process, left = child(), Resealing().left()
        enough = chance.randrange(1, 20)
        while Resealing().left() > left - enough and process.poll() is None:
            assert read(PEOPLE)  # while it works
        time.sleep(chance.random() / 50)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert read(PEOPLE)  # what it left behind
        killed += process.returncode == -signal.SIGKILL
        if process.returncode == 0:
            break  # it was quicker than the killer
    assert killed == KILLS
    assert 0 < Resealing().left() < PEOPLE

    process = child()
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()[-500:]

    assert Resealing().left() == 0
    keys(NEW)
    assert read(PEOPLE)
    assert not list(check())
    assert Keyring.of([NEW]).newest in bytes(_any_value())


def _any_value():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_no FROM cases_applicant")
        return cursor.fetchone()[0]
