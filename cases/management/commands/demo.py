"""``manage.py demo`` (``bin/demo``): the city, the site, the worker and the clock in one process."""

import signal
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from celery import beat, current_app
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from waitress.server import create_server  # type: ignore[import-untyped]

from cases.management.commands.seed_demo import accounts, make_city
from cases.tasks import ring_for_papers, run_tick, send_messages
from documents.models import Document

THREADS = 8
#: Between two rings while papers wait: about what a batch of them takes to draw.
PAUSE = 4.0
#: The broker when none is named: a queue in this process, enough for one worker in a thread.
IN_PROCESS = "memory://localhost//"


class Command(BaseCommand):
    help = "Serve a believable city on this machine. Ctrl-C stops everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:
        _keep_mail()
        settings.CELERY_BROKER_URL = settings.CELERY_BROKER_URL or IN_PROCESS
        call_command("migrate", verbosity=0)
        make_city()
        server = _server(options["host"], options["port"])
        doorbell = Doorbell()
        doorbell.start()
        self._greet(options["host"], server.effective_port)
        # Both stop it, also where a script started it in the background, which ignores Ctrl-C.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)
        try:
            server.run()  # until Ctrl-C
        finally:
            server.close()
            doorbell.stop()
            self.stdout.write(_("Stopped."))

    def _greet(self, host: str, port: str) -> None:
        self.stdout.write(accounts())
        self.stdout.write(_("Mail is kept in %s.") % settings.EMAIL_FILE_PATH)
        self.stdout.write(
            _("Open http://%(host)s:%(port)s/ , stop with Ctrl-C.") % {"host": host, "port": port}
        )
        self.stdout.flush()


class Doorbell:
    """Celery's worker and its scheduler as threads: they ring, the database is the queue."""

    def __init__(self) -> None:
        app = current_app._get_current_object()
        self.worker = app.WorkController(
            pool="solo",
            quiet=True,
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
        )
        self.clock = beat.Service(app, scheduler_cls=beat.Scheduler)
        self.threads = [
            threading.Thread(target=self.worker.start, name="worker", daemon=True),
            threading.Thread(target=self.clock.start, name="clock", daemon=True),
            threading.Thread(target=self.ring, name="ring", daemon=True),
        ]
        self.stopped = threading.Event()

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def ring(self) -> None:
        """The clock at once, so that nobody reads for its first fifteen seconds that it stands
        still; then until the papers of the city are drawn, one batch after the other, so that the clock is
        not kept waiting behind two hundred papers."""
        for job in (run_tick, send_messages):
            job.delay()
        while not self.stopped.wait(PAUSE):
            if not Document.objects.to_draw(at=timezone.now()).exists():
                break
            ring_for_papers()
        connection.close()

    def stop(self) -> None:
        """The task in hand is given a moment; what it leaves undone the next start does."""
        self.stopped.set()
        self.clock.stop()
        self.worker.stop()
        for thread in self.threads:
            thread.join(timeout=5)


def _server(host: str, port: int) -> Any:
    try:
        return create_server(get_internal_wsgi_application(), host=host, port=port, threads=THREADS)
    except OSError as error:
        raise CommandError(
            _("Port %(port)d can't be used (%(why)s): name another with --port.")
            % {"port": port, "why": error.strerror}
        ) from error


def _keep_mail() -> None:
    """On a console mail would bury the address and the accounts: it goes into files."""
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        settings.EMAIL_FILE_PATH = str(Path(settings.VAR) / "mail")
