"""One line of JSON per message, on the disk before it counts as sent.

The line says that there is an alarm, not whose: its key, its channel, and when it was taken in
hand. A repeat after a crash is a second line with the same key.
"""

import fcntl
import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings

from workflow.channels import NotDelivered


def send(message: Any) -> None:
    if not settings.WORKFLOW_FILE_SINK:
        raise NotDelivered("not_set_up")
    at = message.attempted_at or message.not_before
    said = {"key": message.key, "channel": message.channel, "at": at.isoformat()}
    _append(Path(settings.WORKFLOW_FILE_SINK), json.dumps(said).encode() + b"\n")


def _append(path: Path, line: bytes) -> None:
    """Whole or not at all: half a line would spoil the next one too."""
    new = not path.exists()
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        before = os.fstat(file).st_size
        if os.write(file, line) != len(line):
            os.ftruncate(file, before)
            raise OSError(f"No room for a line in {path.name}.")
        os.fsync(file)
    finally:
        os.close(file)
    if new:
        _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    """A new file survives a power cut when its folder knows it too."""
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
