"""Typed readers for the environment. A value that cannot be read stops the start with its name."""

import os
import secrets
from contextlib import suppress
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None) -> str:
    """The variable, or the content of the file that NAME_FILE points to (Docker and systemd secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE can't be read: {error.strerror}: {path}"
            ) from error
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(
            f"Set {name}, or {name}_FILE with the path of a file holding it."
        )
    return value


def secret(name: str, *, at_least: int = 32) -> str:
    """A secret that must be there and long enough to be one."""
    value = text(name)
    if len(value) < at_least:
        raise ImproperlyConfigured(f"{name} must have at least {at_least} characters.")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value in TRUE | FALSE:
        return value in TRUE
    raise ImproperlyConfigured(f"{name} must be one of 1, 0, true, false, yes, no, on, off.")


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from error


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hours(name: str, default: str) -> tuple[time, time] | None:
    """``21:00-07:30``: from when to when, over midnight too; empty: never."""
    value = text(name, default)
    if not value:
        return None
    try:
        begin, end = (time.fromisoformat(part.strip()) for part in value.split("-"))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must look like 21:00-07:30, or be empty.") from error
    return (begin, end) if begin != end else None


def keys(name: str, *, made_in: Path | None = None) -> list[bytes]:
    """Keys of 32 bytes, one a line as 64 hexadecimal digits, the newest last.

    ``made_in``: where a machine that has none makes one for itself and keeps it.
    """
    try:
        given = text(name, "" if made_in else None)
    except ImproperlyConfigured as problem:
        raise ImproperlyConfigured(
            f"{problem} The key that seals personal data is missing: on a new site make it with "
            f"bin/setup --site /etc/fayuan and set {name}_FILE=/etc/fayuan/master-key; on a site "
            "that has data put the old key back, no other opens them."
        ) from problem
    if not given and made_in:
        given = _kept_key(made_in)
    try:
        found = [bytes.fromhex(line) for line in given.split()]
    except ValueError:
        found = []
    if not found or any(len(key) != 32 for key in found):
        raise ImproperlyConfigured(f"{name} must be 64 hexadecimal digits, one key a line.")
    return found


def _kept_key(path: Path) -> str:
    """Of two who make it at once the second takes what the first made."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{secrets.token_hex(32)}\n")
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii")


def database(name: str, default: str) -> dict[str, Any]:
    """Django's settings for ``sqlite:///path`` or ``postgres://user:password@host:port/name``.

    SQLite takes its write lock at BEGIN: with the default (at the first write) two clerks who
    press at once make one of them fail with "database is locked". FULL, because a committed
    alert must survive a power cut (reliability: WAL with NORMAL may lose the last commits).
    """
    url = text(name, default)
    parts = urlsplit(url)
    if parts.scheme in {"sqlite", "sqlite3"}:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            # Statements prepared once and parameters bound by the server: a third less time a move.
            # Behind a pooler that shares connections by transaction, set prepare_threshold None.
            "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3},
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"{name} must start with sqlite:/// or postgres://.")
