"""One POST per message, signed over its time and body (docs/how-to/configure-channels.md).

The receiver checks ``Fayuan-Signature`` with the shared secret, refuses an old
``Fayuan-Timestamp``, and drops an ``Idempotency-Key`` that it has seen.
"""

import hashlib
import hmac
import json
from typing import Any

from workflow.channels import idempotency_key
from workflow.channels.calling import call


def send(message: Any) -> None:
    """Post the words and the facts, signed."""
    subject, body = message.subject_and_body()
    key = idempotency_key(message)
    said = {"id": key, "subject": subject, "text": body} | message.facts()
    content = json.dumps(said, ensure_ascii=False).encode()
    timestamp = str(int(message.attempted_at.timestamp()))
    call(
        message.address(),
        body=content,
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": key,
            "Fayuan-Timestamp": timestamp,
            "Fayuan-Signature": f"sha256={signature(message.secret(), timestamp, content)}",
        },
    )


def signature(secret: str, timestamp: str, content: bytes) -> str:
    """HMAC-SHA256 over ``timestamp.content``, as hexadecimal digits."""
    signed = timestamp.encode() + b"." + content
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
