"""Typed readers for the environment. A value that cannot be read stops the start with its name."""

import os
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
