"""The strictness of conftest.py is there: without these it could be lost in silence."""

import logging
import socket
from datetime import date, datetime
from logging.config import dictConfig

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.template import Context, Template, engines
from django.utils.timezone import get_current_timezone

from cases.city.invention import identity_number
from settings.celery import app
from tests.conftest import Undefined
from workflow import audit
from workflow.models import AuditEntry, CalendarNotice, LimitRule
from workflow.units import unit_of_work

NOON = datetime(2026, 11, 22, 12, tzinfo=get_current_timezone())
SHIPPED = (LimitRule, CalendarNotice)


def test_an_undefined_variable_of_our_own_page_fails():
    with pytest.raises(AssertionError, match="Undefined"):
        Template("{{ case.number }}").render(Context({}))


def test_a_question_whether_a_variable_is_there_may_be_asked():
    assert Template("{% if case %}yes{% else %}no{% endif %}").render(Context({})) == "no"


def test_a_page_of_a_package_keeps_its_silence(rf, db):
    page = engines["django"].get_template("admin/login.html")
    assert isinstance(page.template.engine.string_if_invalid, Undefined)
    assert "<form" in page.render({"form": {}, "app_path": "", "next": ""}, rf.get("/admin/"))


def test_a_moment_is_not_kept_as_a_day(db):
    field = LimitRule._meta.get_field("valid_from")
    with pytest.raises(AssertionError, match="takes a date"):
        field.get_prep_value(NOON)


def test_nothing_is_asked_of_another_machine():
    with pytest.raises(AssertionError, match="reaches for"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_task_runs_on_the_spot():
    assert app.conf.task_always_eager


@pytest.mark.celery
def test_a_test_of_the_broker_does_not_run_its_tasks_on_the_spot():
    assert not app.conf.task_always_eager


@pytest.mark.parametrize("time", ["first", "second"])
@pytest.mark.django_db(transaction=True)
def test_what_a_test_committed_is_gone_and_what_was_shipped_is_there(time):
    """Either finds the database as the migrations left it, whichever comes first."""
    assert not AuditEntry.objects.exists()
    assert all(model.objects.exists() for model in SHIPPED)

    with unit_of_work():
        audit.note("tested", actor=None, subject="", at=NOON, content={})
    LimitRule.objects.all().delete()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.all().delete()


@pytest.mark.parametrize(
    "said",
    [
        f"refused {identity_number(date(1990, 5, 6), sex='女', serial=7)}",
        "called 13812345678",
        "申请人12 is registered",
        "柳明 has pressed",
    ],
)
def test_a_person_in_a_line_of_the_log_is_noticed(said, log_watch):
    logging.getLogger("cases.anything").info("case 620802-2026-00001: %s", said)

    assert log_watch.taken() == [f"cases.anything case 620802-2026-00001: {said}"]


def test_a_person_in_a_traceback_is_noticed(log_watch):
    try:
        raise ValueError("called 13812345678")
    except ValueError:
        logging.getLogger("cases.anything").exception("It failed.")

    [line] = log_watch.taken()
    assert line.startswith("cases.anything It failed.")


@pytest.mark.parametrize("time", ["first", "second"])
def test_logging_configured_anew_blinds_no_test_that_follows(time, log_watch):
    """As a Celery worker does that a test starts in this process."""
    logging.getLogger("cases.anything").info("called 13812345678")
    assert len(log_watch.taken()) == 1

    dictConfig(settings.LOGGING)


def test_a_line_that_names_nobody_is_left_alone(log_watch):
    logging.getLogger("cases").warning("Paper 620802202600012345678 of case 620802-2026-00001")

    assert log_watch.taken() == []
