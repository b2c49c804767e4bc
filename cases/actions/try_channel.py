"""Try a channel now: one test text, to oneself or to an endpoint, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import override

from cases.models import Endpoint, Notice, User
from cases.models.notices import test_sentence
from workflow import audit, channels
from workflow.channels.in_app.transport import deliver
from workflow.channels.reasons import reason_of
from workflow.units import unit_of_work


@dataclass(frozen=True)
class Trial:
    """A message that is sent at once, and neither kept nor repeated."""

    key: str
    channel: str
    attempted_at: datetime
    user: User | None = None
    endpoint: Endpoint | None = None

    @property
    def not_before(self) -> datetime:
        return self.attempted_at

    def address(self) -> str:
        if self.endpoint is not None:
            return self.endpoint.url or ""
        assert self.user is not None
        return (self.user.phone if self.channel == "sms" else self.user.email) or ""

    def secret(self) -> str:
        return (self.endpoint.secret if self.endpoint else "") or ""

    def config(self) -> dict[str, Any]:
        return dict(self.endpoint.config) if self.endpoint else {}

    def facts(self) -> dict[str, Any]:
        return {"stage": "test"}

    def subject_and_body(self) -> tuple[str, str]:
        with override(self.user.language if self.user else settings.LANGUAGE_CODE):
            sentence = test_sentence()
        return sentence, f"{sentence}\n\n{settings.SITE_URL}/\n"


def try_channel(name: str, *, endpoint: Endpoint | None = None, by: User, at: datetime) -> str:
    """Returns why it failed (see workflow.channels.reasons); empty: it succeeded."""
    reason = _tell_inside(by, at) if name == "in_app" else _send(name, endpoint, by, at)
    with unit_of_work():
        audit.note(
            "channel.tested",
            actor=by,
            subject=f"endpoint {endpoint.pk}" if endpoint else f"channel {name}",
            at=at,
            content={"channel": name, "outcome": reason or "sent"},
        )
    return reason


def _send(name: str, endpoint: Endpoint | None, by: User, at: datetime) -> str:
    user = None if endpoint else by
    trial = Trial(f"test:{uuid4()}", name, at, user=user, endpoint=endpoint)
    try:
        channels.send(trial)
    except Exception as error:  # noqa: BLE001 - a transport may raise anything; its type is told
        return reason_of(error)
    return ""


def _tell_inside(by: User, at: datetime) -> str:
    about, key = Notice.About.TEST, f"test:{uuid4()}"
    with unit_of_work():
        deliver([Notice(key=key, user=by, about=about, due_on=localdate(at), at=at)])
    return ""
