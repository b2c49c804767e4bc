"""The gateway's request as a template: every gateway wants another one, so none is built in.

The setting is JSON::

    {"method": "POST", "url": "https://sms.example/send", "format": "json",
     "headers": {"Authorization": "Bearer ..."},
     "body": {"mobile": "{number}", "content": "{text}", "id": "{id}"},
     "success": {"code": 0}}

``{number}``, ``{text}`` and ``{id}`` may stand in the URL (they are quoted there), in headers and in
the body. ``success`` says which fields of a JSON answer must have which values, or is a text that the
answer must contain.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from workflow.channels import NotDelivered
from workflow.channels.calling import require_https

FORMATS = {
    "json": "application/json; charset=utf-8",
    "form": "application/x-www-form-urlencoded; charset=utf-8",
}
NAMES = frozenset({"method", "url", "format", "headers", "body", "success"})


class GatewayUnusable(ValueError):
    """The setting is no request that could be made; the sentence says why."""


@dataclass(frozen=True)
class Gateway:
    """One way to ask for a short message, and what an answer that means success looks like."""

    url: str
    success: Any
    method: str = "POST"
    format: str = "json"
    headers: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] | None = None

    @classmethod
    def of(cls, setting: str) -> "Gateway":
        """Read the setting. Raises :class:`GatewayUnusable`."""
        try:
            given = json.loads(setting)
        except ValueError:
            raise GatewayUnusable(_("The template of the SMS gateway is not JSON.")) from None
        if not isinstance(given, dict) or given.keys() - NAMES:
            raise GatewayUnusable(
                _("The template of the SMS gateway may have these parts only: %(names)s.")
                % {"names": ", ".join(sorted(NAMES))}
            )
        if not given.get("url") or not given.get("success"):
            raise GatewayUnusable(_("The template of the SMS gateway needs “url” and “success”."))
        gateway = cls(**given)
        gateway._check()
        return gateway

    def _check(self) -> None:
        try:
            require_https(self.url)
        except NotDelivered:
            raise GatewayUnusable(
                _("The address of the SMS gateway must begin with https://.")
            ) from None
        if self.method not in {"GET", "POST"} or self.format not in FORMATS:
            raise GatewayUnusable(
                _("The SMS gateway's “method” is GET or POST, its “format” json or form.")
            )
        whole = json.dumps([self.url, self.headers, self.body])
        if "{number}" not in whole or "{text}" not in whole:
            raise GatewayUnusable(
                _("The template of the SMS gateway must say where {number} and {text} go.")
            )

    def request(self, **values: str) -> dict[str, Any]:
        """The arguments of the call, with the values in their places."""
        headers = {"Content-Type": FORMATS[self.format]} if self.body is not None else {}
        headers |= _filled(self.headers, values, _on_one_line)
        return {
            "url": _filled(self.url, values, lambda value: quote(value, safe="")),
            "method": self.method,
            "headers": headers,
            "body": self._content(values),
        }

    def _content(self, values: dict[str, str]) -> bytes | None:
        if self.body is None:
            return None
        body = _filled(self.body, values, str)
        if self.format == "form":
            return urlencode(body).encode()
        return json.dumps(body, ensure_ascii=False).encode()

    def succeeded(self, answer: bytes) -> bool:
        """The answer is one that means success."""
        if isinstance(self.success, str):
            return self.success in answer.decode(errors="replace")
        said = json.loads(answer)
        return isinstance(said, dict) and all(
            str(said.get(name)) == str(value) for name, value in self.success.items()
        )


def current() -> Gateway | None:
    """The gateway of the settings; None without one. Raises :class:`GatewayUnusable`."""
    setting: str = settings.WORKFLOW_SMS_GATEWAY
    return _gateway(setting) if setting else None


_gateway = cache(Gateway.of)


def is_set_up() -> bool:
    """There is a gateway that can be asked."""
    try:
        return current() is not None
    except GatewayUnusable:
        return False


def _filled(template: Any, values: dict[str, str], written: Callable[[str], str]) -> Any:
    """The template with its named places filled, whatever its shape; nothing else is read in it."""
    if isinstance(template, dict):
        return {name: _filled(part, values, written) for name, part in template.items()}
    if isinstance(template, list):
        return [_filled(part, values, written) for part in template]
    if isinstance(template, str):
        parts = template.split("{")
        for place, part in enumerate(parts[1:], start=1):
            name, closed, rest = part.partition("}")
            known = bool(closed) and name in values
            parts[place] = written(values[name]) + rest if known else "{" + part
        return "".join(parts)
    return template


def _on_one_line(value: str) -> str:
    """A line break in a header would begin another one."""
    return " ".join(value.split())
