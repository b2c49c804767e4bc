"""The ways out of the building: one folder per channel, the folder's name is the channel's.

Each has ``CHANNEL`` (what it is called, whom it reaches), ``form.Form`` (what must be known to
reach somebody by it) and ``transport.send(message)``. To add one, copy ``webhook/`` where a machine
listens, ``email/`` where a person does.

A message has a ``key``, ``attempted_at``, ``address()`` and ``subject_and_body()``; for a machine
also ``secret()``, ``config()`` and ``facts()``. :class:`workflow.models.OutboxMessage` is one.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any


class UnknownChannel(LookupError):
    """A message names a channel that has no folder here."""


class NotDelivered(Exception):
    """A transport's own failure. The reason is one of :mod:`workflow.channels.reasons`, with a
    number at most: it is kept and shown, so it never tells an address or a text."""


class Reaches(Enum):
    """Who is at the other end."""

    PERSON = "person"
    ENDPOINT = "endpoint"


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Channel:
    """What a channel says of itself."""

    label: Any
    reaches: Reaches
    #: Somebody may be woken by it: it is held back in quiet hours.
    wakes: bool
    #: False while something is missing that only the settings can give.
    is_set_up: Callable[[], bool] = _always
    #: How to give it, in words.
    how_to_set_up: Any = ""
    #: It is a row beside the record itself and never waits in the outbox.
    stays_inside: bool = False


@cache
def known_channels() -> frozenset[str]:
    """The names of the channels that have a folder here."""
    return frozenset(module.name for module in iter_modules(__path__) if module.ispkg)


def channel(name: str) -> Channel:
    """What the channel of this name says of itself."""
    if name not in known_channels():
        raise UnknownChannel(name)
    found: Channel = import_module(f"{__name__}.{name}").CHANNEL
    return found


@cache
def channels_where(**traits: Any) -> tuple[str, ...]:
    """The names of the channels with these traits: ``channels_where(wakes=True)``."""
    return tuple(
        name
        for name in sorted(known_channels())
        if all(getattr(channel(name), trait) == value for trait, value in traits.items())
    )


def form_of(name: str) -> Any:
    """The form of what must be known to reach somebody by this channel."""
    channel(name)
    return import_module(f"{__name__}.{name}.form").Form


def send(message: Any) -> None:
    """Send an outbox message by its channel. Raises whatever the transport raises."""
    channel(message.channel)
    import_module(f"{__name__}.{message.channel}.transport").send(message)


def idempotency_key(message: Any) -> str:
    """What a receiver can tell a repeat by; it says nothing else."""
    return hashlib.sha256(message.key.encode()).hexdigest()
