"""Group robots: the text both messengers understand, and an answer that is read to the end."""

import base64
import hashlib
import hmac
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.workflow.channels.conftest import Letter
from workflow.channels import NotDelivered
from workflow.channels.robot.form import Form
from workflow.channels.robot.transport import MOST_BYTES, send

FINE = {"errcode": 0, "errmsg": "ok"}


def letter(receiver, **more):
    return Letter(receiver.url, channel="robot", **({"shared": "", "kind": "wecom"} | more))


@pytest.mark.parametrize("kind", ["wecom", "dingtalk"])
def test_a_text_message_as_both_document_it(receiver, kind):
    receiver.answers(FINE)
    send(letter(receiver, kind=kind))

    assert receiver.only.json == {
        "msgtype": "text",
        "text": {"content": "案件620802-2026-00001的期限已过\n\nhttps://aid.example/cases/1/"},
    }
    assert receiver.only.path == "/hook?key=robot-key-4711"


def test_dingtalk_is_signed_with_the_time_where_it_has_a_secret(receiver):
    receiver.answers(FINE)
    one = letter(receiver, kind="dingtalk", shared="SECabc")
    send(one)

    asked = parse_qs(urlsplit(receiver.only.path).query)
    stamp = str(int(one.attempted_at.timestamp() * 1000))
    right = hmac.new(b"SECabc", f"{stamp}\nSECabc".encode(), hashlib.sha256).digest()
    assert asked == {
        "key": ["robot-key-4711"],
        "timestamp": [stamp],
        "sign": [base64.b64encode(right).decode()],
    }


def test_wecom_knows_no_signature(receiver):
    receiver.answers(FINE)
    send(letter(receiver, shared="SECabc"))

    assert "sign=" not in receiver.only.path


@pytest.mark.parametrize("code", [93000, 310000, 45009, -1])
def test_an_error_code_is_a_failure_though_the_status_is_200(receiver, code):
    receiver.answers({"errcode": code, "errmsg": "invalid webhook url robot-key-4711"})

    with pytest.raises(NotDelivered) as failed:
        send(letter(receiver))
    assert str(failed.value) == f"refused {code}"


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b"0", b'{"errcode": "0"}', b'{"errcode": null}', b"\xff"]
)
def test_an_answer_that_says_nothing_is_a_failure(receiver, body):
    receiver.body = body

    with pytest.raises(NotDelivered, match="unreadable"):
        send(letter(receiver))


def test_a_long_text_is_cut_between_characters(receiver):
    receiver.answers(FINE)
    send(letter(receiver, body="期" * 2000))

    content = receiver.only.json["text"]["content"]
    assert content == "期" * (MOST_BYTES // 3)


def test_the_form_asks_which_messenger_and_for_its_address():
    form = Form({"kind": "dingtalk", "url": "https://oapi.example/robot/send?access_token=1"})
    assert form.is_valid(), form.errors
    assert form.config() == {"kind": "dingtalk"}
    assert form.cleaned_data["secret"] == ""
    assert set(Form({"kind": "pigeon", "url": "http://oapi.example/"}).errors) == {"kind", "url"}
