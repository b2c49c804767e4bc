"""One mail per message. The message's key makes its Message-ID: a repeat can be told by it."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from workflow.channels import NotDelivered, idempotency_key


def send(message: Any) -> None:
    if not (address := message.address()):
        raise NotDelivered("no_address")
    subject, body = message.subject_and_body()
    key = idempotency_key(message)
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    EmailMessage(
        subject=subject,
        body=body,
        to=[address],
        headers={"Message-ID": f"<{key}@{host}>", "X-Idempotency-Key": key},
    ).send()
