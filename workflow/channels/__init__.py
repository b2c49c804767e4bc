"""The ways out of the building: one folder per channel, each with ``transport.send(message)``.

To add one, copy ``email/``; the folder's name is the channel's.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any


class UnknownChannel(LookupError):
    """A message names a channel that has no folder here."""


@cache
def known_channels() -> frozenset[str]:
    """The names of the channels that have a folder here."""
    return frozenset(module.name for module in iter_modules(__path__) if module.ispkg)


def send(message: Any) -> None:
    """Send an outbox message by its channel. Raises whatever the transport raises."""
    if message.channel not in known_channels():
        raise UnknownChannel(message.channel)
    import_module(f"{__name__}.{message.channel}.transport").send(message)
