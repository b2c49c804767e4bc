"""Workers under fire: started, killed, started again, with a clock that the driver turns."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection
from django.utils import timezone


def url_of_this_database() -> str:
    """The address of the database that this process speaks with, for others."""
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{said['NAME']}"
    who = quote(said["USER"]) + (f":{quote(said['PASSWORD'])}" if said["PASSWORD"] else "")
    return f"postgres://{who}@{said['HOST']}:{said['PORT']}/{said['NAME']}"


class Fleet:
    """Forks workers on this process's database; they write to ``sink`` and read ``clock``."""

    def __init__(self, folder: Path, *, begins: datetime, wrong: str = "", **environment: str):
        self.folder = folder
        self.sink, self.log = folder / "alarms.jsonl", folder / "workers.log"
        self._clock, self.offset = folder / "clock", 0.0
        self.turn(begins - timezone.now())
        environment |= {
            "DATABASE_URL": url_of_this_database(),
            "FAYUAN_FILE_SINK": str(self.sink),
            "CHAOS_CLOCK": str(self._clock),
            "CHAOS_WRONG": wrong,
            "CHAOS_LOG": str(self.log),
        }
        self.environment = environment
        self.zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.zygote"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | environment,
            text=True,
        )
        assert "ready" in self._hear()

    @property
    def now(self) -> datetime:
        """What the workers take the time for."""
        return timezone.now() + timedelta(seconds=self.offset)

    def turn(self, by: timedelta) -> None:
        """Put everybody's clock on, or back."""
        self.offset += by.total_seconds()
        new = self._clock.with_suffix(".new")
        new.write_text(str(self.offset))
        new.replace(self._clock)

    def start(self, failpoint: str = "", *words: str) -> int:
        """A new ``manage.py run_clock``; with a failpoint it will kill itself there."""
        environment = {"FAYUAN_FAILPOINT": failpoint}
        return self._say(do="start", environment=environment, words=words or ["run_clock"])["pid"]

    def kill(self, pid: int) -> dict:
        return self._say(do="kill", pid=pid)

    def wait(self, pid: int, seconds: float) -> dict:
        return self._say(do="wait", pid=pid, seconds=seconds)

    def lines(self) -> list[dict[str, Any]]:
        """What has reached the sink."""
        with suppress(FileNotFoundError):
            return [json.loads(line) for line in self.sink.read_text().splitlines()]
        return []

    def close(self) -> None:
        self.zygote.stdin.close()
        self.zygote.wait(timeout=20)
        self.zygote.stdout.close()

    def __enter__(self) -> "Fleet":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _say(self, **order: Any) -> dict:
        self.zygote.stdin.write(json.dumps(order) + "\n")
        self.zygote.stdin.flush()
        return self._hear()

    def _hear(self) -> dict:
        line = self.zygote.stdout.readline()
        assert line, f"the zygote is gone; see {self.log}"
        return json.loads(line)
