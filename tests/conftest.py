"""What makes the suite strict, and the same on SQLite and PostgreSQL.

The people of the tests stand in ``tests/cases/conftest.py``. A test that only reads and writes
takes ``db``; one that needs real commits (a browser, a second process, a race) takes
``@pytest.mark.django_db(transaction=True)`` and finds the migrated database again, shipped rules
and calendars included: it is put back from a sealed copy, never flushed, because the append-only
tables refuse to be emptied.
"""

import socket
import sys
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, models
from django.template import engines
from django.template.base import FilterExpression
from django.test import Client, TestCase, TransactionTestCase, override_settings
from django.utils import translation

from tests.chromium import CHROMIUM, CHROMIUM_ARGUMENTS
from tests.loglines import LogWatch, watching
from tests.migrated import Kept
from tests.sealing import seal
from workflow import stages

# No deadline: two cores are shared, and a slow example is not a wrong one.
hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")
# bin/mutate: the same examples each time, found or not found; nobody reads a shrunk one.
hypothesis.settings.register_profile(
    "mutation",
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)


def pytest_collection_modifyitems(items):
    """Skip, with the reason, what this machine or this database can't do."""
    on_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="no Chromium here: apt-get install chromium"))
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: set DATABASE_URL"))
        if is_the_same_everywhere(item):
            item.add_marker(pytest.mark.once)


#: Screens whose statements are asked of both databases: every form, the case, the lists.
SCREENS_ON_BOTH = {"test_acts", "test_case_page", "test_lists", "test_objections", "test_organ"}
#: Tables of who may do what, and drafts: reckoned in Python over rows that other tests write on both.
RECKONED = {
    "test_matrix", "test_objection_matrix", "test_four_eyes", "test_issue_letters", "test_drafting",
    "test_print_papers", "test_replay",
}  # fmt: skip


def is_the_same_everywhere(item):
    """Asks no database, draws pages, drives a browser, or reckons and shows what other tests write
    to and read from both databases."""
    asks = {"db", "transactional_db", "django_db_setup"}.intersection(item.fixturenames)
    if not asks and not item.get_closest_marker("django_db"):
        return True
    if item.get_closest_marker("pages") or item.get_closest_marker("browser"):
        return True
    if item.path.stem in RECKONED:
        return True
    screens = "/tests/cases/web/" in item.path.as_posix()
    return screens and item.path.stem not in SCREENS_ON_BOTH


