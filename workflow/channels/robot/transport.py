"""One text message to a group. Both messengers answer 200 whatever happens: ``errcode`` decides."""

import base64
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import quote_plus

from workflow.channels import NotDelivered
from workflow.channels.calling import call

#: 企业微信 takes 2,048 bytes of text and no more.
MOST_BYTES = 2048


def send(message: Any) -> None:
    """Post the text, signed where there is a secret; an error code is a failure."""
    _subject, body = message.subject_and_body()
    url = message.address()
    if message.config().get("kind") == "dingtalk" and message.secret():
        url = signed(url, message.secret(), int(message.attempted_at.timestamp() * 1000))
    content = body.strip().encode()[:MOST_BYTES].decode(errors="ignore")
    answer = call(
        url,
        body=json.dumps(
            {"msgtype": "text", "text": {"content": content}}, ensure_ascii=False
        ).encode(),
        headers={"Content-Type": "application/json; charset=utf-8"},
    )
    try:
        code = json.loads(answer.body)["errcode"]
    except (ValueError, KeyError, TypeError):
        raise NotDelivered("unreadable") from None
    if code != 0:
        raise NotDelivered(f"refused {code}" if isinstance(code, int) else "unreadable")


def signed(url: str, secret: str, milliseconds: int) -> str:
    """钉钉's signature: HMAC-SHA256 over time and secret, with the secret as the key."""
    text = f"{milliseconds}\n{secret}".encode()
    digest = hmac.new(secret.encode(), text, hashlib.sha256).digest()
    mark = "&" if "?" in url else "?"
    return f"{url}{mark}timestamp={milliseconds}&sign={quote_plus(base64.b64encode(digest))}"
