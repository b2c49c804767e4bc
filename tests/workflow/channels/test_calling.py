"""One careful request: what goes wrong is said by a reason, and nothing is told to the logs."""

import logging
import socket
import ssl
import threading
from contextlib import suppress

import pytest

from tests.workflow.channels.certificates import own_certificate
from workflow.channels import NotDelivered, calling
from workflow.channels.calling import call, require_https
from workflow.channels.reasons import WORDS, in_words, reason_of


def reason(*args, **options):
    with pytest.raises(NotDelivered) as failed:
        call(*args, headers={}, **options)
    assert failed.value.__suppress_context__ or failed.value.__context__ is None
    return str(failed.value)


def test_an_answer_of_success_comes_back(receiver):
    receiver.status, receiver.body = 204, b""

    assert call(receiver.url, body=b"words", headers={"X-One": "1"}).status == 204
    assert (receiver.only.method, receiver.only.body) == ("POST", b"words")
    assert receiver.only.headers["X-One"] == "1"


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_any_other_status_is_a_failure(receiver, status):
    receiver.status = status

    assert reason(receiver.url) == f"status {status}"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nobody_follows_a_redirect(receiver, status):
    receiver.status, receiver.headers = status, {"Location": receiver.url}

    assert reason(receiver.url) == "redirected"
    assert len(receiver.got) == 1


def test_one_who_refuses_the_connection_is_told_apart(receiver):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        assert reason(f"http://127.0.0.1:{nobody.getsockname()[1]}/") == "no_connection"


def test_one_who_never_answers_is_given_up(receiver, monkeypatch):
    monkeypatch.setattr(calling, "TIMEOUT", (0.5, 0.2))
    receiver.released.clear()

    assert reason(receiver.url) == "no_answer"


def test_an_answer_that_trickles_in_is_given_up(receiver, monkeypatch):
    monkeypatch.setattr(calling, "WHOLE", -1)
    receiver.body = b"x" * 9000

    assert reason(receiver.url) == "no_answer"


def test_an_endless_answer_is_cut_off(receiver):
    receiver.body = b"x" * (calling.MOST * 4)

    assert calling.MOST <= len(call(receiver.url, headers={}).body) < calling.MOST * 2


def test_one_who_hangs_up_in_the_middle_is_a_failure(receiver):
    with socket.create_server(("127.0.0.1", 0)) as rude:
        url = f"http://127.0.0.1:{rude.getsockname()[1]}/"

        def hang_up():
            caller, _ = rude.accept()
            caller.recv(100)
            caller.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        assert reason(url) == "no_connection"
        thread.join()


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    """A server with a certificate of its own making."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def shake_hands():
            caller, _ = listening.accept()
            later = {"server_side": True, "do_handshake_on_connect": False}
            with context.wrap_socket(caller, **later) as safe, suppress(OSError):
                safe.do_handshake()

        thread = threading.Thread(target=shake_hands)
        thread.start()
        assert reason(f"https://127.0.0.1:{listening.getsockname()[1]}/") == "no_trust"
        thread.join()


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://aid.example/hook", True),
        ("https://10.0.0.7:8443/hook", True),
        ("http://127.0.0.1:8000/", True),
        ("http://[::1]/", True),
        ("http://localhost/", True),
        ("http://aid.example/hook", False),
        ("http://10.0.0.7/", False),
        ("http://127.0.0.1.aid.example/", False),
        ("https:///hook", False),
        ("ftp://127.0.0.1/", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_the_address_is_https_or_this_very_machine(url, allowed):
    if allowed:
        require_https(url)
    else:
        with pytest.raises(NotDelivered, match="not_https"):
            require_https(url)


def test_plain_http_to_this_machine_is_a_setting(settings, receiver):
    settings.WORKFLOW_PLAIN_HTTP_TO_ITSELF = False

    assert reason(receiver.url) == "not_https"
    assert receiver.got == []


def test_no_log_learns_the_address_or_the_text(receiver, caplog):
    receiver.status = 500
    with caplog.at_level(logging.DEBUG):
        reason(receiver.url, body=b"a number: 13800000000")
    assert "robot-key" not in caplog.text
    assert "13800000000" not in caplog.text


def test_a_proxy_or_a_password_of_the_environment_stays_out_of_a_call_to_ourselves(
    receiver, monkeypatch, tmp_path
):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password mine\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")

    call(receiver.url, headers={})
    assert "Authorization" not in receiver.only.headers


def test_every_reason_has_its_sentence():
    assert "503" in in_words("status 503")
    for code in WORDS:
        assert "%(" not in in_words(f"{code} 5")
    assert "RuntimeError" in in_words("RuntimeError")


def test_only_our_own_reasons_are_kept_in_full():
    assert reason_of(NotDelivered("status 500")) == "status 500"
    assert reason_of(ConnectionRefusedError("138 0000 0000")) == "ConnectionRefusedError"
