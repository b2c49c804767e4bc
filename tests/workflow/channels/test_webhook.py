"""The webhook: posted, signed, and known again by its key."""

import hashlib
import hmac

import pytest

from tests.workflow.channels.conftest import Letter
from workflow.channels import NotDelivered
from workflow.channels.webhook.form import Form
from workflow.channels.webhook.transport import send


def checked(request, secret):
    """What a receiver does, written down once more: (the signature is right, the time)."""
    stamp = request.headers["Fayuan-Timestamp"]
    text = f"{stamp}.{request.body.decode()}"
    right = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return request.headers["Fayuan-Signature"] == f"sha256={right}", int(stamp)


def test_the_receiver_can_check_who_sent_it_and_when(receiver):
    letter = Letter(receiver.url)
    send(letter)

    good, stamp = checked(receiver.only, letter.shared)
    assert good
    assert stamp == letter.attempted_at.timestamp()
    assert not checked(receiver.only, "another secret")[0]


def test_a_changed_body_is_noticed(receiver):
    letter = Letter(receiver.url)
    send(letter)
    request = receiver.only
    request.body = request.body.replace(b"00001", b"00002")

    assert not checked(request, letter.shared)[0]


def test_a_repeat_has_the_same_key_and_another_message_has_not(receiver):
    for letter in (Letter(receiver.url), Letter(receiver.url), Letter(receiver.url, key="other")):
        send(letter)

    keys = [request.headers["Idempotency-Key"] for request in receiver.got]
    assert keys[0] == keys[1] != keys[2]
    assert keys[0] == hashlib.sha256(b"17:2:breach:5:webhook").hexdigest()


def test_the_body_is_json_with_the_words_and_the_facts(receiver):
    send(Letter(receiver.url))

    assert receiver.only.headers["Content-Type"] == "application/json; charset=utf-8"
    assert receiver.only.json == {
        "id": receiver.only.headers["Idempotency-Key"],
        "subject": "案件620802-2026-00001的期限已过",
        "text": "案件620802-2026-00001的期限已过\n\nhttps://aid.example/cases/1/\n",
        "case": "620802-2026-00001",
        "stage": "breach",
    }


def test_a_receiver_in_trouble_is_tried_again(receiver):
    receiver.status = 503

    with pytest.raises(NotDelivered, match="status 503"):
        send(Letter(receiver.url))


@pytest.mark.parametrize(
    ("url", "secret", "wrong"),
    [
        ("https://aid.example/hook", "sixteen characters", set()),
        ("http://127.0.0.1:9000/hook", "sixteen characters", set()),
        ("http://aid.example/hook", "sixteen characters", {"url"}),
        ("https://me:mine@aid.example/hook", "sixteen characters", {"url"}),
        ("not an address", "sixteen characters", {"url"}),
        ("https://", "sixteen characters", {"url"}),
        ("https://exa mple/", "sixteen characters", {"url"}),
        ("https://aid.example/hook", "short", {"secret"}),
        ("", "", {"url", "secret"}),
    ],
)
def test_the_form_asks_for_an_https_address_and_a_long_secret(url, secret, wrong):
    form = Form({"url": url, "secret": secret})

    assert set(form.errors) == wrong


def test_what_is_kept_need_not_be_typed_again_and_is_never_shown():
    form = Form({"url": "", "secret": ""}, kept=("url", "secret"))
    assert form.is_valid()
    assert (form.cleaned_data, form.config()) == ({"url": "", "secret": ""}, {})

    typed = Form({"url": "https://aid.example/token-4711", "secret": "short"})
    assert "token-4711" not in typed.as_p()
    assert "short" not in typed["secret"].as_widget()
