"""The outside e-seal service: what we ask, what we believe of the answer, and how we wait."""

import base64
import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import translation

from documents import signing
from documents.signing import OFD, PDF, NotSigned
from documents.signing import service as module
from documents.signing.pades import PadesSigner
from tests.documents.signers import order, unsigned

SECRET = "a secret of thirty-two characters"


def seal_of(context, body, secret=SECRET):
    """Written out once more, as the other side would: an error in ours must not hide itself."""
    digest = hmac.new(secret.encode(), f"{context}.".encode() + body, hashlib.sha256).hexdigest()
    return f"sha256={digest}"


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((dict(self.headers), json.loads(body), body))
        status, headers, content = self.server.answer(self.headers, json.loads(body))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args):
        """Nothing on the screen."""


@pytest.fixture
def service(settings, with_keys):
    """A service of our own on this machine; ``service.answer`` says what it does."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | {
        "signer": "service",
        "service": f"http://127.0.0.1:{server.server_port}/v1/papers",
        "secret": SECRET,
    }
    with translation.override("en"):
        yield server
    server.shutdown()
    thread.join()
    server.server_close()


def answering(said, *, key="0" * 64, secret=SECRET):
    content = json.dumps(said).encode()
    return 200, {"Fayuan-Signature": seal_of(key, content, secret)}, content


def sealed(content, media_type=PDF):
    return {
        "media_type": media_type,
        "file": base64.b64encode(content).decode(),
        "certificate": {"subject": "CN=平凉市法律援助中心", "serial": "fa"},
    }


def sign():
    return signing.signer().sign(unsigned(), order())


def test_the_service_gets_the_paper_its_number_and_the_place_and_both_sides_sign(service, settings):
    key = PadesSigner.of(settings.DOCUMENTS_SIGNING)

    def seals(headers, asked):
        signed = key.sign(base64.b64decode(asked["file"]), order())
        return answering(sealed(signed.content), key=headers["Idempotency-Key"])

    service.answer = seals
    signed = sign()

    assert signing.verify(signed.content).holds
    [(headers, asked, body)] = service.asked
    assert headers["Fayuan-Signature"] == seal_of(headers["Fayuan-Timestamp"], body)
    assert headers["Idempotency-Key"] == asked["key"] == order().key
    assert base64.b64decode(asked["file"]) == unsigned()
    assert {name: asked[name] for name in asked if name != "file"} == {
        "version": 1,
        "key": "0" * 64,
        "number": "（平）援决字〔2026〕第12号",
        "agency": {"code": "agency-620800", "name": "平凉市法律援助中心"},
        "at": "2026-11-20T09:30:00+08:00",
        "place": {
            "page": 1,
            "left": round(order().place.left, 3),
            "bottom": round(order().place.bottom, 3),
            "side": 119.055,
        },
        "media_type": "application/pdf",
    }


def test_an_ofd_may_come_back(service):
    service.answer = lambda headers, asked: answering(sealed(b"PK\x03\x04 ofd", OFD))

    assert (sign().media_type, sign().content) == (OFD, b"PK\x03\x04 ofd")


@pytest.mark.parametrize(
    ("asked_for", "waits"), [("600", 600), ("0", 1), ("999999", 60), ("90000", 3600), ("soon", 60)]
)
def test_a_service_that_has_not_finished_is_asked_again_when_it_says(service, asked_for, waits):
    service.answer = lambda headers, asked: (202, {"Retry-After": asked_for}, b"")

    with pytest.raises(NotSigned, match="not finished") as why:
        sign()
    assert why.value.after == timedelta(seconds=waits)


@pytest.mark.parametrize(
    ("status", "final"),
    [(422, True), (400, True), (413, True), (401, False), (404, False), (500, False), (301, False)],
)
def test_a_refusal_ends_it_where_the_paper_is_at_fault(service, status, final):
    service.answer = lambda headers, asked: (status, {}, b"")

    with pytest.raises(NotSigned, match=str(status)) as why:
        sign()
    assert (why.value.final, why.value.after) == (final, None)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (b'{"reason": "seal_revoked"}', "seal_revoked"),
        ('{"reason": "张䶮的文书"}'.encode(), ""),
        (b"<html>", ""),
    ],
)
def test_of_a_refusal_only_its_code_is_kept(service, said, kept):
    service.answer = lambda headers, asked: (422, {}, said)

    with pytest.raises(NotSigned) as why:
        sign()
    assert str(why.value) == f"The e-seal service refused this paper (422 {kept})."


@pytest.mark.parametrize(
    "spoil",
    [
        lambda said: answering(said, secret="another secret of thirty-two chars"),
        lambda said: answering(said, key="1" * 64),
        lambda said: (200, {}, json.dumps(said).encode()),
    ],
    ids=["another secret", "another paper", "no signature"],
)
def test_an_answer_without_our_secret_over_this_very_paper_is_not_believed(service, spoil):
    service.answer = lambda headers, asked: spoil(sealed(b"%PDF"))

    with pytest.raises(NotSigned, match="does not bear our secret"):
        sign()


@pytest.mark.parametrize(
    "said",
    [
        [],
        {"media_type": PDF},
        sealed(b"x") | {"file": "no base64!"},
        sealed(b"x") | {"certificate": None},
    ],
)
def test_an_answer_that_says_too_little_is_not_understood(service, said):
    service.answer = lambda headers, asked: answering(said)

    with pytest.raises(NotSigned, match="can't be understood"):
        sign()


def test_another_kind_of_file_is_refused(service):
    service.answer = lambda headers, asked: answering(sealed(b"GIF", "image/gif"))

    with pytest.raises(NotSigned, match="kind of file") as why:
        sign()
    assert why.value.final


def test_a_service_that_is_away_is_asked_again(service, settings):
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | {"service": "http://127.0.0.1:9/"}

    with pytest.raises(NotSigned, match="can't be reached") as why:
        sign()
    assert (why.value.final, why.value.after) == (False, None)


def test_an_answer_without_end_is_given_up(service, monkeypatch):
    monkeypatch.setattr(module, "MOST", 1000)
    service.answer = lambda headers, asked: (200, {}, bytes(100_000))

    with pytest.raises(NotSigned, match="can't be reached"):
        sign()


@pytest.mark.parametrize("url", ["http://example.org/", "ftp://127.0.0.1/", "https://", ""])
def test_nothing_is_sent_where_others_could_read_it(service, settings, url):
    settings.DOCUMENTS_SIGNING = settings.DOCUMENTS_SIGNING | {"service": url}

    assert signing.faults()
    with pytest.raises(NotSigned, match="https"):
        sign()


def test_the_secret_is_not_shown(service):
    assert SECRET not in repr(signing.signer())
