"""No number, telephone or name in a task's arguments, a broker's message, a mail, a notice, an error
page or the log line behind it."""

import ast
import inspect
import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as of_the_suite
from django.core import mail
from django.test import TestCase
from django.utils import translation
from kombu import Connection

from cases import tasks
from cases.masking import has_number
from cases.models import CaseMessage, Notice
from cases.web import lists
from cases.web.logs import MaskedLines
from settings.celery import app
from tests.cases.factories import applicant_facts, case_in, pass_time, walk
from tests.cases.moments import LATER

ROOT = Path(__file__).resolve().parent.parent.parent
CANARY = {
    "name": "欧阳金丝雀",
    "phone": "13811535642",
    "address": "甘肃省平凉市崆峒区金丝雀街163号",
}
#: The only words that an argument of a task may be called by: keys and codes.
KEYS = ("_id", "_ids", "pk", "code")


def personal_in(said, number):
    return [word for word in (*CANARY.values(), "金丝雀", number) if word in said]


@pytest.fixture
def number():
    return applicant_facts()["id_no"]


@pytest.fixture
def whole_life(city, number):
    """A case with canaries, from the counter to the archive, told of and warned of on the way."""

    def live():
        person = CANARY | {"id_no": number}
        case = case_in(city, "handling", applicant=person, opponents=("金丝雀公司",))
        pass_time(LATER)
        return walk(case, "close", "report", "archive", at=LATER + timedelta(hours=1))

    return live


# Tasks and the broker


def test_a_task_takes_keys_and_codes_alone():
    ours = {name: task for name, task in app.tasks.items() if name.startswith("cases.")}
    assert len(ours) >= 8
    for name, task in ours.items():
        taken = inspect.signature(task.run).parameters
        assert [one for one in taken if not one.endswith(KEYS)] == [], name


def test_nobody_gives_a_task_anything_but_keywords_that_name_keys():
    """Every ``.delay(...)``, ``.apply_async(...)`` and ``send_task(...)`` of the house."""
    strange = []
    for top in ("cases", "documents", "workflow", "settings"):
        for path in (ROOT / top).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                called = getattr(node.func, "attr", "")
                if called in {"delay", "apply_async", "send_task", "si", "signature"}:
                    named = [one.arg or "**" for one in node.keywords]
                    if node.args or [one for one in named if not one.endswith(KEYS)]:
                        strange.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not strange


def test_the_schedule_gives_no_arguments():
    from settings.schedule import beat_schedule

    assert {key for job in beat_schedule.values() for key in job} == {"task", "schedule"}


@pytest.mark.celery
def test_what_the_broker_gets_holds_nothing_of_a_person(whole_life, number, settings):
    """The messages themselves, as they lie in the queue, after a case's whole life."""
    settings.CELERY_BROKER_URL = "memory://canary//"
    seen = []
    with Connection("memory://canary//", transport_options={"polling_interval": 0}) as line:

        def ring(task):
            task.apply_async(connection=line, retry=False)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tasks, "_publish", ring)
            with TestCase.captureOnCommitCallbacks(execute=True):
                case = whole_life()
        queue = line.SimpleQueue("celery")
        while queue.qsize():
            message = queue.get_nowait()
            seen.append(json.dumps([message.payload, message.headers], ensure_ascii=False))
            message.ack()
        queue.close()
    assert len(seen) > 5
    for one in seen:
        payload, headers = json.loads(one)
        assert payload[:2] == [[], {}]
        assert personal_in(one, number) == []
        assert not has_number(one)
        assert case.number not in one
        assert headers["task"].startswith("cases.tasks.")


# Mails, notices, messages


def test_no_mail_notice_or_message_tells_of_a_person(city, number, time_machine):
    person = CANARY | {"id_no": number}
    case = case_in(city, "handling", applicant=person, opponents=("金丝雀公司",))
    pass_time(LATER)
    time_machine.move_to(LATER, tick=False)
    tasks.send_messages()
    said = [f"{one.subject}\n{one.body}\n{one.extra_headers}" for one in mail.outbox]
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said += [one.sentence() for one in Notice.objects.all()]
    said += [str(row) for row in CaseMessage.objects.values_list()]
    assert len(mail.outbox) > 1
    assert case.number in "".join(said)
    assert [found for one in said if (found := personal_in(one, number))] == []
    assert not has_number("\n".join(said))


# Error pages, and the line in the log


def test_an_error_shows_nothing_and_its_line_is_masked(
    clerk, number, registered, client, monkeypatch, caplog, log_watch
):
    """The values are in the error's words, in its cause and in the locals of every frame."""
    registered(applicant=CANARY | {"id_no": number})

    def break_down(*args, **kwargs):
        person = CANARY | {"id_no": number}
        try:
            int(person["name"])
        except ValueError as cause:
            raise RuntimeError(f"no such person: {person}") from cause

    monkeypatch.setattr(lists, "narrowed", break_down)
    client.force_login(clerk)
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR, logger="django.request"):
        answer = client.get("/cases/")

    assert log_watch.taken(), "the watch reads the line before it is masked"
    page = answer.content.decode()
    assert answer.status_code == 500
    assert personal_in(page, number) == []
    assert "RuntimeError" not in page
    [record] = [one for one in caplog.records if one.name == "django.request"]
    line = MaskedLines("%(message)s").format(record)
    assert personal_in(line, number) == []
    # It is still good for finding the mistake.
    assert "break_down" in line
    assert "builtins.RuntimeError" in line
    assert "builtins.ValueError" in line


def test_another_formatters_traceback_is_not_taken_over():
    try:
        raise LookupError(CANARY["name"])
    except LookupError as error:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "failed", (), None)
        record.exc_info = (LookupError, error, error.__traceback__)
    logging.Formatter("%(message)s").format(record)

    assert CANARY["name"] not in MaskedLines("%(message)s").format(record)


def test_every_handler_of_the_site_writes_masked_lines():
    handlers = of_the_suite.LOGGING["handlers"].values()
    assert {one["formatter"] for one in handlers} == {"plain"}
    assert of_the_suite.LOGGING["formatters"]["plain"]["()"] == "cases.web.logs.MaskedLines"
    assert not of_the_suite.DEBUG
    assert not of_the_suite.ADMINS  # no mail with the locals of an error
