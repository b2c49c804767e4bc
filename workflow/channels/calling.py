"""One careful HTTP request: time-outs, no redirects, a verified certificate, nothing told to logs.

What comes back or goes wrong is said by a reason, never by an address or a text.
"""

import ipaddress
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings

from workflow.channels import NotDelivered

#: Seconds to connect, and seconds between two parts of an answer.
TIMEOUT = (5.0, 8.0)
#: Seconds after which no further part of an answer is waited for, and how much of it is read. Ten
#: messages that run into all of these together stay below workflow.outbox.LEASE.
WHOLE, MOST = 5.0, 64 * 1024


@dataclass(frozen=True)
class Answer:
    """What the other side said, with a status of 200 to 299."""

    status: int
    body: bytes


def call(
    url: str, *, method: str = "POST", body: bytes | None = None, headers: Mapping[str, str]
) -> Answer:
    """Make the request once. Raises :class:`NotDelivered` unless it was answered with success."""
    require_https(url)
    try:
        with requests.Session() as session:
            # No proxy stands between a machine and itself; and no password out of a .netrc.
            session.trust_env, session.auth = not is_this_machine(url), _no_password
            with session.request(
                method,
                url,
                data=body,
                headers=dict(headers),
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,
            ) as answer:
                said = Answer(answer.status_code, _read(answer))
    except requests.exceptions.SSLError:
        raise NotDelivered("no_trust") from None
    except (requests.exceptions.Timeout, TimeoutError):
        raise NotDelivered("no_answer") from None
    except requests.exceptions.ConnectionError:
        raise NotDelivered("no_connection") from None
    except requests.exceptions.RequestException:
        raise NotDelivered("unreadable") from None
    if said.status in range(300, 400):
        raise NotDelivered("redirected")
    if said.status not in range(200, 300):
        raise NotDelivered(f"status {said.status}")
    return said


def require_https(url: str) -> None:
    """Refuse what others on the way could read; to this very machine a setting may allow it."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if not (
        parts.scheme == "http" and is_this_machine(url) and settings.WORKFLOW_PLAIN_HTTP_TO_ITSELF
    ):
        raise NotDelivered("not_https")


def is_this_machine(url: str) -> bool:
    """The address is of the loopback interface."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _no_password(request: Any) -> Any:
    return request


def _read(answer: requests.Response) -> bytes:
    """The beginning of the answer; one that trickles in for ever is given up."""
    began, parts, size = time.monotonic(), [], 0
    for part in answer.iter_content(4096):
        parts.append(part)
        size += len(part)
        if size >= MOST:
            break
        if time.monotonic() - began > WHOLE:
            raise TimeoutError
    return b"".join(parts)
