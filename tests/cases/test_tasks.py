"""The doorbell: a worker draws what was issued; without a broker nothing is lost but a moment."""

import time
from datetime import timedelta

import pytest
from celery.contrib.testing.worker import start_worker
from django.core.management import call_command
from django.test import TestCase
from django.utils.translation import override

from cases import tasks
from cases.actions.ask_for_papers import ask_for_papers
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
    with start_worker(app, pool="solo", perform_ping_check=False):
        issue_a_paper(city, factories.registered(city))
        deadline = time.monotonic() + 30
        while Document.objects.exclude(state="drawn").exists():
            assert time.monotonic() < deadline, "The worker never heard the bell."
            time.sleep(0.1)

    document = Document.objects.get()
    assert document.read_pdf().startswith(b"%PDF-")


def test_a_broker_that_is_down_delays_a_paper_and_loses_nothing(
    city, case, settings, monkeypatch, caplog
):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1"  # nothing listens there
    app.conf.task_always_eager = False
    deaf = app.connection("redis://127.0.0.1:1", connect_timeout=1)
    ring = tasks.draw_papers.apply_async
    monkeypatch.setattr(tasks.draw_papers, "delay", lambda: ring(connection=deaf, retry=False))

    with TestCase.captureOnCommitCallbacks(execute=True):
        issue_a_paper(city, case)

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


def test_run_clock_does_it_all_without_a_broker(city, case, time_machine, capsys):
    issue_a_paper(city, factories.registered(city))
    time_machine.move_to(NOON + timedelta(days=30), tick=False)

    with override("en"):
        call_command("run_clock", "--once")

    assert Notice.objects.filter(stage="breach").exists()
    assert not CaseMessage.objects.waiting().exists()
    assert Document.objects.get().state == "drawn"
    assert "stages" in capsys.readouterr().out
