"""The demo city: believable, in order, the same every time, and served by one command."""

import http.cookiejar
import os
import re
import signal
import sqlite3
import subprocess
import sys
import urllib.parse
import urllib.request
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django.utils.timezone import localtime

from cases import city, identity
from cases.checking import look
from cases.city import people
from cases.city.invention import NOWHERE
from cases.city.plots import PLOTS
from cases.lookalikes import of_case
from cases.models import (
    Applicant,
    Assignment,
    Attachment,
    Case,
    CaseClock,
    CaseMessage,
    CaseTransition,
    Firm,
    Lawyer,
    Notice,
    Office,
    OriginalSeen,
    User,
)
from cases.states import RESERVED, Role, Status
from cases.web.cases import opponents_of
from documents.models import Document
from tests.cases.moments import SHANGHAI
from workflow import audit
from workflow.calendar_store import current_calendar

pytestmark = pytest.mark.timeout(300)  # two months in a go, on a machine that may be busy

WEDNESDAY = datetime(2026, 11, 18, 15, 20, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker):
    """Built once for this module, and gone with it."""
    with django_db_blocker.unblock():
        with override_settings(CELERY_BROKER_URL=""):  # a bell would have a thousand papers drawn
            assert city.build(at=WEDNESDAY)
        yield
        TransactionTestCase._fixture_teardown(None)


@pytest.fixture
def told(_built, db):
    return Case.objects.all()


# The city


def test_its_offices_people_and_providers_are_those_of_pingliang(told):
    assert list(Office.objects.filter(kind="station").values_list("code", flat=True)) == [
        f"court-6208{place}" for place in ("00", "02", "21", "22", "23", "25", "26", "81")
    ]
    assert Office.objects.get(kind="agency").name == "平凉市法律援助中心"
    assert (Firm.objects.count(), Lawyer.objects.count()) == (19, 182)
    held = {role for user in User.objects.all() for role in user.roles}
    assert held == set(Role.values)


def test_some_lawyers_may_not_take_a_case_just_now(told):
    today = WEDNESDAY.date()

    assert Lawyer.objects.filter(active=False).exists()
    assert Lawyer.objects.filter(licence_until__lt=today).exists()
    assert Lawyer.objects.filter(
        absences__first_day__lte=today, absences__last_day__gte=today
    ).exists()
    assert Firm.objects.filter(licence_until__lt=today).exists()


def test_about_two_hundred_cases_stand_in_every_state_that_can_be_reached(told):
    found = Counter(told.values_list("status", flat=True))

    assert found == wanted()
    assert found.keys() == set(Status) - {Status.NEW} - RESERVED
    assert 190 <= sum(found.values()) <= 220


def wanted():
    ends = Counter()
    for plot in PLOTS:
        ends[plot.ends_in] += plot.count
    return ends


def test_some_are_due_today_some_late_some_paused_and_some_provisional(told):
    today = WEDNESDAY.date()
    due_today = CaseClock.objects.filter(due_on=today, state="running")

    assert due_today.filter(code="acceptance").exists()
    assert due_today.filter(code="supplement").exists()
    assert due_today.filter(code="milestone").exists()
    late = set(told.open().late(at=WEDNESDAY).values_list("status", flat=True))
    assert {"registered", "accepted", "recommended", "granted", "handling"} <= late
    assert CaseClock.objects.filter(state="paused").exists()
    assert told.filter(provisional=True).exists()
    assert set(Assignment.objects.values_list("state", flat=True)) == set(Assignment.State.values)


def test_limits_were_warned_of_and_missed_on_the_way(told):
    assert Notice.objects.filter(stage="half").exists()
    assert Notice.objects.filter(stage="breach").exists()
    assert CaseClock.objects.filter(state="met", breached_at__isnull=False).exists()
    assert not CaseMessage.objects.ready(WEDNESDAY - timedelta(days=1)).exists()


def test_everything_happened_in_the_last_sixty_days_while_the_offices_were_open(told):
    works = current_calendar().works
    for record in CaseTransition.objects.all():
        at = localtime(record.at)
        assert at <= WEDNESDAY
        assert works(at.date())
        assert (8, 30) <= (at.hour, at.minute) <= (18, 0)
    assert told.filter(received_at__lt=WEDNESDAY - timedelta(days=61)).count() == 0


