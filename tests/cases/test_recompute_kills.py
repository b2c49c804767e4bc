"""SIGKILL in the middle of a recompute, several times: the end is that of an undisturbed run."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction

from cases.models import Case, CaseClock, CaseClockEvent
from cases.recomputing import recompute_batch
from tests.cases import factories
from tests.cases.factories import build_city
from tests.cases.moments import moment
from tests.workflow.parcels.notices import DAYS_2027, draft_of
from workflow.calendar_store import confirm
from workflow.models import Recompute
from workflow.recompute import request
from workflow.units import unit_of_work

CASES = 60
KILLS = 4
KEPT = ("subject__number", "code", "state", "due_earliest", "due_on", "due_latest", "due_at")
KEPT += ("certainty", "epoch", "calendar_rev", "breached_at")

#: A process of its own, as an administrator would start it, on the test's database.
CHILD = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from django.core.management import call_command
call_command("recompute_clocks", batch=1)
"""


def child():
    name = str(connection.settings_dict["NAME"])
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, name],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "settings.test"},
        cwd=settings.ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def run_to_its_end():
    process = child()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said.decode()[-500:]


def standing():
    clocks = list(CaseClock.objects.order_by("subject__number", "code").values_list(*KEPT))
    events = list(
        CaseClockEvent.objects.filter(what="recomputed")
        .order_by("clock__subject__number", "clock__code")
        .values_list("clock__subject__number", "due_before", "due_after", "epoch", "note")
    )
    return clocks, events, list(Case.objects.order_by("number").values_list("next_due_at"))


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_it_ends_as_if_nothing_had_happened():
    city = build_city()
    first = moment(date(2026, 12, 22), 9)
    for place in range(CASES):
        factories.registered(city, received_at=first + timedelta(days=place % 12))
    with unit_of_work():
        notice = draft_of(2027, [*DAYS_2027, (date(2027, 1, 6), "off", "")])
        confirm(notice, at=first)
        work = request(CaseClock, reason="calendar", notice=notice, at=first)

    with transaction.atomic():
        while recompute_batch(at=first):
            pass
        undisturbed = standing()
        transaction.set_rollback(True)

    chance, killed = random.Random(20261122), 0
    while killed < KILLS:
        process, before = child(), work.done
        while work.done <= before + chance.randrange(1, 6) and process.poll() is None:
            time.sleep(0.002)
            work.refresh_from_db()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if process.returncode == 0:
            break  # it was quicker than the killer
        killed += 1
    assert killed >= 3
    work.refresh_from_db()
    assert 0 < work.done < CASES * 2
    run_to_its_end()

    assert standing() == undisturbed
    work.refresh_from_db()
    assert (work.done, work.finished_at is not None) == (CASES * 2, True)
    assert len(undisturbed[1]) == work.changed > CASES  # each told once
    with unit_of_work():
        request(CaseClock, reason="rule", at=first)
    run_to_its_end()
    assert standing() == undisturbed
    assert Recompute.objects.last().changed == 0
