"""The doorbell: a worker draws what was issued; without a broker nothing is lost but a moment."""

import threading
import time
from datetime import timedelta

import pytest
from celery.contrib.testing.worker import start_worker
from django.core.management import call_command
from django.db import OperationalError
from django.test import TestCase
from django.utils.translation import override

from cases import tasks
from cases.actions.ask_for_papers import ask_for_papers
from cases.management.commands import run_clock
from cases.models import CaseMessage, Notice
from documents.models import Document
from settings.celery import app
from tests.cases import factories
from tests.cases.moments import MONDAY, NOON
from workflow.models import Heartbeat


def issue_a_paper(city, case):
    return ask_for_papers(
        case_id=case.pk,
        items=["identity"],
        reply_by=MONDAY + timedelta(days=10),
        by=city.clerk,
        at=NOON,
    )


@pytest.mark.celery
@pytest.mark.django_db(transaction=True)
def test_a_worker_draws_a_paper_soon_after_it_was_issued(settings):
    settings.CELERY_BROKER_URL = settings.CELERY_BROKER_URL or "memory://localhost//"
    city = factories.build_city()
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=60):
        issue_a_paper(city, factories.registered(city, on_paper=True))
        deadline = time.monotonic() + 30
        while Document.objects.exclude(state="drawn").exists():
            assert time.monotonic() < deadline, "The worker never heard the bell."
            time.sleep(0.1)

    document = Document.objects.get()
    assert document.read_pdf().startswith(b"%PDF-")


def test_a_broker_that_is_down_delays_a_paper_and_loses_nothing(
    city, registered, settings, monkeypatch, caplog
):
    # First: Celery reads its settings when it is first asked, and would keep the one below.
    assert app.conf.broker_url
    app.conf.task_always_eager = False
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1"  # nothing listens there
    deaf = app.connection("redis://127.0.0.1:1", connect_timeout=1)
    ring = tasks.draw_papers.apply_async
    monkeypatch.setattr(tasks.draw_papers, "delay", lambda: ring(connection=deaf, retry=False))

    with TestCase.captureOnCommitCallbacks(execute=True):
        issue_a_paper(city, registered(on_paper=True))

    assert "broker does not answer" in caplog.text
    assert Document.objects.get().state == "pending"
    assert tasks.draw_papers() == 1
    assert Document.objects.get().state == "drawn"


def test_every_task_done_twice_leaves_the_same_rows(city, case, time_machine):
    time_machine.move_to(NOON + timedelta(days=30), tick=False)
    for _ in range(2):
        tasks.run_tick()
        tasks.send_messages()
        first = Notice.objects.count(), CaseMessage.objects.filter(sent_at=None).count()
    tasks.run_tick()

    assert (Notice.objects.count(), CaseMessage.objects.filter(sent_at=None).count()) == first
    assert Heartbeat.objects.get(name="tick").at == NOON + timedelta(days=30)


def test_run_clock_does_it_all_without_a_broker(city, time_machine, capsys):
    issue_a_paper(city, factories.registered(city, on_paper=True))
    time_machine.move_to(NOON + timedelta(days=30), tick=False)

    with override("en"):
        call_command("run_clock", "--once")

    assert Notice.objects.filter(stage="breach").exists()
    assert not CaseMessage.objects.waiting().exists()
    assert Document.objects.get().state == "drawn"
    assert "stages" in capsys.readouterr().out


@pytest.mark.django_db  # the round looks after the connection that an earlier test may have left
def test_run_clock_outlives_a_database_that_is_away(monkeypatch, caplog):
    stop, tries = threading.Event(), []

    def tick():
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("the server closed the connection unexpectedly")
        stop.set()
        return 0

    monkeypatch.setattr(
        run_clock, "JOBS", {"ticks": tick, "messages": int, "papers": int, "signatures": int}
    )
    monkeypatch.setattr(run_clock, "recompute_clocks", int)
    monkeypatch.setattr(run_clock, "ROUND", 0)
    monkeypatch.setattr(run_clock.threading, "Event", lambda: stop)
    monkeypatch.setattr(run_clock.signal, "signal", lambda *args: None)
    call_command("run_clock")

    assert len(tries) == 2
    assert "The database does not answer: OperationalError." in caplog.text
    assert "server closed" not in caplog.text