def test_it_is_in_order(told):
    assert list(look()) == []
    count, flaws = audit.verify()
    assert (count > 1000, flaws) == (True, [])


def test_papers_are_numbered_in_the_order_of_their_issue(told):
    papers = Document.objects.filter(kind="grant_decision").order_by("number")

    assert len(papers) > 100
    assert [paper.issued_at for paper in papers] == sorted(paper.issued_at for paper in papers)


def test_nobody_in_it_exists_and_every_number_is_sound(told):
    people = Applicant.objects.values_list("id_no", "sex", "birth_on")
    numbered = [one for one in people if one[0]]

    assert len(numbered) > 100
    for number, sex, birth_on in numbered:
        read = identity.parse(number, WEDNESDAY.date())
        assert (read.sex, read.birth_on) == (sex, birth_on)
        assert number.startswith(NOWHERE)


def test_somebody_applies_twice_and_some_papers_are_there_as_files(told):
    seen = {True: 0, False: 0}
    for case in told.open().with_places().filter(status__in=["registered", "accepted"]):
        clerk = User.objects.filter(memberships__office=case.station).first()
        found = of_case(case, clerk, opponents=opponents_of(case))
        seen[True] += any(one.asks for one in found.here)
        seen[False] += any(one.asks for one in found.elsewhere)

    assert all(seen.values())
    files = Attachment.objects.filter(item="identity")
    assert files.count() > 20
    assert set(files.values_list("content_type", flat=True)) == {"image/png"}
    assert OriginalSeen.objects.exists()


def test_the_second_time_nothing_is_made(told):
    before = Case.objects.count(), User.objects.count()

    assert city.build(at=WEDNESDAY) is False
    assert (Case.objects.count(), User.objects.count()) == before


def test_the_accounts_are_printed_with_a_password_that_opens_them(told):
    out = StringIO()

    call_command("seed_demo", stdout=out)

    said = out.getvalue()
    assert people.PASSWORD in said
    for username in ("clerk-620802", "reviewer-1", "head-1", "officer-1", "archivist-1", "admin-1"):
        assert f"  {username} " in said
        assert check_password(people.PASSWORD, User.objects.get(username=username).password)


# The command


def answer(opener, url, **form):
    data = urllib.parse.urlencode(form).encode() if form else None
    with opener.open(url, data, timeout=30) as response:
        return response.geturl(), response.read().decode()


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="starts on a copy of the SQLite file")
def test_one_command_serves_the_city_and_stops_with_ctrl_c(told, tmp_path, root):
    file = tmp_path / "city.sqlite3"
    source, copy = sqlite3.connect(connection.settings_dict["NAME"]), sqlite3.connect(file)
    with closing(source), closing(copy), copy:
        source.backup(copy)
        hashed = Argon2PasswordHasher().encode(people.PASSWORD, "a salt of the test")
        copy.execute("UPDATE cases_user SET password = ? WHERE username = 'clerk-620802'", [hashed])
    unset = {"CELERY_BROKER_URL", "DJANGO_SETTINGS_MODULE", "EMAIL_HOST", "EMAIL_FILE_PATH"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {"DATABASE_URL": f"sqlite:///{file}", "FAYUAN_VAR": str(tmp_path / "var")}

    with subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", "0"],
        cwd=root, env=environment, stdout=subprocess.PIPE, text=True,
    ) as demo:  # fmt: skip
        try:
            said = ""
            while not (address := re.search(r"http://127\.0\.0\.1:\d+/", said)):
                line = demo.stdout.readline()
                assert line, said
                said += line
            jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
            opener = urllib.request.build_opener(jar)
            url, page = answer(opener, address.group())
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page).group(1)
            url, page = answer(
                opener, url,
                username="clerk-620802", password=people.PASSWORD, csrfmiddlewaretoken=token,
            )  # fmt: skip
            assert "/login/" not in url
            assert User.objects.get(username="clerk-620802").name in page
        finally:
            demo.send_signal(signal.SIGINT)
            rest = demo.stdout.read()
    assert demo.returncode == 0
    assert rest.strip()
    assert people.PASSWORD in said
