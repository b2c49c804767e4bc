"""Mail: the key is its Message-ID, and who has no address is not written to."""

import hashlib

import pytest
from django.core import mail

from tests.workflow.channels.conftest import Letter
from workflow.channels import NotDelivered
from workflow.channels.email.form import Form
from workflow.channels.email.transport import send


def test_a_repeat_can_be_told_by_its_message_id(settings):
    settings.DEFAULT_FROM_EMAIL = "Fayuan <clock@court.example>"
    for _ in range(2):
        send(Letter("clerk@court.example", channel="email", key="1:0:breach:7:email"))

    first, second = mail.outbox
    key = hashlib.sha256(b"1:0:breach:7:email").hexdigest()
    assert first.extra_headers == second.extra_headers
    assert first.extra_headers["Message-ID"] == f"<{key}@court.example>"
    assert first.to == ["clerk@court.example"]


def test_who_has_no_address_is_not_written_to():
    with pytest.raises(NotDelivered, match="no_address"):
        send(Letter("", channel="email"))
    assert mail.outbox == []


@pytest.mark.parametrize(("typed", "good"), [("a@b.example", True), ("a b", False), ("", False)])
def test_the_form_asks_for_an_address(typed, good):
    assert Form({"email": typed}).is_valid() is good
