"""One mail per message. The message's key makes its Message-ID: a repeat can be told by it."""

import hashlib
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage


def send(message: Any) -> None:
    subject, body = message.subject_and_body()
    digest = hashlib.sha256(message.key.encode()).hexdigest()
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    EmailMessage(
        subject=subject,
        body=body,
        to=[message.address()],
        headers={"Message-ID": f"<{digest}@{host}>", "X-Idempotency-Key": digest},
    ).send()