# The database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """On SQLite a file, so that a browser's server and a second process have own connections.

    Neither database need survive a power cut: nothing waits for the disk here.
    """
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("postgresql"):
        default["OPTIONS"] = default["OPTIONS"] | {"options": "-c synchronous_commit=off"}
    if default["ENGINE"].endswith("sqlite3"):
        default.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("db") / "test.sqlite3")
        default["OPTIONS"] = default["OPTIONS"] | {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
        }


@pytest.fixture(scope="session")
def _kept(request, django_db_modify_db_settings):
    """The migrated database of this source, on SQLite; whoever makes it is alone at it."""
    default = settings.DATABASES["default"]
    if not default["ENGINE"].endswith("sqlite3") or request.config.getvalue("create_db"):
        yield None
        return
    kept = Kept(settings.VAR / "tests")
    with ExitStack() as alone:
        alone.enter_context(kept.one_at_a_time())
        if kept.copy_to(default["TEST"]["NAME"]):
            alone.close()
        yield kept, alone.pop_all()


@pytest.fixture(scope="session")
def django_db_keepdb(_kept, django_db_keepdb):
    return django_db_keepdb or (_kept is not None and _kept[0].file.exists())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, _kept):
    """Put the database back from a sealed copy after every test that committed."""
    with django_db_blocker.unblock():
        if _kept is not None:
            kept, alone = _kept
            with alone:
                if not kept.file.exists():
                    connection.ensure_connection()
                    kept.keep(connection.connection)
        sealed = seal(connection)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: sealed.restore())
        yield


# Strictness: each of these would pass in silence otherwise


class Undefined(str):
    """Stands for a variable that a template asked for and nobody gave.

    Raises in our own templates. Those of Django's admin rely on the silence and keep it.
    """

    __slots__ = ()

    def __bool__(self):
        frame = sys._getframe(1)
        if frame.f_code is FilterExpression.resolve.__code__:
            template = frame.f_locals["context"].render_context.template
            if "site-packages" not in str(template.origin.name):
                variable = frame.f_locals["self"]
                raise AssertionError(f"Undefined in {template.origin.name}: {variable}")
        return False


@pytest.fixture(autouse=True)
def _every_variable_of_a_template_is_defined(monkeypatch):
    for engine in engines.all():
        monkeypatch.setattr(engine.engine, "string_if_invalid", Undefined(""))


@pytest.fixture(autouse=True, scope="session")
def _a_day_is_not_a_moment():
    """A datetime kept in a date field loses its hours by the wrong time zone: refuse it."""
    prepare = models.DateField.get_prep_value

    def strict(field, value):
        if isinstance(value, datetime) and not isinstance(field, models.DateTimeField):
            raise AssertionError(f"{field} takes a date, not {value!r}")
        return prepare(field, value)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models.DateField, "get_prep_value", strict)
        yield


@pytest.fixture(autouse=True, scope="session")
def _nothing_leaves_this_machine():
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            self.close()
            raise AssertionError(f"A test reaches for {address[0]}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True, scope="session")
def _files_are_kept_apart(tmp_path_factory):
    sink = tmp_path_factory.mktemp("sink") / "alarms.jsonl"
    with override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("files"), WORKFLOW_FILE_SINK=str(sink)
    ):
        yield


@pytest.fixture(scope="session")
def _log_watch():
    """Reads every line that the suite logs (tests/loglines.py)."""
    from tests.cases.cast import NAMES

    return LogWatch(NAMES.values())


@pytest.fixture(autouse=True)
def _nobody_is_named_in_a_log(_log_watch):
    """The test fails in which such a line was written; ``log_watch`` reads it instead.

    Set up for each test anew: a Celery worker in this process configures logging again, which
    takes every handler off the root.
    """
    with watching(_log_watch):
        yield
    wrong = _log_watch.taken()
    assert not wrong, f"a person in the log: {wrong}"


@pytest.fixture
def log_watch(_log_watch):
    """For the tests of this watch, and those that prove what masks a line further on."""
    return _log_watch


@pytest.fixture(autouse=True)
def _nothing_is_left_over_from_the_test_before():
    cache.clear()
    stages.forget_plans()
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _tasks_run_on_the_spot(request):
    """Unless the test is about the broker itself: ``@pytest.mark.celery``. In all others nobody
    hears the bell, or every move would have its papers drawn."""
    from settings.celery import app

    about_the_broker = request.node.get_closest_marker("celery") is not None
    app.conf.task_always_eager = app.conf.task_eager_propagates = not about_the_broker
    broker = settings.CELERY_BROKER_URL if about_the_broker else ""
    with override_settings(CELERY_BROKER_URL=broker):
        yield


# Doors into the site


class CommittingClient(Client):
    """What a request left for after the commit is done before its answer is looked at."""

    def request(self, **request):
        with TestCase.captureOnCommitCallbacks(execute=True):
            return super().request(**request)


@pytest.fixture
def client():
    return CommittingClient()


@pytest.fixture
def sign_in(db):
    """``sign_in(clerk).get(...)``: one client a person, for tests with several people in them."""

    def enter(user):
        client = CommittingClient()
        client.force_login(user)
        return client

    return enter


@pytest.fixture(scope="session")
def _chromium():
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread while Chromium is open; Django would take every
        # query for one made inside a coroutine.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS
        ) as chromium:
            yield chromium


@pytest.fixture
def browser(_chromium):
    """Debian's Chromium. What a test leaves open is closed behind it."""
    yield _chromium
    for context in _chromium.contexts:
        context.close()


@pytest.fixture
def new_screen(browser, live_server):
    """``page = new_screen()``: a person at a screen of their own, as wide as a court's.

    Keyword arguments go to Playwright's ``new_context``. The test fails when a page breaks the
    Content-Security-Policy, raises in its script, or asks another machine for anything.
    """
    complaints = []

    def heard(message):
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def asked(request):
        if not request.url.startswith((live_server.url, "data:", "blob:", "about:")):
            complaints.append(f"asks for {request.url}")

    def sit_down(**options):
        shape = {"viewport": {"width": 1366, "height": 768}, "locale": "zh-CN"}
        zone = {"timezone_id": "Asia/Shanghai", "base_url": live_server.url}
        page = browser.new_context(**shape | zone | options).new_page()
        page.set_default_timeout(15_000)
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", asked)
        return page

    yield sit_down
    assert not complaints


@pytest.fixture(scope="session")
def root():
    """The folder of the project."""
    return Path(__file__).resolve().parent.parent
