"""A server that listens, answers what a test tells it to, and remembers what it was sent."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.workflow.parcels.office import at


@dataclass
class Receiver:
    """The other side. ``status``, ``body`` and ``headers`` are what it answers with."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    #: Holds every answer back until it is set.
    released: threading.Event = field(default_factory=threading.Event)
    got: list[Any] = field(default_factory=list)
    url: str = ""

    def __post_init__(self):
        self.released.set()

    def answers(self, said):
        self.body = json.dumps(said).encode()

    @property
    def only(self):
        [request] = self.got
        return request


@dataclass
class Request:
    method: str
    path: str
    headers: Any
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


def _handler(receiver):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(size)
            receiver.got.append(Request(self.command, self.path, self.headers, body))
            receiver.released.wait(30)
            self.send_response(receiver.status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(receiver.body)))
            self.end_headers()
            self.wfile.write(receiver.body)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *args):
            """It keeps quiet."""

        def handle(self):
            try:
                super().handle()
            except OSError:
                """The caller gave up waiting."""

    return Handler


@pytest.fixture
def receiver():
    """A listening server; ``receiver.url`` is where."""
    there = Receiver()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(there))
    server.daemon_threads = True
    there.url = f"http://127.0.0.1:{server.server_port}/hook?key=robot-key-4711"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield there
    there.released.set()
    server.shutdown()
    server.server_close()
    thread.join()


NOON = at("2026-11-23T12:00")


@dataclass
class Letter:
    """An outbox message as a transport sees one."""

    to: str
    channel: str = "webhook"
    key: str = "17:2:breach:5:webhook"
    shared: str = "a secret of sixteen"
    kind: str = ""
    subject: str = "案件620802-2026-00001的期限已过"
    body: str = "案件620802-2026-00001的期限已过\n\nhttps://aid.example/cases/1/\n"
    attempted_at: Any = NOON

    def address(self):
        return self.to

    def secret(self):
        return self.shared

    def config(self):
        return {"kind": self.kind}

    def facts(self):
        return {"case": "620802-2026-00001", "stage": "breach"}

    def subject_and_body(self):
        return self.subject, self.body
