"""An outside e-seal service: what SM2, OFD and the seals of a province's own platform need.

The contract is ours and is written down in docs/how-to/sign-papers.md: one POST of JSON a paper,
both ways signed with a shared secret.
"""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import json
import re
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext as _

from documents.signing.contract import OFD, PDF, NotSigned, Order, Signed

VERSION = 1
#: Seconds to connect, seconds between two parts of an answer, and for the whole of it; with the
#: bytes that are read of it. All together stay below documents.sealing.LEASE.
TIMEOUT, WHOLE, MOST = (5.0, 60.0), 120.0, 20 * 1024 * 1024
#: How long the service may ask us to wait, and what it gets when it names no time.
LONGEST_WAIT, USUAL_WAIT = 3600, 60
REASON = re.compile(r"[a-z0-9_]{1,40}")


@dataclass(frozen=True, kw_only=True)
class ServiceSigner:
    """Sends the paper out and takes it back signed."""

    url: str
    secret: str = field(repr=False)
    name: str = "service"

    @classmethod
    def of(cls, settings: dict[str, Any]) -> "ServiceSigner":
        return cls(url=settings["service"], secret=settings["secret"])

    def faults(self) -> list[str]:
        found = []
        if not self.url:
            found.append(_("FAYUAN_SIGNER is service: name its address in FAYUAN_SIGNING_SERVICE."))
        elif not _is_safe(self.url):
            found.append(_("FAYUAN_SIGNING_SERVICE must begin with https://."))
        if len(self.secret) < 32:
            found.append(
                _(
                    "FAYUAN_SIGNING_SECRET must have 32 characters or more; the service has the same."
                )
            )
        return found

    def sign(self, pdf: bytes, order: Order) -> Signed:
        body = json.dumps(_asked(pdf, order), ensure_ascii=False).encode()
        timestamp = str(int(order.at.timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": order.key,
            "Fayuan-Timestamp": timestamp,
            "Fayuan-Signature": signature(self.secret, timestamp, body),
        }
        status, said, content = self._post(body, headers)
        if status == requests.codes.accepted:
            raise NotSigned(_("The e-seal service has not finished yet."), after=_wait(said))
        if status in {400, 401, 403, 404, 409, 410, 413, 415, 422}:
            why = {"status": status, "reason": _reason(content)}
            raise NotSigned(
                _("The e-seal service refused this paper (%(status)s %(reason)s).") % why,
                final=status
                not in {401, 403, 404},  # these are mended at the door, not in the paper
            )
        if status != requests.codes.ok:
            raise NotSigned(
                _("The e-seal service answered with status %(status)s.") % {"status": status}
            )
        sealed = signature(self.secret, order.key, content)
        if not hmac.compare_digest(said.get("Fayuan-Signature", ""), sealed):
            raise NotSigned(_("The answer of the e-seal service does not bear our secret."))
        return _read(content)

    def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, Any, bytes]:
        """Once, without redirects, a proxy's password or a word to the logs."""
        if not _is_safe(self.url):
            raise NotSigned(_("FAYUAN_SIGNING_SERVICE must begin with https://."))
        try:
            with requests.Session() as session:
                session.trust_env, session.auth = not _is_this_machine(self.url), _no_password
                with session.post(
                    self.url,
                    data=body,
                    headers=headers,
                    timeout=TIMEOUT,
                    allow_redirects=False,
                    stream=True,
                ) as answer:
                    return answer.status_code, answer.headers, _content(answer)
        except (requests.exceptions.RequestException, TimeoutError) as error:
            raise NotSigned(
                _("The e-seal service can't be reached (%(fault)s).")
                % {"fault": type(error).__name__}
            ) from None


def signature(secret: str, context: str, body: bytes) -> str:
    """HMAC-SHA256 over ``context.body``: the timestamp where we ask, the key where we are answered,
    so that an answer is good for its own question alone."""
    digest = hmac.new(secret.encode(), context.encode() + b"." + body, hashlib.sha256)
    return f"sha256={digest.hexdigest()}"


def _asked(pdf: bytes, order: Order) -> dict[str, Any]:
    return {
        "version": VERSION,
        "key": order.key,
        "number": order.label,
        "agency": {"code": order.issuer, "name": order.agency},
        "at": order.at.isoformat(timespec="seconds"),
        "place": {
            "page": order.place.page + 1,  # people count pages from 1, and so do these services
            "left": round(order.place.left, 3),
            "bottom": round(order.place.bottom, 3),
            "side": round(order.place.side, 3),
        },
        "media_type": PDF,
        "file": base64.b64encode(pdf).decode(),
    }


def _read(content: bytes) -> Signed:
    try:
        said = json.loads(content)
        file = base64.b64decode(said["file"], validate=True)
        media_type, certificate = said["media_type"], said["certificate"]
        subject, serial = str(certificate["subject"]), str(certificate["serial"])
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise NotSigned(_("The answer of the e-seal service can't be understood.")) from None
    if media_type not in (PDF, OFD):
        raise NotSigned(_("The signer sent a kind of file that is not known here."), final=True)
    return Signed(content=file, media_type=media_type, subject=subject, serial=serial)


def _reason(content: bytes) -> str:
    """The service's own code for it. Its sentences are not kept: they may name people."""
    try:
        said = str(json.loads(content)["reason"])
    except (ValueError, KeyError, TypeError):
        return ""
    return said if REASON.fullmatch(said) else ""


def _wait(headers: Any) -> timedelta:
    asked = headers.get("Retry-After", "")
    seconds = int(asked) if asked.isdecimal() and len(asked) < 6 else USUAL_WAIT
    return timedelta(seconds=min(max(seconds, 1), LONGEST_WAIT))


def _content(answer: requests.Response) -> bytes:
    began, parts, size = time.monotonic(), [], 0
    for part in answer.iter_content(64 * 1024):
        parts.append(part)
        size += len(part)
        if size > MOST or time.monotonic() - began > WHOLE:
            raise TimeoutError
    return b"".join(parts)


def _is_safe(url: str) -> bool:
    """https, or this very machine."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(url))
    )


def _is_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _no_password(request: Any) -> Any:
    return request
